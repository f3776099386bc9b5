// Simulated events a second on one core, bare and observed: node --import tsx test/impl/runtime/simulator/speed.ts
import { simulate } from "../../../../impl/runtime/simulator/simulate.ts";
import type { Simulation } from "../../../../impl/runtime/simulator/simulation.ts";
import { type Relay, relays, ring } from "./relay.ts";

const simulation = (core: keyof typeof relays, isObserved: boolean): Simulation<Relay> => ({
  core: relays[core],
  nodes: ring,
  workload: {
    clients: 10,
    requests: 300,
    next: (draw) => ({ to: (["a", "b", "c"] as const)[draw.choose(3)], command: { type: "pass" } }),
    patience: 500,
    impatient: "asks again",
  },
  faulty: 120_000,
  ...(isObserved && { observe: () => ({ step: ({ after }) => (after.network.length > 1_000 ? "crowded" : undefined) }) }),
});

const measure = (run: Simulation<Relay>, seeds: number): number => {
  // Of the processor, so that what else the machine does counts little.
  const start = process.cpuUsage();
  let events = 0;
  for (let seed = 0; seed < seeds; seed++) {
    const { statistics, failure } = simulate(run, { seed });
    if (failure !== undefined) throw new Error(failure.what);
    events += statistics.events;
  }
  const { user, system } = process.cpuUsage(start);
  return (1_000_000 * events) / (user + system);
};

for (const core of ["spreading", "immer"] as const) {
  for (const isObserved of [false, true]) {
    const run = simulation(core, isObserved);
    measure(run, 3);
    const rate = Math.max(...[1, 2, 3].map(() => measure(run, 10)));
    process.stdout.write(`${core}${isObserved ? ", observed" : ""}: ${Math.round(rate).toLocaleString("en")} events/s\n`);
  }
}
