import { simulate } from "../../../../impl/runtime/simulator/simulate.ts";
import type { Observed, Outcome, Simulation } from "../../../../impl/runtime/simulator/simulation.ts";
import type { Source } from "../../../../impl/runtime/simulator/tape.ts";
import { lostNumber, type Mistake, pair, type Tally, tally } from "../tally.ts";

/** The sample protocol, asked by three clients and held to what it promises. */
export const counting = (mistake?: Mistake): Simulation<Tally> => ({
  core: tally,
  nodes: pair(mistake),
  workload: {
    clients: 3,
    requests: 10,
    next: () => ({ to: "p", command: { type: "count" } }),
    patience: 300,
    impatient: "asks again",
  },
  observe: () => ({ step: ({ after }) => lostNumber(after) }),
});

/** A run, and every step of it. */
export const watched = (simulation: Simulation<Tally>, source: Source): { outcome: Outcome; steps: Observed<Tally>[] } => {
  const steps: Observed<Tally>[] = [];
  const observe = () => {
    const inner = simulation.observe?.();
    return {
      step: (observed: Observed<Tally>) => {
        steps.push(observed);
        return inner?.step(observed);
      },
    };
  };
  return { outcome: simulate({ ...simulation, observe }, source), steps };
};

/** What happened, when, as text. */
export const transcript = (steps: readonly Observed<Tally>[]): string[] =>
  steps.map(({ at, action, args }) => `${at} ${action} ${JSON.stringify(args)}`);
