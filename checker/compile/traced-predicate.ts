import { SpecError } from "../../specs/language/spec-error.ts";
import { DecisionTree, type Leaf } from "./decision-tree.ts";
import { traced } from "./tracer.ts";
import { CURRENT } from "./words.ts";

type Predicate = (state: unknown) => boolean;

/** A predicate that leads to more nodes than this depends on too much of the state to be remembered. */
const MOST_NODES = 20_000;

const HOLDS: Leaf = { kind: "leaf", isEnabled: true, writes: [], operations: [] };
const FAILS: Leaf = { kind: "leaf", isEnabled: false, writes: [], operations: [] };

/** The predicate of the state at hand, evaluated once for each of the values that it reads. */
export const tracedPredicate = (name: string, holds: Predicate, tracingView: unknown): Predicate => {
  let tree: DecisionTree | undefined = new DecisionTree();
  return (view) => {
    if (tree === undefined) return holds(view);
    const known = tree.find(CURRENT);
    if (known !== undefined) return known.isEnabled;
    const { result, reads } = traced(undefined, () => holds(tracingView));
    if (!tree.graft(reads, result ? HOLDS : FAILS)) {
      throw new SpecError(`${name}: evaluated again on the same values, it reads others. A predicate may depend on the state alone.`);
    }
    if (tree.size > MOST_NODES) tree = undefined;
    return result;
  };
};
