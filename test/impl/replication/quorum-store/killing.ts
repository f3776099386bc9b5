// The ways in which conformance looks for mistakes, each as far as it gets with one seeded bug.
import * as fc from "fast-check";
import { conforms } from "../../../../checker/conform/conforms.ts";
import { replayTours } from "../../../../checker/conform/replay-tours.ts";
import { type Tours, tours } from "../../../../checker/conform/tours.ts";
import type { Register } from "../../../../impl/replication/quorum-store/mapping.ts";
import { shrink } from "../../../../impl/runtime/simulator/shrink.ts";
import { type BugName, bugs, rulesWith } from "./bugs.ts";
import { followed } from "./followed.ts";
import { notLinearizable } from "./histories.ts";
import { conformance, type ScenarioName, scenarios } from "./scenarios.ts";
import { historyOf, type Run, runOf, shapeOf, shapes } from "./simulated.ts";
import { isLarge, sizes } from "./sizes.ts";
import { largeTourInstances, tourInstances } from "./tour-instances.ts";
import { toured } from "./toured.ts";

const { seeds, followed: mostFollowed, tapes, shrinking, shrinkingFollowed } = sizes.killing;

/** How the bug came out; undefined when it survived. */
export type Mode = (bug: BugName) => Promise<string | undefined> | string | undefined;

/** Every run of the small cluster in which the bug shows. */
const explored: Mode = async (bug) => {
  const scenario: ScenarioName = bugs[bug].shows;
  const { instance, system, mapping } = conformance(scenarios[scenario], rulesWith(bug));
  const { verdict, states, depth } = await conforms(instance, system, mapping, { samples: 0 });
  return verdict === "diverges" ? `${scenario}: ${depth - 1} steps, ${states} states` : undefined;
};

let planned: [name: string, Tours<Register>][] | undefined;

const touring: Mode = (bug) => {
  const { writeBack, ...small } = tourInstances;
  const all = isLarge ? { ...small, writeBack, ...largeTourInstances } : small;
  planned ??= Object.entries(all).map(([name, instance]) => [name, tours(instance)]);
  for (const [name, plan] of planned) {
    const { verdict, tests, divergence } = replayTours(plan, toured(plan.instance, rulesWith(bug)));
    if (verdict === "diverges") return `${name}: ${divergence?.steps.length} steps, ${tests} tests`;
  }
  return undefined;
};

/** The simulator itself objects, or the clients saw what they must not. */
export const showsClients = (run: Run): boolean =>
  run.outcome.failure !== undefined || notLinearizable(historyOf(run)) !== undefined;

/** The nodes did what the spec does not. */
export const showsSpec = (run: Run): boolean => followed(run).verdict === "diverges";

/** The tape of a run that shows the bug, made simpler. */
const simpler = ({ outcome, shape }: Run, bug: BugName, shows: (run: Run) => boolean, attempts: number): string => {
  const fails = (tape: readonly number[]) => shows(runOf(shape, { tape }, rulesWith(bug)));
  return `${outcome.tape.length} decisions, ${shrink(outcome.tape, fails, { attempts }).length} when shrunk`;
};

const random =
  (shows: (run: Run) => boolean, most: number, attempts: number): Mode =>
  (bug) => {
    for (let seed = 0; seed < most; seed++) {
      const run = runOf(shapeOf(seed), { seed }, rulesWith(bug));
      if (shows(run)) return `seed ${seed}: ${simpler(run, bug, shows, attempts)}`;
    }
    return undefined;
  };

/** Tapes that fast-check makes up. Its own shrinking takes minutes where a run has a thousand decisions. */
const madeUp: Mode = (bug) => {
  const property = fc.property(anyRun, ([shape, tape]) => !showsClients(runOf(shapes[shape], { tape }, rulesWith(bug))));
  const { counterexample, numRuns } = fc.check(property, { seed: 1, numRuns: tapes, endOnFailure: true });
  if (!counterexample) return undefined;
  const [[shape, tape]] = counterexample;
  const run = runOf(shapes[shape], { tape }, rulesWith(bug));
  return `run ${numRuns}: ${simpler(run, bug, showsClients, shrinking)}`;
};

/** A cluster, and what is decided in it; what comes after the tape is decided for the plainest. */
export const anyRun = fc.tuple(fc.nat(shapes.length - 1), fc.array(fc.nat(30), { maxLength: 1_000, size: "max" }));

export const modes = {
  "all runs of a small cluster": explored,
  "tests of the spec's steps": touring,
  "random runs, by the spec": random(showsSpec, mostFollowed, shrinkingFollowed),
  "random runs, by clients": random(showsClients, seeds, shrinking),
  "fast-check, by clients": madeUp,
} satisfies Record<string, Mode>;
