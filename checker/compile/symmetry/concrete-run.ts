import type { Arguments, Model } from "../../model/model.ts";
import { Judge } from "../../reference/judge.ts";
import type { PlainState } from "../../reference/plain.ts";
import { systemOf } from "../../reference/system-of.ts";
import { asymmetric } from "../../symmetry/asymmetric.ts";
import { encode } from "../words/encode.ts";
import type { Layout } from "../words/layout.ts";
import type { Canonicaliser } from "./canonicaliser.ts";

/**
 * A run of the spec itself along these representatives: of the states of the next orbit the first that a step leads to; the
 * last step, given a step property, one that violates it. Throws a SpecError where there is none.
 */
export const concreteRun = (
  model: Model,
  layout: Layout,
  canonical: Canonicaliser,
  representatives: readonly Int32Array[],
  violated?: string,
): PlainState[] => {
  const words = new Int32Array(layout.words);
  const isIn = (state: PlainState, representative: Int32Array): boolean => {
    encode(layout.root, state, words, layout.words, "plain");
    canonical(words);
    return words.every((word, i) => word === representative[i]);
  };
  const { initial, successors } = systemOf(model);
  const judge = new Judge({ ...model, refinements: [] });
  const find = <T>(items: Iterable<T>, isWanted: (item: T) => boolean, property?: string): T => {
    for (const item of items) if (isWanted(item)) return item;
    throw asymmetric(model, property);
  };
  const run = [find(initial(), (state) => isIn(state, representatives[0]))];
  for (let i = 1; i < representatives.length; i++) {
    const before = run[i - 1];
    const wanted = i === representatives.length - 1 ? violated : undefined;
    const isWanted = ({ action, args, state }: { action: string; args: Arguments; state: PlainState }): boolean => {
      const step = { name: action, args };
      if (!isIn(state, representatives[i]) || judge.refused(before, state, step) !== undefined) return false;
      return wanted === undefined || judge.step(before, state, step).some(({ property }) => property === wanted);
    };
    run.push(find(successors(before), isWanted, wanted).state);
  }
  return run;
};
