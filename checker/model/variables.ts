import type { AnySpec } from "../../specs/language/spec.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import type { AnyType } from "../../specs/language/type.ts";
import type { Model } from "./model.ts";
import { schemaOf } from "./schema.ts";
import { refuseTaken, validateSchema } from "./validate-schema.ts";

export type Variables = Model["variables"];

/** The spec's variables in declared order, each of a type that can hold something. */
export const variablesOf = (spec: AnySpec): Variables => {
  const variables = Object.entries(spec.state as Record<string, AnyType>).map(([name, type]) => ({
    name,
    schema: schemaOf(type),
  }));
  if (variables.length === 0) throw new SpecError(`${spec.name} has no variables: its state is empty.`);
  for (const [i, { name, schema }] of variables.entries()) {
    refuseTaken(name, `${spec.name}.state`);
    validateSchema(schema, `${spec.name}.state.${name}`);
    const twin = variables.findIndex((other) => other.schema === schema);
    if (twin < i && schema.kind === "network") {
      throw new SpecError(`${spec.name}.state: ${variables[twin].name} and ${name} are one network. Make one for each.`);
    }
  }
  return variables;
};

type Held = { readonly standsFor?: unknown };

/** A mutant's network stands for the one that actions and faults refer to. */
const standsFor = (schema: unknown, type: unknown): boolean =>
  schema === type || ((schema as Held).standsFor !== undefined && standsFor((schema as Held).standsFor, type));

/** The variable that is this very type: drawn messages and faults refer to variables so. */
export const variableOf = (variables: Variables, type: unknown): Variables[number] | undefined =>
  variables.find(({ schema }) => standsFor(schema, type));
