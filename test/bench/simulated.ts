// Simulated events a second on one core: with a protocol core in the bare simulator, and held against its spec as well.
import { quorumStoreConfig } from "../../impl/replication/quorum-store/config.ts";
import type { QuorumStore } from "../../impl/replication/quorum-store/protocol.ts";
import { quorumStore } from "../../impl/replication/quorum-store/quorum-store.ts";
import { simulate } from "../../impl/runtime/simulator/simulate.ts";
import type { Simulation } from "../../impl/runtime/simulator/simulation.ts";
import { followed } from "../impl/replication/quorum-store/followed.ts";
import { runOf, shapeOf } from "../impl/replication/quorum-store/simulated.ts";

const LEAST = 100_000;
const NODES = ["a", "b", "c"];

/** Long runs of a store of three, with the faults that each seed draws. */
const store = (): Simulation<QuorumStore> => {
  const config = quorumStoreConfig({ nodes: NODES, write: 2, read: 2 });
  let writes = 0;
  return {
    core: quorumStore(),
    nodes: Object.fromEntries(NODES.map((node) => [node, config])),
    workload: {
      clients: 8,
      requests: 400,
      patience: 2_000,
      impatient: "gives up",
      next: (draw) => {
        const key = `k${draw.choose(20)}`;
        const command =
          draw.choose(2) === 1 ? { type: "get" as const, key } : { type: "put" as const, key, value: `v${writes++}` };
        return { to: NODES[draw.choose(NODES.length)], command };
      },
    },
    faulty: 600_000,
  };
};

/** Events a second of processor time, so that what else the machine does counts little. */
const rateOf = (run: (seed: number) => number, seeds: number): number => {
  run(0);
  const start = process.cpuUsage();
  let events = 0;
  for (let seed = 1; seed <= seeds; seed++) events += run(seed);
  const { user, system } = process.cpuUsage(start);
  return (1_000_000 * events) / (user + system);
};

const bare = (seed: number): number => {
  const { statistics, failure } = simulate(store(), { seed });
  if (failure !== undefined) throw new Error(`seed ${seed}: ${failure.what}`);
  return statistics.events;
};

const kept = (seed: number): number => runOf(shapeOf(seed), { seed }).outcome.statistics.events;

const held = (seed: number): number => {
  const run = runOf(shapeOf(seed), { seed });
  const { verdict } = followed(run);
  if (verdict !== "conforms") throw new Error(`seed ${seed}: ${verdict}`);
  return run.outcome.statistics.events;
};

/** The figures as lines, and whether the bare simulator keeps its promise. */
export const simulatedLines = (): string[] => {
  const [plain, short, followedToo] = [rateOf(bare, 12), rateOf(kept, 200), rateOf(held, 40)];
  const said = (rate: number) => `${Math.round(rate / 1_000)} k events/s`;
  return [
    `${plain >= LEAST ? "met    " : "NOT MET"}  quorum store in the bare simulator: ${said(plain)}; promised are ${LEAST / 1_000} k`,
    `         the same in short runs of which each step is kept: ${said(short)}`,
    `         and each step held against the spec: ${said(followedToo)}, ${(followedToo / short).toFixed(3)} of that`,
  ];
};
