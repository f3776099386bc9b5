import type { NodeId, Protocol } from "../core.ts";
import type { Flight } from "./flights.ts";
import type { Machine } from "./machine.ts";
import type { World } from "./world.ts";

/** Carries messages: each on its own way, some of which end early, fork or are long. */
export class Post<P extends Protocol> {
  private readonly world: World<P>;
  private readonly machines: Readonly<Record<NodeId, Machine<P>>>;
  /** From whom to whom nothing gets through, and how many partitions say so. */
  private readonly blocked = new Map<NodeId, Map<NodeId, number>>();
  /** For each way, the last message that arrived. */
  private readonly arrived = new Map<NodeId, Map<NodeId, number>>();

  constructor(world: World<P>, machines: Readonly<Record<NodeId, Machine<P>>>) {
    this.world = world;
    this.machines = machines;
    for (const from of world.driver.nodes) {
      this.blocked.set(from, new Map());
      this.arrived.set(from, new Map());
    }
    world.onSend = (flight) => this.send(flight);
  }

  block(from: NodeId, to: NodeId): void {
    const ways = this.blocked.get(from);
    ways?.set(to, (ways.get(to) ?? 0) + 1);
  }

  unblock(from: NodeId, to: NodeId): void {
    const ways = this.blocked.get(from);
    ways?.set(to, Math.max(0, (ways.get(to) ?? 0) - 1));
  }

  heal(): void {
    for (const ways of this.blocked.values()) ways.clear();
  }

  private send(flight: Flight<P>): void {
    const { world } = this;
    world.agenda.after(1 + world.tape.choose(world.rates.latency), () => this.arrive(flight));
  }

  private arrive(flight: Flight<P>): void {
    const { world } = this;
    const { from, to } = flight.envelope;
    const machine = this.machines[to];
    const { faults } = world.statistics;
    const { loss, duplication, delay } = world.rates;
    const fate =
      loss + duplication + delay > 0 ? world.tape.pick([1 - loss - duplication - delay, loss, duplication, delay]) : 0;
    if (fate === 1) {
      faults.loss++;
      return this.lose(flight);
    }
    if (fate === 3) {
      faults.delay++;
      return world.agenda.after(world.rates.latency * (1 + world.tape.choose(50)), () => this.arrive(flight));
    }
    if (fate === 2) this.duplicate(flight);
    if ((this.blocked.get(from)?.get(to) ?? 0) > 0) {
      faults.partition++;
      return this.lose(flight);
    }
    this.reach(flight, machine);
  }

  private reach(flight: Flight<P>, machine: Machine<P>): void {
    const { world } = this;
    if (!machine.isUp) return this.lose(flight);
    const { pause } = machine;
    if (pause > 0) return world.agenda.after(pause, () => this.reach(flight, machine));
    const { from, to, message } = flight.envelope;
    const ways = this.arrived.get(from) as Map<NodeId, number>;
    const last = ways.get(to) ?? 0;
    if (flight.order < last) world.statistics.faults.reordering++;
    else ways.set(to, flight.order);
    world.flights.remove(flight);
    machine.take({ kind: "message", from, message });
  }

  private lose(flight: Flight<P>): void {
    this.world.flights.remove(flight);
    this.world.happened({ action: "lose", args: flight.envelope });
  }

  private duplicate(flight: Flight<P>): void {
    const { world } = this;
    world.statistics.faults.duplication++;
    const copy = world.flights.add(flight.envelope);
    world.happened({ action: "duplicate", args: flight.envelope });
    this.send(copy);
  }
}
