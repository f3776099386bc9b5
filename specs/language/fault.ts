// Faults: actions of the environment, each made from the variable it acts upon.
import type { Domain } from "./domain.ts";
import { initialise } from "./initialise.ts";
import { suggestion } from "./nearest.ts";
import type { Drawn, Flight, Network } from "./network.ts";
import { SpecError } from "./spec-error.ts";
import type { MapOf } from "./state.ts";
import type { AnyType, Fields } from "./type.ts";

/** Fits any spec: its guard and effect are given the variable it acts upon. A spec that does not hold it is refused. */
export interface Fault<P> {
  readonly environment: true;
  readonly fault: string;
  readonly upon: AnyType;
  readonly params: { readonly [N in keyof P]: Domain<P[N]> | Drawn<P[N]> };
  readonly guard?: (held: any, args: any) => boolean;
  readonly effect: (held: any, args: any) => undefined;
}

type InFlight<M> = Network<M, Flight<M>>;

/** The network forgets a message. */
export const loses = <M>(network: InFlight<M>): Fault<{ message: M }> => ({
  environment: true,
  fault: "loses",
  upon: network,
  params: { message: network.any() },
  effect: (flight: Flight<M>, { message }) => void flight.consume(message),
});

/** The network delivers a message once more, as long as fewer than `copies` of it are in flight. */
export const duplicates = <M>(network: InFlight<M>, limits: { copies: number }): Fault<{ message: M }> => {
  const copies = limits?.copies;
  if (!Number.isInteger(copies) || copies < 1)
    throw new SpecError(
      `duplicates: copies is ${String(copies)}. Give how many of a message there may be at most: a whole number, at least 1`,
    );
  return {
    environment: true,
    fault: "duplicates",
    upon: network,
    params: { message: network.any() },
    guard: (flight: Flight<M>, { message }) => flight.copies(message) < copies,
    effect: (flight: Flight<M>, { message }) => void flight.send(message),
  };
};

type Process<K, I> = MapOf<K, any, any, I, any>;

const resets = <K extends PropertyKey>(fault: string, processes: Process<K, any>, volatile: object): Fault<{ process: K }> => {
  const { fields = {} } = (processes.values ?? {}) as unknown as { fields?: Fields };
  if (typeof volatile !== "object" || volatile === null)
    throw new SpecError(
      `${fault}: what a crash changes is ${String(volatile)}. Give the fields and their values: { up: false }`,
    );
  const stranger = Object.keys(volatile).find((field) => !Object.hasOwn(fields, field));
  // Whoever names the ids in place of their map is told of that by the spec.
  if (stranger !== undefined && processes.kind === "map")
    throw new SpecError(
      `${fault}: a process has no field "${stranger}"; ${suggestion(stranger, Object.keys(fields), "fields")}`,
    );
  return {
    environment: true,
    fault,
    upon: processes,
    params: { process: processes.keys },
    effect: (held, { process }) => {
      for (const [field, value] of Object.entries(volatile)) initialise(fields[field], held[process], field, value);
    },
  };
};

/** A process stops: the fields named take the values given, such as `{ up: false }`. It happens to a process that is `running`. */
export const crashes = <K extends PropertyKey, R, I>(
  processes: MapOf<K, R, any, I, any>,
  running: (process: NoInfer<R>) => boolean,
  volatile: Partial<NoInfer<I>>,
): Fault<{ process: K }> => {
  if (typeof running !== "function")
    throw new SpecError("crashes: say which processes run: crashes(node, (n) => n.up, { up: false })");
  return { ...resets("crashes", processes, volatile), guard: (held, { process }) => running(held[process]) };
};

/** A process stops and starts again: the fields named go back to these values, and all others outlive the crash. */
export const restarts = <K extends PropertyKey, I>(
  processes: MapOf<K, any, any, I, any>,
  volatile: Partial<NoInfer<I>>,
): Fault<{ process: K }> => resets("restarts", processes, volatile);
