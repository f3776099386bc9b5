import { titleOf } from "../../specs/language/domain.ts";
import type { Fault } from "../../specs/language/fault.ts";
import { refuseUnknown } from "../../specs/language/members.ts";
import type { AnySpec } from "../../specs/language/spec.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Condition, Loose, ModelAction, Parameter, Source } from "./model.ts";
import { isScalar, type NetworkSchema, type ScalarSchema } from "./schema.ts";
import { type Variables, variableOf } from "./variables.ts";

/** The spec's actions in declared order, without the optional ones that these constants leave out. */
export const actionsOf = (spec: AnySpec, variables: Variables): readonly ModelAction[] => {
  const kept = Object.entries<Loose>(spec.actions).filter(([, action]) => action.when !== false);
  if (kept.length === 0) throw new SpecError(`${spec.name} has no actions.`);
  return kept.map(([name, action], index) => actionOf(`${spec.name}.${name}`, name, index, action, variables));
};

const actionOf = (place: string, name: string, index: number, action: Loose, variables: Variables): ModelAction => {
  if (typeof action.effect !== "function")
    throw new SpecError(`${place} has no effect. Give it one: effect: (s, args) => { ... }.`);
  const upon = uponOf(place, action, variables);
  const parameters = Object.entries<Loose>(action.params ?? {}).map(([param, given]) => ({
    name: param,
    source: sourceOf(`${place}: parameter ${param}`, given, variables),
  }));
  return {
    name,
    index,
    environment: action.environment === true,
    upon,
    parameters,
    conditions: conditionsOf(place, action.guard),
    effect: action.effect,
    by: byOf(place, action.by, parameters),
  };
};

const namesOf = (variables: Variables): string => variables.map(({ name }) => name).join(", ");

const sourceOf = (place: string, given: Loose, variables: Variables): Source => {
  if (given?.kind === "drawn") {
    const variable = variableOf(variables, given.network);
    if (!variable)
      throw new SpecError(
        `${place} is drawn from a network that is no variable of the spec; its variables are ${namesOf(variables)}.`,
      );
    const network = variable.schema as NetworkSchema;
    if (given.tag !== undefined && !Object.hasOwn(network.shapes, given.tag)) {
      throw new SpecError(
        `${place}: ${variable.name} has no message of type ${given.tag}; there are ${Object.keys(network.shapes).join(", ")}.`,
      );
    }
    return { kind: "drawn", variable: variable.name, network, tag: given.tag };
  }
  if (typeof given?.from === "function" && isDomain(given.of)) {
    refuseUnknown(place, given, ["of", "from"]);
    return { kind: "from", of: given.of, from: given.from };
  }
  if (isDomain(given)) return { kind: "domain", domain: given };
  throw new SpecError(
    `${place} ranges over nothing known. Give a domain, network.any(type), or { of: a domain, from: a function of the state }.`,
  );
};

const isDomain = (given: Loose): given is ScalarSchema =>
  typeof given === "object" && given !== null && isScalar(given) && Array.isArray(given.values);

/** A fault's recipes are given the variable it acts upon. */
const uponOf = (place: string, action: Partial<Fault<unknown>>, variables: Variables): string | undefined => {
  if (action.upon === undefined) return undefined;
  const variable = variableOf(variables, action.upon);
  if (variable) return variable.name;
  if (action.upon.kind === "ids")
    throw new SpecError(
      `${place}: ${action.fault} acts upon the ids ${titleOf(action.upon)}. Give it the map of the state: const map = mapOf(the ids, record({ ... })), declared before the spec, and both state: { map } and ${action.fault}(map, ...).`,
    );
  throw new SpecError(
    `${place}: ${action.fault} acts upon a ${action.upon.kind} that is no variable of the spec; its variables are ${namesOf(variables)}. Name the ${action.upon.kind} in state, or leave the fault out.`,
  );
};

const conditionsOf = (place: string, guard: Loose): readonly Condition[] => {
  if (guard === undefined) return [];
  if (typeof guard === "function") return [{ name: undefined, holds: guard }];
  return Object.entries<Loose>(guard).map(([name, holds]) => {
    if (typeof holds !== "function")
      throw new SpecError(`${place}: the condition ${name} of its guard is no function of the state.`);
    return { name, holds };
  });
};

const byOf = (place: string, by: Loose, parameters: readonly Parameter[]): ModelAction["by"] => {
  if (by === undefined || typeof by === "function" || parameters.some(({ name }) => name === by)) return by;
  throw new SpecError(
    `${place}: by names no parameter "${String(by)}"; there are ${parameters.map(({ name }) => name).join(", ") || "none"}.`,
  );
};
