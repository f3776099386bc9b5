// The two engines step alike: on the catalogue as it is, and on specs written to hold every construct of the language.
import { describe, expect, test } from "vitest";
import { modelOf } from "../../../checker/model/model-of.ts";
import { catalogue } from "../../../specs/index.ts";
import type { AnySpec, Instance } from "../../../specs/language/index.ts";
import { comparable, compiledGraph, referenceGraph, WAYS } from "./graph.ts";
import { nested } from "./specimens/maps.ts";
import { networks } from "./specimens/networks.ts";
import { parameters } from "./specimens/parameters.ts";
import { sets } from "./specimens/sets.ts";
import { values } from "./specimens/values.ts";

const LARGEST = 4_000;
/** So many states are expanded, and fewer of a mutant, which changes one recipe. */
const MOST = 1_000;
const OF_A_MUTANT = 200;

const isInstance = (value: unknown): value is Instance<AnySpec> & { readonly mutant?: string } =>
  typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "instance";

const agree = (instance: Instance<AnySpec>, most = MOST): void => {
  const model = modelOf(instance, []);
  const reference = referenceGraph(model, most);
  for (const way of WAYS) expect({ way, ...comparable(compiledGraph(model, way, most), way) }).toEqual({ way, ...comparable(reference, way) });
};

const modules = await Promise.all(catalogue.map(({ load }) => load()));
const instances = modules.flatMap((exported) => Object.values(exported).filter(isInstance));

describe("the catalogue", () => {
  const small = instances.filter(({ mutant, options }) => !mutant && (options.expect?.states ?? LARGEST) < LARGEST);
  test.for(small.map((instance) => [instance.target, instance] as const))("%s", ([, instance]) => agree(instance));

  const mutants = instances.filter(({ mutant }) => mutant);
  test.for(mutants.map((one) => [one.target, one.mutant, one] as const))("%s: %s", ([, , one]) => agree(one, OF_A_MUTANT));
});

describe("the language", () => {
  const specimens: readonly Instance<AnySpec>[] = [...values, ...sets, ...nested, ...networks, ...parameters];
  test.for(specimens.map((instance) => [instance.target, instance] as const))("%s", ([, instance]) => agree(instance));
});
