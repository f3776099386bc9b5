// A small instance's states and every step between them, within the instance's bounds.
import type { AnySpec, Instance } from "../../specs/language/index.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import { Reached } from "../explore/reached.ts";
import type { Arguments } from "../model/model.ts";
import { modelOf } from "../model/model-of.ts";
import { Judge } from "../reference/judge.ts";
import type { PlainState } from "../reference/plain.ts";
import { systemOf } from "../reference/system-of.ts";

export interface GraphEdge {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly action: string;
  readonly args: Arguments;
}

export interface StateGraph {
  readonly target: string;
  readonly states: readonly PlainState[];
  /** How many of the first states are initial ones. */
  readonly initial: number;
  readonly edges: readonly GraphEdge[];
  /** The edges out of each state, in declared order. */
  readonly out: readonly (readonly GraphEdge[])[];
}

/** @throws SpecError when there are more states than `most`. */
export const stateGraph = (instance: Instance<AnySpec>, most: number): StateGraph => {
  const model = modelOf(instance, []);
  const system = systemOf(model);
  const judge = new Judge(model);
  const reached = new Reached<PlainState>();
  const edges: GraphEdge[] = [];
  const out: GraphEdge[][] = [];

  const indexOf = (state: PlainState, parent: number): number => {
    const key = system.key(state);
    const known = reached.indexOf(key);
    if (known !== undefined) return known;
    if (reached.size >= most) {
      throw new SpecError(
        `${instance.target} has more than ${most} states, too many to visit every step. Take a smaller instance, or raise states.`,
      );
    }
    return reached.add(state, key, parent);
  };

  for (const state of system.initial()) if (judge.outside(state) === undefined) indexOf(state, -1);
  const initial = reached.size;
  for (let from = 0; from < reached.size; from++) {
    out.push([]);
    const before = reached.at(from);
    for (const { action, args, state } of system.successors(before)) {
      if (judge.refused(before, state, { name: action, args }) !== undefined || judge.outside(state) !== undefined) continue;
      const edge = { index: edges.length, from, to: indexOf(state, from), action, args };
      edges.push(edge);
      out[from].push(edge);
    }
  }
  return { target: instance.target, states: [...reached], initial, edges, out };
};
