import type { Instance } from "../../specs/language/instance.ts";
import { refuseUnknown } from "../../specs/language/members.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import { blamed } from "../reference/blamed.ts";
import { build } from "../reference/build.ts";
import type { Arguments, Loose } from "./model.ts";
import { isScalar, type ScalarSchema } from "./schema.ts";
import type { Variables } from "./variables.ts";

/** The initial states in declared order, in the form of `init`: the instance's own, or else the spec's. */
export const initialStates = ({ target, spec, options }: Instance<Loose>, variables: Variables): readonly Loose[] => {
  const init = options.init ?? spec.init;
  const place = options.init === undefined ? `${spec.name}: init` : `${target}: its own init`;
  if (typeof init !== "object" || init === null) throw new SpecError(`${place} is missing. Give each variable a value.`);
  const initials = isChoice(init, variables) ? chosen(place, init) : [init];
  if (initials.length === 0) throw new SpecError(`${place} has no states: one of its parameters has no values.`);
  for (const initial of initials) build(variables, initial, place);
  return initials;
};

const isChoice = (init: Loose, variables: Variables): boolean =>
  typeof init.state === "function" && typeof init.params === "object" && !variables.some(({ name }) => name === "params");

const chosen = (
  place: string,
  choice: { params: Readonly<Record<string, ScalarSchema>>; state: (args: Arguments) => Loose },
): Loose[] => {
  refuseUnknown(place, choice, ["params", "state"]);
  let rows: Arguments[] = [{}];
  for (const [name, domain] of Object.entries(choice.params)) {
    if (typeof domain !== "object" || domain === null || !isScalar(domain))
      throw new SpecError(`${place}: parameter ${name} ranges over no domain. Give one: ids, range, oneOf, boolean, subsets.`);
    rows = rows.flatMap((row) => domain.values.map((value) => ({ ...row, [name]: value })));
  }
  return rows.map((row) =>
    blamed(
      () => place,
      "function",
      () => choice.state(Object.freeze(row)),
    ),
  );
};
