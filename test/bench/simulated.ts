// Simulated events a second on one core: with each protocol's core in the bare simulator, and held against its spec as well.
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { TwoPhaseCommit } from "../../impl/commit/two-phase-commit/protocol.ts";
import type { QuorumStore } from "../../impl/replication/quorum-store/protocol.ts";
import type { Protocol } from "../../impl/runtime/core.ts";
import type { Simulation } from "../../impl/runtime/simulator/simulation.ts";
import type { Draw } from "../../impl/runtime/simulator/tape.ts";
import { followed } from "../impl/replication/quorum-store/followed.ts";
import { runOf, shapeOf } from "../impl/replication/quorum-store/simulated.ts";

const LEAST = 100_000;

/** The built modules: through tsx, each function would carry a wrapper of esbuild's that slows what is measured. */
const built = <Module>(path: string): Promise<Module> =>
  import(pathToFileURL(join(resolve(import.meta.dirname, "../../dist/impl"), path)).href);

const { quorumStoreConfig } = await built<typeof import("../../impl/replication/quorum-store/config.ts")>(
  "replication/quorum-store/config.js",
);
const { quorumStore } = await built<typeof import("../../impl/replication/quorum-store/quorum-store.ts")>(
  "replication/quorum-store/quorum-store.js",
);
const { commitConfig } = await built<typeof import("../../impl/commit/two-phase-commit/config.ts")>(
  "commit/two-phase-commit/config.js",
);
const { twoPhaseCommit } = await built<typeof import("../../impl/commit/two-phase-commit/two-phase-commit.ts")>(
  "commit/two-phase-commit/two-phase-commit.js",
);
const { simulate } = await built<typeof import("../../impl/runtime/simulator/simulate.ts")>("runtime/simulator/simulate.js");

/** Long runs, with the faults that each seed draws. */
const long = { clients: 8, requests: 400, patience: 2_000, impatient: "gives up" } as const;
const faulty = 600_000;

const store = (): Simulation<QuorumStore> => {
  const nodes = ["a", "b", "c"];
  const config = quorumStoreConfig({ nodes, write: 2, read: 2 });
  let writes = 0;
  const command = (draw: Draw): QuorumStore["command"] => {
    const key = `k${draw.choose(20)}`;
    return draw.choose(2) === 1 ? { type: "get", key } : { type: "put", key, value: `v${writes++}` };
  };
  return {
    core: quorumStore(),
    nodes: Object.fromEntries(nodes.map((node) => [node, config])),
    workload: {
      ...long,
      next: (draw) => {
        const asked = command(draw);
        return { to: nodes[draw.choose(nodes.length)], command: asked };
      },
    },
    faulty,
  };
};

/** Each account is opened before the first transfer, and is rich; transfers that meet in one abort. */
const bank = (): Simulation<TwoPhaseCommit> => {
  const [coordinator, ...participants] = ["c", "a", "b"];
  const config = commitConfig({ coordinator, participants });
  const places = participants.flatMap((store) => Array.from({ length: 20 }, (_, i) => ({ store, account: `x${i}` })));
  let opened = 0;
  let transfers = 0;
  return {
    core: twoPhaseCommit(),
    nodes: Object.fromEntries([coordinator, ...participants].map((node) => [node, config])),
    workload: {
      ...long,
      next: (draw) => {
        const one = places[opened];
        opened++;
        if (one) return { to: one.store, command: { type: "open", account: one.account, amount: 1_000_000 } };
        const [from, to] = [draw.choose(20), 20 + draw.choose(20)].map((i) => places[i]);
        return { to: coordinator, command: { type: "transfer", id: `t${transfers++}`, from, to, amount: 1 } };
      },
    },
    faulty,
  };
};

/** Events a second of processor time, so that what else the machine does counts little; once the code has been compiled. */
const rateOf = (run: (seed: number) => number, seeds: number): number => {
  for (let seed = 1; seed <= seeds / 2; seed++) run(seed);
  const start = process.cpuUsage();
  let events = 0;
  for (let seed = 1; seed <= seeds; seed++) events += run(seed);
  const { user, system } = process.cpuUsage(start);
  return (1_000_000 * events) / (user + system);
};

const bare =
  <P extends Protocol>(simulation: () => Simulation<P>) =>
  (seed: number): number => {
    const { statistics, failure } = simulate(simulation(), { seed });
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

const said = (rate: number) => `${Math.round(rate / 1_000)} k events/s`;

/** The figures as lines, and whether the bare simulator keeps its promise. */
export const simulatedLines = (): string[] => {
  const [stores, banks] = [rateOf(bare(store), 12), rateOf(bare(bank), 12)];
  const [short, followedToo] = [rateOf(kept, 200), rateOf(held, 40)];
  return [
    `${stores >= LEAST ? "met    " : "NOT MET"}  quorum store in the bare simulator: ${said(stores)}; promised are ${LEAST / 1_000} k`,
    `         two-phase commit in the bare simulator: ${said(banks)}`,
    `         quorum store, short runs of which each step is kept, by tsx: ${said(short)}`,
    `         and each step held against the spec: ${said(followedToo)}, ${(followedToo / short).toFixed(3)} of that`,
  ];
};
