import type { Instance } from "../../specs/language/instance.ts";
import type { AnySpec } from "../../specs/language/spec.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import { mirrored } from "./mirrored.ts";
import type { Model } from "./model.ts";
import type { ScalarSchema } from "./schema.ts";

type Promised = Pick<Model, "refinements" | "liveness">;

/** The domains whose ids are exchanged, if they are to be; what is not sound with that is refused. */
export const symmetricOf = (
  { spec, target }: Instance<AnySpec>,
  isAsked: boolean,
  { refinements, liveness }: Promised,
): Model["symmetric"] => {
  const domains = (spec.symmetric ?? []) as unknown as readonly (ScalarSchema & { readonly ordered?: boolean })[];
  for (const domain of domains) {
    if (domain?.kind !== "ids" || domain.ordered === true)
      throw new SpecError(
        `${spec.name}.symmetric: ${domain?.title ?? String(domain)} are no ids, or ordered ones. Name what ids(...) made.`,
      );
  }
  if (!isAsked) return [];
  if (domains.length === 0)
    throw new SpecError(
      `${spec.name} does not say which of its ids are symmetric: write symmetric: [...] in the spec, or leave symmetry off.`,
    );
  const unsound = liveness.map(({ name }) => name);
  if (unsound.length > 0)
    throw new SpecError(
      `${target}: ${unsound.join(", ")} cannot be decided with symmetry: what happens at last tells apart what symmetry takes for one. Select the other properties by name, or leave symmetry off.`,
    );
  const symmetric = domains.filter(({ values }) => values.length > 1);
  for (const refinement of refinements) mirrored(refinement, symmetric, target);
  return symmetric;
};
