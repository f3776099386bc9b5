// Small specs and implementations by chance, as tables: what follows from each state under each action.
import fc from "fast-check";
import { type ConformSystem, instance, type Mapping, oneOf, range, spec, unobserved } from "../../../checker/index.ts";

/** By action, by state: where it leads, and what colour each state is. */
export interface Tables {
  readonly colours: readonly number[];
  readonly actions: readonly (readonly (readonly number[])[])[];
}
export type WayHint = "stutter" | "anything" | readonly number[];
/** An edge of an implementation, and the ways in which the spec may follow it, each some of its actions in order. */
export interface ImplEdge {
  readonly to: number;
  readonly ways: readonly WayHint[];
}
export interface Case {
  readonly spec: Tables;
  /** By state: its colour, or that it cannot be seen. */
  readonly colours: readonly (number | undefined)[];
  readonly edges: readonly (readonly ImplEdge[])[];
  readonly hidden: readonly number[];
  readonly maxHidden: number;
}

const COLOURS = ["red", "green", "blue"] as const;
const NAMES = ["a", "b", "c"] as const;

/** A spec whose actions go where its tables say; only the colour of its states is seen. */
const tabled = ({ size, tables }: { size: number; tables: string }) => {
  const { colours, actions } = JSON.parse(tables) as Tables;
  const To = range(0, size - 1);
  const action = (i: number) => ({
    params: { to: To },
    guard: { known: (s: { readonly at: number }, { to }: { readonly to: number }) => actions[i][s.at].includes(to) },
    effect: (s: { at: number; colour: (typeof COLOURS)[number] }, { to }: { readonly to: number }): undefined => {
      s.at = to;
      s.colour = COLOURS[colours[to]];
    },
  });
  return spec({
    name: "tabled",
    state: { at: To, colour: oneOf(...COLOURS) },
    init: { at: 0, colour: COLOURS[colours[0]] },
    actions: { a: action(0), b: action(1), c: action(2) },
  });
};
type Tabled = ReturnType<typeof tabled>;

export const instanceOf = ({ spec: tables }: Case) =>
  instance(tabled, { size: tables.colours.length, tables: JSON.stringify(tables) }, { name: "random" });

interface Edge {
  readonly action: "edge";
  readonly args: ImplEdge;
}

export const systemOf = ({ edges }: Case): ConformSystem<number, Edge> => ({
  initial: () => [0],
  key: String,
  *successors(state) {
    for (const args of edges[state]) yield { action: "edge", args, state: args.to };
  },
});

export const mappingOf = ({ colours, hidden, maxHidden }: Case): Mapping<Tabled, number, Edge> => ({
  view: (state) => ({ at: unobserved, colour: colours[state] === undefined ? unobserved : COLOURS[colours[state]] }),
  actions: {
    edge: ({ ways }) =>
      ways.map((way) => {
        if (way === "anything") return unobserved;
        return way === "stutter" ? "stutter" : { inOrder: way.map((action) => NAMES[action]) };
      }),
  },
  hidden: hidden.map((action) => NAMES[action]),
  maxHidden,
});

const below = (size: number) => fc.nat({ max: size - 1 });

export const cases: fc.Arbitrary<Case> = fc
  .record({ size: fc.integer({ min: 1, max: 5 }), states: fc.integer({ min: 1, max: 5 }) })
  .chain(({ size, states }) => {
    const targets = fc.uniqueArray(below(size), { maxLength: 3 });
    const colour = below(2);
    const way = fc.oneof(
      { weight: 1, arbitrary: fc.constant<WayHint>("stutter") },
      { weight: 1, arbitrary: fc.constant<WayHint>("anything") },
      { weight: 4, arbitrary: fc.array(below(3), { minLength: 1, maxLength: 2 }) },
    );
    const edge = fc.record({ to: below(states), ways: fc.array(way, { minLength: 1, maxLength: 2, size: "-1" }) });
    return fc.record({
      spec: fc.record({
        colours: fc.array(colour, { minLength: size, maxLength: size }),
        actions: fc.array(fc.array(targets, { minLength: size, maxLength: size }), { minLength: 3, maxLength: 3 }),
      }),
      colours: fc.array(fc.option(colour, { nil: undefined, freq: 6 }), { minLength: states, maxLength: states }),
      edges: fc.array(fc.array(edge, { maxLength: 2 }), { minLength: states, maxLength: states }),
      hidden: fc.uniqueArray(below(3), { maxLength: 2 }),
      maxHidden: below(3),
    });
  });
