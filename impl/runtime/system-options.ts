import type { Event } from "./cluster.ts";
import type { Core, NodeId, Protocol, Request } from "./core.ts";
import type { Configs } from "./host.ts";
import type { SystemState } from "./system-state.ts";

export interface SystemOptions<P extends Protocol> {
  readonly core: Core<P>;
  /** Who there is, and how each is configured. */
  readonly nodes: Configs<P>;
  /** What clients ask for. Those of one session come in this order, each when the one before it has been answered. */
  readonly requests?: readonly ClientRequest<P>[];
  /** How many nodes stop, in all; each may start again at any time. 0 when left out, as are losses and duplicates. */
  readonly crashes?: number;
  readonly losses?: number;
  readonly duplicates?: number;
  /** How often timers fire, in all; no bound when left out. */
  readonly timers?: number;
  /** States with more messages in flight are beyond the bounds. */
  readonly inFlight?: number;
  /** Of equal messages so many are in flight at most: one more is as if it were lost at once. No bound when left out. */
  readonly copies?: number;
  /** States for which one of these does not hold are beyond the bounds. */
  readonly within?: Readonly<Record<string, (state: SystemState<P>) => boolean>>;
  /** Disks keep what was discarded, and hand any suffix of it to `boot`. Otherwise it is gone at once. */
  readonly keepsDiscarded?: boolean;
  /** Cores are called once, with arguments that nobody freezes: quicker, for cores that are known to be pure. */
  readonly unchecked?: boolean;
}

export interface ClientRequest<P extends Protocol> extends Request<P> {
  /** The node that is asked; of several it is any. */
  readonly to: NodeId | readonly NodeId[];
  /** How often it is asked at most, while there is no answer; once when left out. */
  readonly attempts?: number;
}

/** A step from a state: what happened, what the core wanted, and the state after it. */
export type SystemTransition<P extends Protocol> = Event<P> & { readonly state: SystemState<P> };
