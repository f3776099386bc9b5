import fc from "fast-check";
import { expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import { canonicaliserOf, thoroughCanonicaliserOf } from "../../../checker/compile/symmetry/canonicaliser.ts";
import { type Exchanger, exchangerBy } from "../../../checker/compile/symmetry/exchange-source.ts";
import { exchangeBy } from "../../../checker/compile/symmetry/exchanges.ts";
import { placesOf } from "../../../checker/compile/symmetry/places.ts";
import { SymmetricIds } from "../../../checker/compile/symmetry/values.ts";
import { decode } from "../../../checker/compile/words/decode.ts";
import { encode } from "../../../checker/compile/words/encode.ts";
import { layoutOf } from "../../../checker/compile/words/layout.ts";
import type { Model } from "../../../checker/model/model.ts";
import { modelOf } from "../../../checker/model/model-of.ts";
import { keyOf } from "../../../checker/reference/key-of.ts";
import type { PlainState } from "../../../checker/reference/plain.ts";
import { systemOf } from "../../../checker/reference/system-of.ts";
import { exchangedText } from "../../../checker/symmetry/exchanged-text.ts";
import { type Permutation, permutationsOf } from "../../../checker/symmetry/permutation.ts";
import { permuted } from "../../../checker/symmetry/permuted-state.ts";
import { instanceOf, plans } from "./random-specs.ts";

const MOST_STATES = 250;

/** All states, by the reference engine; undefined when they are many. */
const statesOf = (model: Model): readonly PlainState[] | undefined => {
  const { initial, successors, key } = systemOf(model);
  const known = new Map(Array.from(initial(), (state) => [key(state), state]));
  for (const state of known.values()) {
    for (const { state: next } of successors(state)) if (!known.has(key(next))) known.set(key(next), next);
    if (known.size > MOST_STATES) return undefined;
  }
  return [...known.values()];
};

/** Exchanges ids in a state, in its text and in its words, which must come to the same. */
const exchanger = ({ variables, symmetric }: Model) => {
  const layout = layoutOf(variables);
  const ids = new SymmetricIds(symmetric);
  const places = placesOf(layout, ids);
  const wordsOf = (state: PlainState): Int32Array => {
    const words = new Int32Array(layout.words);
    encode(layout.root, state, words, layout.words, "plain");
    return words;
  };
  const exchangers = new Map<Permutation, Exchanger>();
  const exchangerOf = (permutation: Permutation) => {
    const made = exchangers.get(permutation) ?? exchangerBy(exchangeBy(places, ids, ids.imagesBy(permutation)), layout.words);
    exchangers.set(permutation, made);
    return made;
  };
  return (state: PlainState, permutation: Permutation): PlainState => {
    const image = permuted(variables, state, permutation);
    expect(exchangedText(variables, image, new Map())).toBe(exchangedText(variables, state, permutation));
    const words = new Int32Array(layout.words);
    exchangerOf(permutation)(wordsOf(state), words);
    expect(words).toEqual(wordsOf(image));
    return image;
  };
};

/** How many orbits they fall into, by definition. */
const orbitsOf = (model: Model, states: readonly PlainState[]): number => {
  const { variables, symmetric } = model;
  const permutations = permutationsOf(symmetric);
  const exchanged = exchanger(model);
  const known = new Set<string>();
  let orbits = 0;
  for (const state of states) {
    if (known.has(keyOf(variables, state))) continue;
    orbits++;
    for (const permutation of permutations) known.add(keyOf(variables, exchanged(state, permutation)));
  }
  return orbits;
};

/** How many different states a canonicaliser puts in their places; each must be one of the orbit. */
const representativesOf = (model: Model, states: readonly PlainState[], made: typeof canonicaliserOf): number => {
  const { variables, symmetric } = model;
  const layout = layoutOf(variables);
  const canonical = made(layout, symmetric);
  const permutations = permutationsOf(symmetric);
  const found = new Map<string, PlainState>();
  for (const state of states) {
    const words = new Int32Array(layout.words);
    encode(layout.root, state, words, layout.words, "plain");
    canonical(words);
    if (found.has(words.join())) continue;
    found.set(words.join(), state);
    const representative = keyOf(variables, decode(layout.root, words));
    expect(permutations.map((one) => keyOf(variables, permuted(variables, state, one)))).toContain(representative);
  }
  return found.size;
};

test("random specs: as many states as the full graph has orbits, by either engine", { timeout: 600_000 }, async () => {
  const seen = { compared: 0, reduced: 0 };
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const one = instanceOf(plan);
      const model = modelOf(one, [], true);
      const states = statesOf(model);
      fc.pre(states !== undefined);
      const orbits = orbitsOf(model, states);
      for (const made of [canonicaliserOf, thoroughCanonicaliserOf])
        expect(representativesOf(model, states, made)).toBe(orbits);
      const options = { symmetry: true, properties: [] };
      const whole = await check(one, { properties: [] });
      for (const engine of ["compiled", "reference"] as const) {
        const { verdict, states, message, strength } = await check(one, { ...options, engine });
        expect({ engine, verdict, states, message, strength }).toEqual({
          engine,
          verdict: "verified",
          states: orbits,
          message: undefined,
          strength: whole.strength,
        });
      }
      seen.compared++;
      if (orbits * 2 < states.length) seen.reduced++;
    }),
    { numRuns: Number(process.env.QUORATE_RUNS ?? 40), seed: Number(process.env.QUORATE_SEED ?? 1) },
  );
  expect(seen.reduced * 2).toBeGreaterThan(seen.compared);
});
