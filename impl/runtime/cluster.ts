// What a cluster of cores is to whoever looks at it, and what happens to it. The explorer's states and the simulator's have this
// shape in common, so that one mapping onto a spec serves both.
import type { Effect, Lsn, NodeId, Protocol, Request } from "./core.ts";
import type { Host } from "./host.ts";

export interface Cluster<P extends Protocol> {
  readonly nodes: Readonly<Record<NodeId, Host<P>>>;
  /** The messages in flight, a bag: their order means nothing. */
  readonly network: readonly Envelope<P>[];
  /** What clients have asked a node for and not been answered, each request once. Their order means nothing. */
  readonly requests: readonly Request<P>[];
  /** What clients have been told, each answer once: a request can have several. Their order means nothing. */
  readonly replies: readonly Reply<P>[];
}

export interface Envelope<P extends Protocol> {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly message: P["message"];
}

export interface Reply<P extends Protocol> extends Request<P> {
  readonly result: P["result"];
}

/** What happens to a cluster, by its name; each is a step. */
export interface Happenings<P extends Protocol> {
  /** A client's request reaches a node. */
  readonly request: { readonly node: NodeId } & Request<P>;
  /** A message reaches its node. */
  readonly deliver: Envelope<P>;
  /** A message is lost. */
  readonly lose: Envelope<P>;
  /** A second copy of a message is in flight. */
  readonly duplicate: Envelope<P>;
  readonly timer: { readonly node: NodeId; readonly timer: P["timer"] };
  /** What a core asked to be chosen is. */
  readonly choice: { readonly node: NodeId; readonly label: string; readonly index: number };
  /** A node's log is durable up to here. */
  readonly sync: { readonly node: NodeId; readonly lsn: Lsn };
  /** A node stops, and its disk keeps the log up to here. */
  readonly crash: { readonly node: NodeId; readonly lsn: Lsn };
  /** A node boots from its disk, from which the discarded records up to `forgotten` are gone. */
  readonly restart: { readonly node: NodeId; readonly forgotten: Lsn };
}

export type HappeningName = keyof Happenings<never>;

/** One of them: a union by `action`. */
export type Happening<P extends Protocol> = {
  [Name in HappeningName]: { readonly action: Name; readonly args: Happenings<P>[Name] };
}[HappeningName];

/** A step, and all that the core wanted in it, whether it happens at once or waits for the disk. */
export type Event<P extends Protocol> = Happening<P> & { readonly effects: readonly Effect<P>[] };
