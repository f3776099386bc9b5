import type { Instance } from "../../specs/language/instance.ts";
import type { AnySpec } from "../../specs/language/spec.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import { actionsOf } from "./actions.ts";
import { boundsOf } from "./bounds.ts";
import { fairnessOf } from "./fairness-of.ts";
import { initialStates } from "./initial-states.ts";
import { knownKinds } from "./kinds.ts";
import { knownMembers } from "./members.ts";
import type { Loose, Model, ModelAction } from "./model.ts";
import { DEADLOCK, propertiesOf } from "./properties.ts";
import type { NetworkSchema } from "./schema.ts";
import { symmetricOf } from "./symmetric-of.ts";
import { type Variables, variableOf, variablesOf } from "./variables.ts";

/**
 * An instance with its optional parts settled and its references resolved; a SpecError says what is wrong with it. Given
 * names, those properties alone are checked, and deadlock only if it is named. Symmetry is as the instance says, or as given.
 */
export const modelOf = (instance: Instance<AnySpec>, properties?: readonly string[], symmetry?: boolean): Model => {
  if (instance?.kind !== "instance")
    throw new SpecError("what is checked is an instance: write instance(aSpec, its constants).");
  const { spec, target } = instance;
  knownKinds(instance);
  knownMembers(instance);
  const variables = variablesOf(spec);
  const actions = actionsOf(spec, variables);
  mayLose(spec, variables, actions);
  outOfReach(instance);
  const promised = propertiesOf(spec, properties);
  return {
    target,
    spec,
    instance,
    variables,
    actions,
    initials: initialStates(instance, variables),
    ...promised,
    fairness: fairnessOf(spec, actions),
    symmetric: symmetricOf(instance, symmetry ?? instance.options.symmetry ?? false, promised),
    ...boundsOf(instance),
    deadlock: looksForDeadlock(instance, properties),
    terminal: spec.terminal,
  };
};

/** Only a network that loses messages anyway may lose the newest when it is full. */
const mayLose = (spec: AnySpec, variables: Variables, actions: readonly ModelAction[]): void => {
  const lossy = actions.map(({ name }) => spec.actions[name]).filter(({ fault }: Loose) => fault === "loses");
  for (const { name, schema } of variables) {
    if ((schema as NetworkSchema).whenFull !== "loseNewest") continue;
    if (lossy.some(({ upon }: Loose) => variableOf(variables, upon)?.name === name)) continue;
    throw new SpecError(
      `${spec.name}.state.${name} loses the newest message when full, yet no action loses its messages. Add loses(${name}) to the actions, or leave whenFull out.`,
    );
  }
};

const outOfReach = ({ target, spec, options }: Instance<AnySpec>): void => {
  const witnesses = Object.keys(spec.witnesses ?? {});
  for (const name of options.outOfReach ?? []) {
    if (!witnesses.includes(name))
      throw new SpecError(
        `${target}: outOfReach names "${name}", which is no witness; there are ${witnesses.join(", ") || "none"}.`,
      );
  }
};

const looksForDeadlock = ({ target, options }: Instance<AnySpec>, properties: readonly string[] | undefined): boolean => {
  const allowed = options.deadlockAllowed;
  if (properties === undefined) return allowed === undefined;
  if (!properties.includes(DEADLOCK)) return false;
  if (allowed === undefined) return true;
  throw new SpecError(`${target} allows deadlock ("${allowed}"), so it cannot be asked for.`);
};
