// The catalogue, loaded: what each protocol's module exports.
import { catalogue } from "../../specs/index.ts";
import type { AnySpec, Instance, Mutant } from "../../specs/language/index.ts";

export type AnyInstance = Instance<AnySpec>;
export type AnyMutant = Mutant<AnySpec>;

const isInstance = (value: unknown): value is AnyInstance => (value as Partial<AnyInstance> | null)?.kind === "instance";
const isMutant = (value: AnyInstance): value is AnyMutant => "mutant" in value;

export const protocols = await Promise.all(
  catalogue.map(async ({ protocol, family, load }) => {
    const exported = Object.values(await load());
    const all = exported.filter(isInstance);
    return {
      protocol,
      family,
      functions: exported.filter((value) => typeof value === "function") as ((constants: unknown) => AnySpec)[],
      instances: all.filter((each) => !isMutant(each)),
      mutants: all.filter(isMutant),
    };
  }),
);
