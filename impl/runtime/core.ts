// What a protocol's core is: a pure function of state and input. Everything outside it (network, disk, time, chance) is data.

/** Which of the cluster's nodes, as its operator calls it. */
export type NodeId = string;

/** A position in a node's log: its records are numbered from 1, and 0 stands for nothing. */
export type Lsn = number;

/** The types of one protocol, by role, for all that takes a core. Everything here but `state` and `config` is plain JSON. */
export interface Protocol {
  readonly config: unknown;
  /** Plain data, never changed in place: a core edits it with immer. */
  readonly state: unknown;
  /** Between nodes; a union by `type`. */
  readonly message: { readonly type: string };
  /** What a node writes to its log; a union by `type`. */
  readonly record: { readonly type: string };
  /** What a client asks for; a union by `type`. */
  readonly command: { readonly type: string };
  /** What it is told; a union by `type`. */
  readonly result: { readonly type: string };
  /** The names of timers: one that is set again starts anew. */
  readonly timer: string;
}

/** A request of a client: the session is the client's, `seq` tells its requests apart. */
export interface Request<P extends Protocol> {
  readonly session: string;
  readonly seq: number;
  readonly command: P["command"];
}

/** What can happen to a node. */
export type Input<P extends Protocol> =
  | { readonly kind: "message"; readonly from: NodeId; readonly message: P["message"] }
  | { readonly kind: "timer"; readonly timer: P["timer"] }
  | ({ readonly kind: "request" } & Request<P>)
  /** The log is on disk up to here. */
  | { readonly kind: "durable"; readonly lsn: Lsn }
  /** The answer to the effect `choose`. */
  | { readonly kind: "choice"; readonly label: string; readonly index: number };

/** What a node wants done, in this order. */
export type Effect<P extends Protocol> =
  /** These records follow in the log; the first gets the number `lsn`, which is one more than the last one's. */
  | { readonly kind: "append"; readonly lsn: Lsn; readonly records: readonly P["record"][] }
  /**
   * Records up to `upTo` are no longer needed once the log is durable up to `after`, where what they said stands again. A log
   * may keep them longer, so that `boot` can see them again.
   */
  | { readonly kind: "discard"; readonly upTo: Lsn; readonly after: Lsn }
  /** May leave only when the log is durable up to `after`; 0 is at once. A node that crashes before that has not sent it. */
  | { readonly kind: "send"; readonly to: NodeId; readonly message: P["message"]; readonly after: Lsn }
  | {
      readonly kind: "reply";
      readonly session: string;
      readonly seq: number;
      readonly result: P["result"];
      readonly after: Lsn;
    }
  /** The explorer lets a timer fire at any time; a runtime draws the time from the interval. */
  | { readonly kind: "setTimer"; readonly timer: P["timer"]; readonly milliseconds: readonly [least: number, most: number] }
  | { readonly kind: "cancelTimer"; readonly timer: P["timer"] }
  /** One of `of` possibilities, by chance: answered by the input `choice` with an index from 0, before any other input. */
  | { readonly kind: "choose"; readonly label: string; readonly of: number }
  /** What came from outside makes no sense, and was ignored. */
  | { readonly kind: "reject"; readonly from: NodeId; readonly why: string };

export interface Step<P extends Protocol> {
  readonly state: P["state"];
  readonly effects: readonly Effect<P>[];
}

/** What a disk holds when a node starts: nothing at first, later what was durable, and perhaps more that was not known to be. */
export interface Durable<P extends Protocol> {
  /** The last record's number; 0 when there never was one. */
  readonly lsn: Lsn;
  /** The last of them has number `lsn`; those before the first were discarded. */
  readonly records: readonly P["record"][];
}

/**
 * A protocol, with nothing around it: no clock, no chance, no socket, no file. Both functions are pure, total and deterministic,
 * and neither throws on what a peer or a client may send: it is answered by the effect `reject`.
 *
 * After `boot` the log counts as durable up to `disk.lsn`.
 */
export interface Core<P extends Protocol> {
  readonly name: string;
  /** Of messages and records: nodes of different versions do not talk to one another. */
  readonly version: number;
  /** The first start and every other: what a node knows comes from its configuration and its disk alone. */
  boot(config: P["config"], self: NodeId, disk: Durable<P>): Step<P>;
  step(state: P["state"], input: Input<P>): Step<P>;
}
