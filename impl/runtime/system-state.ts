import type { Cluster, Envelope, Reply } from "./cluster.ts";
import { ContractError } from "./contract-error.ts";
import type { NodeId, Protocol, Request } from "./core.ts";
import type { Host, Leaving } from "./host.ts";
import { deepFreeze } from "./plain-data.ts";
import type { Texts } from "./texts.ts";

/** A cluster, and how much may still happen to it. */
export interface SystemState<P extends Protocol> extends Cluster<P> {
  readonly left: Left;
}

/** How often each may still happen; `timers` counts those that fire. */
export interface Left {
  /** For each request of the options, how often its client may still ask. */
  readonly requests: readonly number[];
  readonly crashes: number;
  readonly losses: number;
  readonly duplicates: number;
  readonly timers: number;
}

/** What keeps states canonical: bags in the order of their texts. */
export interface Canon {
  readonly core: string;
  readonly texts: Texts;
  /** At most so many equal messages are in flight. */
  readonly copies: number;
}

/** The state after a node has become `host` and let out what leaves it. */
export const withHost = <P extends Protocol>(
  canon: Canon,
  state: SystemState<P>,
  node: NodeId,
  host: Host<P>,
  leaving: readonly Leaving<P>[],
  left: Left = state.left,
): SystemState<P> => {
  let { network, requests, replies } = state;
  for (const effect of leaving) {
    if (effect.kind === "send")
      network = sent(canon, network, deepFreeze({ from: node, to: effect.to, message: effect.message }));
    else {
      const reply = answerTo(canon, { requests, replies }, node, effect);
      if (!replies.some((other) => canon.texts.of(other) === canon.texts.of(reply))) replies = canon.texts.with(replies, reply);
      requests = Object.freeze(requests.filter((request) => !isOf(request, effect)));
    }
  }
  const nodes = Object.freeze({ ...state.nodes, [node]: host });
  return Object.freeze({ nodes, network, requests, replies, left: Object.freeze(left) });
};

/** A further equal message beyond the bound is as if the network had lost it. */
const sent = <P extends Protocol>({ texts, copies }: Canon, network: readonly Envelope<P>[], envelope: Envelope<P>) => {
  const text = texts.of(envelope);
  const copiesNow = network.reduce((count, other) => count + (texts.of(other) === text ? 1 : 0), 0);
  return copiesNow < copies ? texts.with(network, envelope) : network;
};

export const isOf = (a: { session: string; seq: number }, b: { session: string; seq: number }): boolean =>
  a.session === b.session && a.seq === b.seq;

const answerTo = <P extends Protocol>(
  canon: Canon,
  { requests, replies }: Pick<Cluster<P>, "requests" | "replies">,
  node: NodeId,
  { session, seq, result }: Extract<Leaving<P>, { kind: "reply" }>,
): Reply<P> => {
  const asked: Request<P> | undefined =
    requests.find((request) => isOf(request, { session, seq })) ?? replies.find((reply) => isOf(reply, { session, seq }));
  if (asked === undefined) throw neverAsked(canon.core, node, session, seq);
  return deepFreeze({ session, seq, command: asked.command, result });
};

export const neverAsked = (core: string, node: NodeId, session: string, seq: number): ContractError =>
  new ContractError(core, node, `the effect \`reply\` answers request ${seq} of session "${session}", which nobody made.`);

/** The state without one of these messages. */
export const withoutMessage = <P extends Protocol>(state: SystemState<P>, at: number): SystemState<P> => ({
  ...state,
  network: Object.freeze([...state.network.slice(0, at), ...state.network.slice(at + 1)]),
});
