import type { Cluster, Happening } from "../cluster.ts";
import type { Effect, NodeId, Protocol } from "../core.ts";
import type { Driver } from "../driver.ts";
import type { Host, Leaving, Moved } from "../host.ts";
import { Agenda } from "./agenda.ts";
import type { Faults } from "./faults.ts";
import { type Flight, Flights } from "./flights.ts";
import { Ledger } from "./ledger.ts";
import type { Observer } from "./simulation.ts";
import type { Statistics } from "./statistics.ts";
import { Stop } from "./stop.ts";
import type { Tape } from "./tape.ts";

const noEffects: readonly [] = Object.freeze([]);

/** The cluster in virtual time, changed in place: what there is, and how a step changes it. When steps happen is decided elsewhere. */
export class World<P extends Protocol> {
  readonly agenda = new Agenda();
  readonly flights = new Flights<P>();
  readonly ledger = new Ledger<P>();
  readonly nodes: Record<NodeId, Host<P>> = {};
  /** The cluster as it is: it changes under whoever keeps it. */
  readonly cluster: Cluster<P> = {
    nodes: this.nodes,
    network: this.flights.envelopes,
    requests: this.ledger.requests,
    replies: this.ledger.replies,
  };
  /** Told of each message that leaves, and of each answer. */
  onSend: (flight: Flight<P>) => void = () => {};
  onReply: (session: string, seq: number) => void = () => {};

  readonly driver: Driver<P>;
  readonly tape: Tape;
  readonly statistics: Statistics;
  rates: Faults;
  private readonly observer: Observer<P> | undefined;
  private readonly eventsAtMost: number;
  private seen: Cluster<P> = this.cluster;

  constructor(
    driver: Driver<P>,
    tape: Tape,
    rates: Faults,
    statistics: Statistics,
    eventsAtMost: number,
    observer: Observer<P> | undefined,
  ) {
    this.driver = driver;
    this.tape = tape;
    this.rates = rates;
    this.statistics = statistics;
    this.eventsAtMost = eventsAtMost;
    this.observer = observer;
  }

  /** A node has booted for the first time. */
  boot(node: NodeId, { host, leaving }: Moved<P>): void {
    this.nodes[node] = host;
    this.leave(node, leaving);
  }

  begin(): void {
    if (this.observer === undefined) return;
    this.seen = this.snapshot();
    this.complain(this.observer.begin?.(this.seen));
  }

  /** A step in which a node moves; what it takes from network or clients has been taken already. */
  moved(happening: Happening<P>, node: NodeId, { host, leaving, effects }: Moved<P>): void {
    this.nodes[node] = host;
    if (leaving.length > 0) this.leave(node, leaving);
    for (const { kind } of effects) if (kind === "reject") this.statistics.rejected++;
    this.happened(happening, effects);
  }

  /** A step in which no core moves. */
  happened(happening: Happening<P>, effects: readonly Effect<P>[] = noEffects): void {
    const { statistics, observer } = this;
    statistics.steps[happening.action]++;
    if (++statistics.events > this.eventsAtMost)
      throw new Stop("endless", `${this.eventsAtMost} steps in ${this.agenda.now} virtual milliseconds, and no end.`);
    if (observer === undefined) return;
    const before = this.seen;
    const after = (this.seen = this.snapshot());
    this.complain(observer.step({ ...happening, effects, at: this.agenda.now, before, after }));
  }

  private leave(node: NodeId, leaving: readonly Leaving<P>[]): void {
    for (const effect of leaving) {
      if (effect.kind === "send") this.onSend(this.flights.add({ from: node, to: effect.to, message: effect.message }));
      else {
        this.ledger.answered(this.driver.name, node, effect);
        this.onReply(effect.session, effect.seq);
      }
    }
  }

  private snapshot(): Cluster<P> {
    const { network, requests, replies } = this.cluster;
    const { seen } = this;
    return {
      nodes: { ...this.nodes },
      network: same(network, seen.network),
      requests: same(requests, seen.requests),
      replies: replies.length === seen.replies.length && seen !== this.cluster ? seen.replies : replies.slice(),
    };
  }

  private complain(what: string | undefined): void {
    if (what !== undefined) throw new Stop("observed", what);
  }
}

/** The list as it is: the copy that was made before, if nothing has changed since. */
const same = <T>(now: readonly T[], before: readonly T[]): readonly T[] => {
  if (now === before || now.length !== before.length) return now.slice();
  for (let i = 0; i < now.length; i++) if (now[i] !== before[i]) return now.slice();
  return before;
};
