// Networks: variables that hold messages, with verbs of their own.
import type { Shapes, VariantOf } from "./composite.ts";
import type { Domain } from "./domain.ts";
import { membersOf, refuseUnknown } from "./members.ts";
import { SpecError } from "./spec-error.ts";
import type { ReadSet } from "./state.ts";
import type { Type } from "./type.ts";

type Tag<M> = M extends { readonly type: infer T } ? T : never;
export type OfType<M, T> = Extract<M, { readonly type: T }>;
type Without<M, K extends PropertyKey> = M extends unknown ? Omit<M, K> : never;

/** Messages, as guards and properties see them. */
export interface Messages<M> extends ReadSet<M> {
  /** The messages of one type whose fields have the values given, each once. */
  where<T extends Tag<M>>(fields: { readonly type: T } & Partial<Omit<OfType<M, T>, "type">>): readonly OfType<M, T>[];
}

/** Every message ever sent: loss and duplication need no actions of their own. */
export interface Sent<M> extends Messages<M> {
  add(message: M): void;
}

/** Messages in flight, each of them some number of times; `size` counts them all. */
export interface Flight<M> extends Messages<M> {
  send(message: M): void;
  /** Takes the message out of flight. */
  consume(message: M): void;
  /** Consumes the request, and sends the response back to where it came from. */
  reply(request: M, response: Without<M, "from" | "to">): void;
  /** How many copies of the message are in flight. */
  copies(message: M): number;
}

/** An action's parameter that stands for a message which a network now holds. */
export interface Drawn<V> {
  readonly kind: "drawn";
  readonly network: Network<any, any>;
  readonly tag: string | undefined;
  readonly value?: V;
}

export interface Network<M, W> extends Type<Messages<M>, W, Iterable<M>> {
  readonly kind: "network";
  readonly discipline: "sent" | "unordered" | "ordered";
  /** A parameter standing for any message that can now be received, of the given type when one is given. */
  any(): Drawn<M>;
  any<T extends Tag<M>>(type: T): Drawn<OfType<M, T>>;
}

type Enveloped<P, V extends Shapes> = VariantOf<{ [T in keyof V]: { from: Domain<P>; to: Domain<P> } & V[T] }>;

const network = (discipline: string, shapes: Shapes, limits: object): Network<any, any> => {
  const self = {
    kind: "network",
    discipline,
    title: `${discipline} network`,
    shapes,
    ...limits,
    any: (tag?: string) => {
      if (tag !== undefined && !(tag in shapes)) {
        throw new SpecError(`any("${tag}"): there is no message of that type; there are ${Object.keys(shapes).join(", ")}`);
      }
      return { kind: "drawn", network: self, tag };
    },
  } as unknown as Network<any, any>;
  return self;
};

const enveloped = (between: Domain<any>, messages: Shapes): Shapes =>
  Object.fromEntries(
    Object.entries(messages ?? {}).map(([type, fields]) => {
      if (typeof fields !== "object" || fields === null)
        throw new SpecError(`message ${type} has no fields; give them, if none: { ${type}: {} }`);
      const taken = ["from", "to", "type"].find((name) => name in fields);
      if (taken) throw new SpecError(`message ${type}: the field "${taken}" is the network's own; name yours differently`);
      return [type, { from: between, to: between, ...fields }];
    }),
  );

/** A growing set of messages, as in TwoPhase.tla and Paxos.tla. Beyond 512 possible messages it needs `atMost`. */
export const sentMessages = <const V extends Shapes>(
  messages: V,
  limits: { atMost?: number } = {},
): Network<VariantOf<V>, Sent<VariantOf<V>>> => {
  refuseUnknown("sentMessages", limits, ["atMost"]);
  return network("sent", messages, { atMost: limits.atMost });
};

interface Bounds<P, V> {
  readonly between: Domain<P>;
  readonly messages: V;
  /** The most that can be in flight: of all messages, or of each sender to each receiver when the network is ordered. */
  readonly atMost: number;
  /** What a full network does with one more: refuse it, which is an error, or, in a network that loses messages, lose it. */
  readonly whenFull?: "error" | "loseNewest";
}

const BOUNDS = membersOf<Bounds<unknown, unknown>>({ between: true, messages: true, atMost: true, whenFull: true });

/** A bag of messages in flight, delivered in any order. */
export const unordered = <P, const V extends Shapes>(of: Bounds<P, V>): Network<Enveloped<P, V>, Flight<Enveloped<P, V>>> => {
  refuseUnknown("unordered", of, BOUNDS);
  const { between, messages, atMost, whenFull = "error" } = of;
  return network("unordered", enveloped(between, messages), { between, atMost, whenFull });
};

/** A queue from each process to each other; only the first message of a queue can be received. */
export const ordered = <P, const V extends Shapes>(of: Bounds<P, V>): Network<Enveloped<P, V>, Flight<Enveloped<P, V>>> => {
  refuseUnknown("ordered", of, BOUNDS);
  const { between, messages, atMost, whenFull = "error" } = of;
  return network("ordered", enveloped(between, messages), { between, atMost, whenFull });
};
