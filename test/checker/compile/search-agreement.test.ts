// The two searches tell the same, down to each run: what was found, where, in which order, and what was never seen.
import { describe, expect, test } from "vitest";
import { modelOf } from "../../../checker/model/model-of.ts";
import { catalogue } from "../../../specs/index.ts";
import type { AnySpec, Instance } from "../../../specs/language/index.ts";
import { nested } from "./specimens/maps.ts";
import { networks } from "./specimens/networks.ts";
import { parameters } from "./specimens/parameters.ts";
import { refinements } from "./specimens/refinements.ts";
import { sets } from "./specimens/sets.ts";
import { values } from "./specimens/values.ts";
import { violations } from "./specimens/violations.ts";
import { wideNetworks } from "./specimens/wide-networks.ts";
import { byCompiled, byReference, PACES, UNLIMITED } from "./summary.ts";

/** The mutants of the catalogue are explored to their ends elsewhere. */
const FEW = { ...UNLIMITED, states: 30 };
const MOST = { ...UNLIMITED, states: 60 };

const isInstance = (value: unknown): value is Instance<AnySpec> & { readonly mutant?: string } =>
  typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "instance";

const agree = (instance: Instance<AnySpec>, properties: readonly string[] | undefined, limits: typeof MOST): void => {
  const model = modelOf(instance, properties);
  const reference = byReference(model, limits);
  for (const [how, pace] of Object.entries(PACES)) {
    expect({ how, ...byCompiled(model, pace, limits) }).toEqual({ how, ...reference });
  }
};

const modules = await Promise.all(catalogue.map(({ load }) => load()));
const instances = modules.flatMap((exported) => Object.values(exported).filter(isInstance));

describe("the mutants of the catalogue", () => {
  const mutants = instances.filter(({ mutant }) => mutant !== undefined);
  test.for(mutants.map((one) => [one.target, one.mutant, one] as const))("%s: %s", ([, , one]) => agree(one, undefined, FEW));
});

describe("the language", () => {
  const specimens: readonly Instance<AnySpec>[] = [...values, ...sets, ...nested, ...networks, ...wideNetworks, ...parameters];
  test.for(specimens.map((instance) => [instance.target, instance] as const))("%s", ([, instance]) =>
    agree(instance, undefined, MOST),
  );
});

describe("what is violated", () => {
  test.for([...violations, ...refinements])("%s", ([, instance, properties]) => agree(instance, properties, UNLIMITED));
});
