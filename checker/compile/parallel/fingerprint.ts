import type { AnySpec, Mutant } from "../../../specs/language/index.ts";
import type { Model } from "../../model/model.ts";
import { encode } from "../words/encode.ts";
import type { Layout } from "../words/layout.ts";

const namesOf = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name);

/** What two models must have in common if threads that built them are to search together; what recipes do is not seen in it. */
export const fingerprintOf = (model: Model, { root, words, bits }: Layout): string => {
  const { target, instance, variables, actions, initials, symmetric } = model;
  const { invariants, steps, witnesses, refinements, liveness, within, allow } = model;
  return JSON.stringify({
    target,
    mutant: (instance as Partial<Mutant<AnySpec>>).mutant,
    constants: instance.constants,
    words,
    bits,
    variables: namesOf(variables),
    actions: actions.map(({ name, parameters, conditions }) => [name, namesOf(parameters), conditions.map((c) => c.name)]),
    initials: initials.map((initial) => {
      const encoded = new Int32Array(words);
      encode(root, initial, encoded, words, "init");
      return [...encoded];
    }),
    asked: [invariants, steps, witnesses, refinements, liveness, within, allow].map(namesOf),
    deadlock: model.deadlock,
    symmetric: symmetric.map(({ title }) => title),
  });
};
