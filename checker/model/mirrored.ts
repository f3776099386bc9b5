import { SpecError } from "../../specs/language/spec-error.ts";
import type { Model, Refinement } from "./model.ts";
import { partsOf } from "./parts-of.ts";
import { isScalar, type ScalarSchema, type Schema } from "./schema.ts";
import { variablesOf } from "./variables.ts";

/**
 * The domains of a refined spec whose ids are exchanged together with those of the spec that refines it: they have the same
 * name. Throws a SpecError when the refined spec holds such ids and does not call them symmetric.
 */
export const mirrored = (
  { name, of }: Refinement,
  symmetric: Model["symmetric"],
  target: string,
): ReadonlyMap<ScalarSchema, ScalarSchema> => {
  const declared = (of.spec.symmetric ?? []) as unknown as readonly ScalarSchema[];
  const held = new Set(variablesOf(of.spec).flatMap(({ schema }) => idsIn(schema)));
  const refused = (title: string, why: string): never => {
    throw new SpecError(
      `${target}: ${name} cannot be decided with symmetry, since ${of.spec.name} ${why}. Write symmetric: [...] there if its ${title}s are alike, select the other properties by name, or leave symmetry off.`,
    );
  };
  const pairs: [ScalarSchema, ScalarSchema][] = [];
  for (const domain of held) {
    const here = symmetric.find(({ title }) => title === domain.title);
    if (here === undefined) continue;
    if (!declared.includes(domain)) refused(domain.title, `does not call its ${domain.title}s symmetric`);
    if (domain.values.length !== here.values.length)
      refused(domain.title, `has ${domain.values.length} ${domain.title}s and not ${here.values.length}`);
    pairs.push([here, domain]);
  }
  return new Map(pairs);
};

/** The domains of ids that occur in a type. */
const idsIn = (schema: Schema): ScalarSchema[] =>
  isScalar(schema) && schema.kind === "ids" ? [schema] : partsOf(schema).flatMap(idsIn);
