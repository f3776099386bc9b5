// Clusters in virtual time, with faults: what their clients are told, and what happens in them, held against what is promised.
import { type QuorumStoreOptions, quorumStoreConfig } from "../../../../impl/replication/quorum-store/config.ts";
import type { Command } from "../../../../impl/replication/quorum-store/messages.ts";
import type { QuorumStore } from "../../../../impl/replication/quorum-store/protocol.ts";
import { quorumStore } from "../../../../impl/replication/quorum-store/quorum-store.ts";
import { type QuorumRules, quorumRules } from "../../../../impl/replication/quorum-store/rules.ts";
import type { Cluster } from "../../../../impl/runtime/cluster.ts";
import type { Faults } from "../../../../impl/runtime/simulator/faults.ts";
import { simulate } from "../../../../impl/runtime/simulator/simulate.ts";
import type { Observed, Outcome, Simulation } from "../../../../impl/runtime/simulator/simulation.ts";
import type { Draw, Source } from "../../../../impl/runtime/simulator/tape.ts";
import type { Operation } from "./histories.ts";

export interface Shape {
  readonly options: QuorumStoreOptions;
  readonly faults?: Partial<Faults>;
  /** Clients ask again for what is not answered, though its coordinator may have restarted; otherwise they give it up. */
  readonly repeats?: true;
}

const nodes = ["a", "b", "c", "d", "e"];
/** Small enough for everything to happen: checkpoints, chunks of one key, writes that are forgotten, tries that run out. */
const shape = (count: number, write: number, read: number, more: Partial<Shape> = {}): Shape => ({
  options: {
    nodes: nodes.slice(0, count),
    write,
    read,
    retry: { milliseconds: [20, 40], times: 2 },
    // Nobody may ask again for a write that has been forgotten.
    limits: { log: 6, writes: more.repeats ? 24 : 2, chunk: { keys: 1, units: 1 } },
  },
  ...more,
});

const repeating: Partial<Shape> = { repeats: true };

/** All are linearizable: R + W > N, with write-back. */
export const shapes: readonly Shape[] = [
  shape(3, 2, 2),
  shape(3, 2, 2, repeating),
  shape(2, 1, 2),
  shape(3, 3, 1),
  shape(1, 1, 1, repeating),
  shape(3, 1, 3),
  shape(5, 3, 3),
  shape(2, 2, 1, repeating),
];

/** A run is short, so a lot must go wrong in it. */
const harsh: Partial<Faults> = {
  loss: 0.3,
  delay: 0.3,
  latency: 30,
  crashes: 5,
  pauses: 2,
  partitions: 2,
  crashesOnAppend: 0.2,
};

export type Step = Observed<QuorumStore>;

export interface Run {
  readonly outcome: Outcome;
  readonly shape: Shape;
  readonly begin: Cluster<QuorumStore>;
  readonly steps: readonly Step[];
}

export const shapeOf = (seed: number): Shape => shapes[seed % shapes.length];

/** One run, all of whose steps are kept. */
export const runOf = (of: Shape, source: Source, rules: QuorumRules = quorumRules): Run => {
  const steps: Step[] = [];
  let begin: Cluster<QuorumStore> | undefined;
  const observe = () => ({
    begin: (cluster: Cluster<QuorumStore>) => void (begin = cluster),
    step: (step: Step) => void steps.push(step),
  });
  const outcome = simulate({ ...simulationOf(of, rules), observe }, source);
  return { outcome, shape: of, begin: begin!, steps };
};

/** For one run only, since it numbers the values that its clients write. */
export const simulationOf = ({ options, faults, repeats }: Shape, rules: QuorumRules): Simulation<QuorumStore> => {
  const config = quorumStoreConfig(options);
  const next = requests();
  return {
    core: quorumStore(rules),
    nodes: Object.fromEntries(config.nodes.map((node) => [node, config])),
    workload: {
      clients: 3,
      requests: 6,
      patience: repeats ? 60 : 400,
      impatient: repeats ? "asks again" : "gives up",
      next: (draw) => ({ to: config.nodes[draw.choose(config.nodes.length)], command: next(draw) }),
    },
    faulty: 5_000,
    faults: { ...harsh, ...faults },
  };
};

const PER_KEY = 7;
const WRITES_PER_KEY = 4;

/** All clients turn to a new key now and then, so that each has a history that is short, and hard. */
const requests = () => {
  let count = 0;
  let writes = 0;
  return (draw: Draw): Command => {
    if (count % PER_KEY === 0) writes = 0;
    const key = `k${Math.floor(count / PER_KEY)}`;
    count++;
    if (writes === WRITES_PER_KEY || draw.choose(2) === 1) return { type: "get", key };
    writes++;
    return { type: "put", key, value: `v${count}` };
  };
};

/** What the clients saw, in steps: a request is called when its node is first asked, and may be answered in the same step. */
export const historyOf = ({ steps }: Run): readonly Operation[] => {
  const operations = new Map<string, Operation>();
  steps.forEach((step, at) => {
    if (step.action === "request") {
      const { session, seq, command } = step.args;
      const id = `${session} ${seq}`;
      if (!operations.has(id))
        operations.set(id, { command, called: at, returned: Number.POSITIVE_INFINITY, result: undefined });
    }
    if (step.after.replies === step.before.replies) return;
    for (const { session, seq, result } of step.after.replies) {
      const id = `${session} ${seq}`;
      const operation = operations.get(id);
      if (operation && operation.result === undefined) operations.set(id, { ...operation, returned: at + 0.5, result });
    }
  });
  return [...operations.values()];
};
