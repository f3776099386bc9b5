import type { AnySpec } from "../../specs/language/spec.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Fairness, Loose, ModelAction } from "./model.ts";

/** What the spec says is fair, of the actions that its constants leave in. */
export const fairnessOf = (spec: AnySpec, actions: readonly ModelAction[]): readonly Fairness[] =>
  Object.entries<Loose>(spec.fairness ?? {}).flatMap(([name, fair]) => {
    if (!Object.hasOwn(spec.actions, name)) {
      const there = Object.keys(spec.actions).join(", ");
      throw new SpecError(`${spec.name}.fairness names "${name}", which is no action; there are ${there}.`);
    }
    const action = actions.find((one) => one.name === name);
    if (action === undefined || fair === undefined) return [];
    return [{ action: action.index, ...kindOf(`${spec.name}.fairness.${name}`, fair, action) }];
  });

const kindOf = (place: string, fair: Loose, { parameters }: ModelAction): Omit<Fairness, "action"> => {
  if (fair === "weak" || fair === "strong") return { kind: fair, by: [] };
  const [[kind, names], ...others] = Object.entries<Loose>(fair ?? {}).concat([["", []]]);
  if ((kind !== "weak" && kind !== "strong") || others.length > 1 || !Array.isArray(names))
    throw new SpecError(`${place}: write "weak", "strong", { weak: [names of parameters] } or { strong: [...] }.`);
  const by = names.map((name: string) => {
    const parameter = parameters.find((one) => one.name === name);
    if (parameter) return parameter;
    const there = parameters.map((one) => one.name).join(", ") || "none";
    throw new SpecError(`${place}: the action has no parameter "${name}"; there are ${there}.`);
  });
  return { kind, by };
};
