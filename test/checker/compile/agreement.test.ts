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
import { wideNetworks } from "./specimens/wide-networks.ts";

/** So many states are expanded; fewer of the catalogue's larger instances, which other tests explore to the end. */
const MOST = 100;
const OF_LARGE_ONES = 30;
/** An instance of the catalogue with no more states than this is compared whole: every state and every edge. */
const SMALL = 10_000;

const mostOf = ({ options }: Instance<AnySpec>): number =>
  (options.expect?.states ?? Number.POSITIVE_INFINITY) <= SMALL ? Number.POSITIVE_INFINITY : OF_LARGE_ONES;

const isInstance = (value: unknown): value is Instance<AnySpec> & { readonly mutant?: string } =>
  typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "instance";

const agree = (instance: Instance<AnySpec>, most: number): void => {
  const model = modelOf(instance, []);
  const reference = referenceGraph(model, most);
  for (const way of WAYS)
    expect({ way, ...comparable(compiledGraph(model, way, most), way) }).toEqual({ way, ...comparable(reference, way) });
};

const modules = await Promise.all(catalogue.map(({ load }) => load()));
const instances = modules.flatMap((exported) => Object.values(exported).filter(isInstance));

describe("the catalogue", () => {
  const whole = instances.filter(({ mutant }) => mutant === undefined);
  test.for(whole.map((instance) => [instance.target, instance] as const))("%s", ([, instance]) =>
    agree(instance, mostOf(instance)),
  );
});

describe("the language", () => {
  const specimens: readonly Instance<AnySpec>[] = [...values, ...sets, ...nested, ...networks, ...wideNetworks, ...parameters];
  test.for(specimens.map((instance) => [instance.target, instance] as const))("%s", ([, instance]) => agree(instance, MOST));
});
