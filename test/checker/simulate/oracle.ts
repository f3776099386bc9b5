// What random runs come to, computed exactly on the reference engine: the oracle of what is drawn.
import { modelOf } from "../../../checker/model/model-of.ts";
import { build } from "../../../checker/reference/build.ts";
import { Judge } from "../../../checker/reference/judge.ts";
import { keyOf } from "../../../checker/reference/key-of.ts";
import type { PlainState } from "../../../checker/reference/plain.ts";
import { applied, argumentsOf, enabled } from "../../../checker/reference/step.ts";
import type { AnySpec, Instance } from "../../../specs/language/index.ts";

interface Step {
  readonly action: string;
  readonly to: PlainState;
}

/** Of runs of at most `depth` actions that draw all steps alike: how likely each witness is, and how often each action is taken on average. */
export const expectedOf = (instance: Instance<AnySpec>, depth: number) => {
  const model = modelOf(instance);
  const judge = new Judge(model);
  const steps = new Map<string, readonly Step[]>();
  const key = (state: PlainState) => keyOf(model.variables, state);

  /** The steps that lead on: neither cut nor without a change. */
  const stepsFrom = (state: PlainState): readonly Step[] => {
    const known = steps.get(key(state));
    if (known !== undefined) return known;
    const found = model.actions.flatMap((action) =>
      argumentsOf(model, action, state).flatMap((args): Step[] => {
        if (!enabled(model, action, state, args)) return [];
        const to = applied(model, action, state, args);
        const isCut = judge.refused(state, to, { name: action.name, args }) !== undefined || judge.outside(to) !== undefined;
        return isCut || key(to) === key(state) ? [] : [{ action: action.name, to }];
      }),
    );
    steps.set(key(state), found);
    return found;
  };

  const witnesses: Record<string, number> = Object.fromEntries(model.witnesses.map(({ name }) => [name, 0]));
  const actions: Record<string, number> = Object.fromEntries(model.actions.map(({ name }) => [name, 0]));
  type Cloud = Map<string, { readonly state: PlainState; readonly reached: ReadonlySet<string>; chance: number }>;
  const add = (cloud: Cloud, state: PlainState, before: ReadonlySet<string>, chance: number) => {
    const reached = new Set([...before, ...judge.witnessed(state)]);
    const place = `${key(state)} ${[...reached].sort().join()}`;
    const there = cloud.get(place);
    if (there) there.chance += chance;
    else cloud.set(place, { state, reached, chance });
  };

  let cloud: Cloud = new Map();
  for (const initial of model.initials)
    add(cloud, build(model.variables, initial, "init"), new Set(), 1 / model.initials.length);
  for (let i = 0; i < depth; i++) {
    const next: Cloud = new Map();
    for (const { state, reached, chance } of cloud.values()) {
      const from = stepsFrom(state);
      if (from.length === 0) add(next, state, reached, chance);
      for (const { action, to } of from) {
        actions[action] += chance / from.length;
        add(next, to, reached, chance / from.length);
      }
    }
    cloud = next;
  }
  for (const { reached, chance } of cloud.values()) for (const name of reached) witnesses[name] += chance;
  return { witnesses, actions };
};
