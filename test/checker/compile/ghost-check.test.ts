// History may be written and asked about; a compiled run finds out when something that is done depends on it.
import { describe, expect, test } from "vitest";
import { modelOf } from "../../../checker/model/model-of.ts";
import { boolean, ghost, ids, instance, listOf, mapOf, range, record, setOf, spec } from "../../../specs/language/index.ts";
import { byCompiled, byReference } from "./summary.ts";

const NODE = ids("node", 2);

// biome-ignore lint/suspicious/noExplicitAny: what is under test is what the types of guards hide.
type Loose = any;
interface Recipe {
  readonly guard?: (state: Loose, args: Loose) => boolean;
  readonly effect?: (state: Loose, args: Loose) => void;
  readonly params?: object;
}

/** Nodes that toggle, a history of how often, and an action under test. */
const toggles = ({ guard, effect, params }: Recipe) =>
  spec({
    name: "toggles",
    state: {
      node: mapOf(NODE, record({ up: boolean, kept: ghost({ starts: range(0, 3) }) })),
      n: range(0, 3),
      past: ghost({ ups: setOf(NODE), log: listOf(range(0, 3), { atMost: 2 }) }),
    },
    init: { node: { up: false, kept: { starts: 0 } }, n: 0, past: { ups: [], log: [] } },
    actions: {
      toggle: {
        params: { node: NODE },
        effect: (s, { node }) => {
          s.node[node].up = !s.node[node].up;
          if (s.node[node].kept.starts < 3) s.node[node].kept.starts += 1;
          s.past.ups.add(node);
        },
      },
      test: {
        params: { node: NODE, ...params },
        guard: (guard ?? (() => true)) as Loose,
        effect: (effect ?? (() => undefined)) as Loose,
      },
    },
  });

const saying = (recipe: Recipe) =>
  byCompiled(modelOf(instance(toggles as Loose, recipe as Loose, { name: "test" }) as Loose), undefined).came;

const DEPENDS: readonly (readonly [name: string, what: string, recipe: Recipe])[] = [
  ["a guard", "whether it is enabled", { guard: (s) => s.past.ups.size < 2 }],
  ["a guard, of a ghost in a record", "whether it is enabled", { guard: (s, { node }) => s.node[node].kept.starts > 1 }],
  ["a value", "what it does", { effect: (s, { node }) => void (s.n = s.node[node].kept.starts) }],
  ["a choice", "what it does", { effect: (s, { node }) => void (s.past.ups.has(node) && (s.node[node].up = true)) }],
  ["a parameter", "what it can be given", { params: { other: { of: NODE, from: (s: Loose) => s.past.ups } } }],
];

const INDEPENDENT: readonly (readonly [name: string, recipe: Recipe])[] = [
  ["nothing", {}],
  ["a ghost written from a variable", { effect: (s, { node }) => void (s.node[node].up && s.past.ups.add(node)) }],
  ["a ghost written from a ghost", { effect: (s) => void (s.past.log = [s.node[0].kept.starts]) }],
  ["a ghost asked where it is written", { effect: (s, { node }) => void (s.past.ups.has(node) || (s.past.log = [])) }],
  [
    "a ghost that would overflow after another history",
    {
      guard: (s) => s.n === 0,
      effect: (s) => {
        s.past.log.push(1);
        s.n = 1;
      },
    },
  ],
];

describe("what is done", () => {
  test.for(DEPENDS)("depends on a ghost: %s", ([, what, recipe]) => {
    expect(saying(recipe)).toMatch(/^SpecError: toggles\.test(\(node=node[12].*\))?: .* depends on a ghost\. /);
    expect(saying(recipe)).toContain(what);
  });

  test.for(INDEPENDENT)("does not: %s", ([, recipe]) => {
    const model = modelOf(instance(toggles as Loose, recipe as Loose, { name: "test" }) as Loose);
    expect(byCompiled(model, undefined)).toEqual(byReference(model));
  });
});
