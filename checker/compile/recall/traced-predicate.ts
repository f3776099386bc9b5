// Predicates of states and of steps, evaluated once for each of the values that they read.
import { SpecError } from "../../../specs/language/spec-error.ts";
import type { DecisionTree } from "./decision-tree.ts";
import { FAILS, HOLDS, Memory } from "./memory.ts";
import { SharedStep } from "./shared-step.ts";
import { traced } from "./tracer.ts";

type Predicate = (state: unknown) => boolean;
type Step = { readonly name: string; readonly args: object };
type StepPredicate = (before: unknown, after: unknown, step: Step) => boolean;

/** A predicate that leads to more nodes than this depends on too much to be remembered. */
const MOST_NODES = 50_000;
/** Likewise one that asks for the action, when that was taken with more arguments than this. */
const MOST_STEPS = 4_096;

/** What a predicate said; one must mean what it says. */
export const decided = (answer: unknown): boolean => {
  if (answer === true || answer === false) return answer;
  throw new TypeError(`the predicate returned ${String(answer)} instead of true or false`);
};

/** Stands for a step that is not taken: whoever asks which it is gets no answer. */
const anyStep: Step = {
  get name(): string {
    throw new TypeError("no step is taken");
  },
  get args(): object {
    throw new TypeError("no step is taken");
  },
};

const learn = (name: string, tree: DecisionTree, holds: () => boolean): boolean => {
  const { result, reads } = traced(undefined, () => decided(holds()));
  if (!tree.graft(reads, result ? HOLDS : FAILS)) {
    throw new SpecError(
      `${name}: evaluated again on the same values, it reads others. A predicate may depend on what it is given alone.`,
    );
  }
  return result;
};

/** A predicate that may be asked, and told to make code of what it knows by now. */
export interface Remembered<P> {
  readonly holds: P;
  /** Of a predicate of steps: whether it is known to hold of a step that leaves the state at hand as it is. */
  holdsStill?(): boolean;
  /** The bits of the state at hand that it was ever seen to read, masks by word; undefined when it may read any. */
  readonly reads: ReadonlyMap<number, number> | undefined;
  code(): void;
}

/** The predicate of the state at hand. */
export const tracedPredicate = (
  name: string,
  holds: Predicate,
  tracingView: unknown,
  learnt: () => void = () => {},
): Remembered<Predicate> => {
  let memory: Memory | undefined = new Memory();
  return {
    holds: (view) => {
      if (memory === undefined) return decided(holds(view));
      const known = memory.recall();
      if (known >= 0) return known === 1;
      const result = learn(name, memory.tree, () => holds(tracingView));
      if (memory.tree.size > MOST_NODES) memory = undefined;
      learnt();
      return result;
    },
    get reads() {
      return memory?.tree.reads;
    },
    code: () => memory?.code(),
  };
};

/** The predicate of the step at hand: one tree for all actions until it asks which was taken, then one for each and its arguments. */
export const tracedStepPredicate = (
  name: string,
  holds: StepPredicate,
  before: unknown,
  after: unknown,
  learnt: () => void = () => {},
): Remembered<StepPredicate> => {
  let common: Memory | undefined = new Memory();
  let bySteps: Map<SharedStep, Memory> | undefined = new Map();
  let nodes = 0;
  let isUnsteady = false;

  const memoryOf = (step: SharedStep): Memory => {
    let memory = bySteps!.get(step);
    if (memory === undefined) {
      memory = new Memory();
      bySteps!.set(step, memory);
    }
    return memory;
  };

  return {
    holds: (viewBefore, view, step) => {
      if (bySteps === undefined || !(step instanceof SharedStep)) return decided(holds(viewBefore, view, step));
      const memory = common ?? memoryOf(step);
      const known = memory.recall();
      if (known >= 0) return known === 1;
      let isAsked = false;
      const watched: Step = {
        get name() {
          isAsked = true;
          return step.name;
        },
        get args() {
          isAsked = true;
          return step.args;
        },
      };
      const size = memory.tree.size;
      const result = learn(name, memory.tree, () => holds(before, after, watched));
      nodes += memory.tree.size - size;
      if (isAsked) common = undefined;
      if (nodes > MOST_NODES || bySteps.size > MOST_STEPS) bySteps = undefined;
      learnt();
      return result;
    },
    holdsStill: () => {
      if (bySteps === undefined || common === undefined || isUnsteady) return false;
      const known = common.recall();
      if (known >= 0) return known === 1;
      try {
        const result = learn(name, common.tree, () => holds(before, after, anyStep));
        learnt();
        return result;
      } catch {
        // It asks which step that is, or expects that one changes something.
        isUnsteady = true;
        return false;
      }
    },
    get reads() {
      return bySteps === undefined ? undefined : common?.tree.reads;
    },
    code: () => {
      common?.code();
      for (const memory of bySteps?.values() ?? []) memory.code();
    },
  };
};
