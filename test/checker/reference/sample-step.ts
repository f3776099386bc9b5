import type { Loose } from "../../../checker/model/model.ts";
import { modelOf } from "../../../checker/model/model-of.ts";
import { applied, argumentsOf, enabled } from "../../../checker/reference/step.ts";
import { systemOf } from "../../../checker/reference/system-of.ts";
import {
  boolean,
  ids,
  instance,
  listOf,
  majorities,
  mapOf,
  oneOf,
  optional,
  range,
  record,
  setOf,
  spec,
  tuple,
  unordered,
  variants,
} from "../../../specs/language/index.ts";

export const P = ids("p", 2);
const network = unordered({ between: P, messages: { Vote: { term: range(0, 2) } }, atMost: 2 });
export const state = {
  node: mapOf(
    P,
    record({
      term: range(0, 2),
      log: listOf(record({ term: range(0, 2) }), { atMost: 2 }),
      next: mapOf(P, range(0, 2)),
      votes: setOf(P),
    }),
  ),
  leader: optional(P),
  last: variants({ None: {}, At: { term: range(0, 2) } }),
  quorum: majorities(P),
  pair: tuple(P, boolean),
  mode: mapOf(oneOf("a", "b"), boolean),
  network,
};
export const init = {
  node: { term: 0, log: [{ term: 1 }], next: 0, votes: [0] },
  leader: null,
  last: { type: "None" },
  quorum: [0, 1],
  pair: [0, false],
  mode: false,
  network: [{ type: "Vote", from: 0, to: 1, term: 1 }],
};

export type Recipe = (s: Loose, args: Loose) => unknown;
/** The state before, and what one action of a spec of this state makes of it. */
export const step = (effect: Recipe, guard: Recipe | Record<string, Recipe> = () => true) => {
  const sample = () =>
    spec({ name: "raft", state, init, actions: { act: { params: { i: P, m: network.any("Vote") }, guard, effect } } } as Loose);
  const model = modelOf(instance(sample as Loose, {}) as Loose);
  const [before] = systemOf(model).initial();
  const [action] = model.actions;
  const [args] = argumentsOf(model, action, before);
  return {
    model,
    before,
    action,
    args,
    take: () => applied(model, action, before, args),
    ask: () => enabled(model, action, before, args),
  };
};
/** What it was refused with. */
export const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  return "not refused";
};
