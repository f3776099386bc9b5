import type { Cluster, Event } from "../cluster.ts";
import type { Core, NodeId, Protocol } from "../core.ts";
import type { Configs } from "../host.ts";
import type { Faults } from "./faults.ts";
import type { Statistics } from "./statistics.ts";
import type { Draw } from "./tape.ts";

/** A cluster in virtual time, what is asked of it, what goes wrong, and what it is held to. */
export interface Simulation<P extends Protocol> {
  readonly core: Core<P>;
  /** Who there is, and how each is configured. */
  readonly nodes: Configs<P>;
  readonly workload: Workload<P>;
  /** What goes wrong at worst; `usualFaults` where left out. */
  readonly faults?: Partial<Faults>;
  /** Virtual milliseconds with faults; 10,000 when left out. The phase ends sooner when the clients have asked all they want. */
  readonly faulty?: number;
  /** Virtual milliseconds within which a healed cluster has to answer and to settle; 60,000 when left out. */
  readonly healing?: number;
  /** A run of more steps than these has failed; 1,000,000 when left out. */
  readonly events?: number;
  /** Whoever watches a run: made anew for each. */
  readonly observe?: () => Observer<P>;
  /** What a healed cluster still has to reach, besides answering its clients; undefined when nothing is missing. */
  readonly unsettled?: (cluster: Cluster<P>) => string | undefined;
  /** Cores are called twice with frozen arguments, as the explorer does; slow. */
  readonly checked?: boolean;
}

/** Clients that each ask, wait for the answer, and ask again. */
export interface Workload<P extends Protocol> {
  /** How many ask at the same time. */
  readonly clients: number;
  /** How many requests each makes at most while there are faults; a healed cluster is asked once more by each. */
  readonly requests: number;
  /** What a client asks for next, and of whom. */
  next(draw: Draw, client: number): { readonly to: NodeId; readonly command: P["command"] };
  /** Virtual milliseconds that a client waits for an answer. */
  readonly patience: number;
  /**
   * What it does then: it asks again, as the same session with the same number, or gives up and goes on as a new session, and
   * nobody knows what became of its request.
   */
  readonly impatient: "asks again" | "gives up";
  /** Whom it asks again, or asks when the node is down; the same one when left out. */
  elsewhere?(draw: Draw, client: number, to: NodeId): NodeId;
  /** Between an answer and the next request: 1 ms to so many; 20 when left out. */
  readonly think?: number;
}

/** A step of the cluster, when it was taken, and the cluster before and after it; what it shows never changes any more. */
export type Observed<P extends Protocol> = Event<P> & {
  /** Virtual milliseconds. */
  readonly at: number;
  readonly before: Cluster<P>;
  readonly after: Cluster<P>;
};

/** Each says what is wrong, if anything, and the run ends there. */
export interface Observer<P extends Protocol> {
  /** All nodes have booted from empty disks. */
  begin?(cluster: Cluster<P>): string | undefined;
  step(observed: Observed<P>): string | undefined;
}

export interface Outcome {
  readonly failure: Failure | undefined;
  /** What was decided: replayed, it gives the same run. */
  readonly tape: readonly number[];
  readonly statistics: Statistics;
}

export interface Failure {
  /**
   * `observed`: the observer said so. `contract`: the core broke its contract. `threw`: the core threw. `no progress`: a healed
   * cluster did not answer or settle in time. `endless`: more steps than allowed.
   */
  readonly kind: "observed" | "contract" | "threw" | "no progress" | "endless";
  readonly what: string;
  /** The step at which it failed, from 1; 0 is the boot. */
  readonly event: number;
  /** Virtual milliseconds. */
  readonly at: number;
  /** Without progress: what is waited for. */
  readonly stuck?: readonly string[];
}
