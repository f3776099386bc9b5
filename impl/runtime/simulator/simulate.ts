import { ContractError } from "../contract-error.ts";
import type { NodeId, Protocol } from "../core.ts";
import { checkedDriver, plainDriver } from "../driver.ts";
import { Clients } from "./clients.ts";
import { drawRates, faultsOf, noFaults } from "./faults.ts";
import { guardedDriver } from "./guarded-driver.ts";
import { Machine } from "./machine.ts";
import { Nemesis } from "./nemesis.ts";
import { Post } from "./post.ts";
import type { Failure, Outcome, Simulation } from "./simulation.ts";
import { noStatistics, type Statistics } from "./statistics.ts";
import { Stop } from "./stop.ts";
import { type Source, Tape } from "./tape.ts";
import { World } from "./world.ts";

/**
 * Runs a cluster in virtual time, first with faults, then healed, when it has to make progress. The same source gives the same
 * run, as does the tape that the outcome holds.
 */
export const simulate = <P extends Protocol>(simulation: Simulation<P>, source: Source): Outcome => {
  const tape = new Tape(source);
  const statistics = noStatistics();
  const run = new Run(simulation, tape, statistics);
  const failure = run.failure();
  statistics.milliseconds = run.now;
  return { failure, tape: tape.entries, statistics };
};

class Run<P extends Protocol> {
  private readonly simulation: Simulation<P>;
  private readonly world: World<P>;
  private readonly machines: Readonly<Record<NodeId, Machine<P>>>;
  private readonly post: Post<P>;

  constructor(simulation: Simulation<P>, tape: Tape, statistics: Statistics) {
    const { core, nodes, checked, events = 1_000_000, observe } = simulation;
    const driver = guardedDriver((checked ? checkedDriver : plainDriver)(core, nodes));
    if (driver.nodes.length === 0) throw new RangeError("A simulation needs at least one node: `nodes` is empty.");
    const rates = drawRates(tape, faultsOf(simulation.faults));
    const world = new World(driver, tape, rates, statistics, events, observe?.());
    this.simulation = simulation;
    this.world = world;
    this.machines = Object.fromEntries(driver.nodes.map((node) => [node, new Machine(world, node)]));
    this.post = new Post(world, this.machines);
  }

  get now(): number {
    return this.world.agenda.now;
  }

  failure(): Failure | undefined {
    try {
      this.run();
      return undefined;
    } catch (error) {
      const at = { event: this.world.statistics.events, at: this.now };
      if (error instanceof ContractError) return { kind: "contract", what: error.message, ...at };
      if (!(error instanceof Stop)) throw error;
      const { kind, message: what, stuck } = error;
      return stuck === undefined ? { kind, what, ...at } : { kind, what, ...at, stuck };
    }
  }

  private run(): void {
    const { world } = this;
    const { workload, faulty = 10_000 } = this.simulation;
    const booted = Object.values(this.machines).map((machine) => machine.boot());
    world.begin();
    for (const goOn of booted) goOn();
    const clients = new Clients(world, workload, this.machines);
    const nemesis = new Nemesis(world, this.post, Object.values(this.machines));
    while (!clients.areDone && world.agenda.advance(faulty)) {}
    world.rates = noFaults;
    nemesis.heal();
    clients.heal();
    this.progress(clients);
  }

  private progress(clients: Clients<P>): void {
    const { world } = this;
    const { healing = 60_000, unsettled } = this.simulation;
    const until = this.now + healing;
    const missing = () => (clients.areDone ? unsettled?.(world.cluster) : "clients wait for answers");
    for (let what = missing(); what !== undefined; what = missing()) {
      if (world.agenda.advance(until)) continue;
      const stuck = clients.areDone ? [what] : clients.waiting;
      throw new Stop(
        "no progress",
        `A healed cluster got nowhere in ${healing} virtual milliseconds: ${stuck.join("; ")}.`,
        stuck,
      );
    }
  }
}
