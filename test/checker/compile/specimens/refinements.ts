// Walks that are held against another spec, and that it allows, or does not, in every place.
import {
  type AnySpec,
  type Instance,
  type InstanceOptions,
  instance,
  range,
  refinement,
  spec,
} from "../../../../specs/language/index.ts";
import { up } from "./up.ts";
import type { Violation } from "./violation.ts";

const N = range(0, 9);

const seenAs = (from: number, by: number, height: (n: number) => number) =>
  refinement(instance(up, { from, by }), (s: { n: number }) => ({
    at: { height: height(s.n), marks: [] },
    steps: () => 0,
    seen: [],
  }));

/** A walk that is held against another spec. */
const refined = (constants: { from: number; by: number; half: boolean; wrong: boolean; init: number }) =>
  spec({
    name: "refined",
    state: { n: N },
    init: { n: constants.init },
    actions: {
      up: { params: { d: range(1, 2) }, guard: (s, { d }) => s.n + d < 7, effect: (s, { d }) => void (s.n += d) },
      back: { guard: (s) => s.n === 6, effect: (s) => void (s.n = 0) },
    },
    invariants: { below: (s) => s.n < 6 },
    steps: { forward: (before, after) => before.n < after.n },
    refines: {
      climbs: seenAs(constants.from, constants.by, (n) => (constants.half ? n >> 1 : constants.wrong && n === 4 ? 12 : n)),
      again: seenAs(0, 2, (n) => n),
    },
  });

const refining = (
  constants: Partial<Parameters<typeof refined>[0]>,
  options: InstanceOptions<ReturnType<typeof refined>> = {},
) => instance(refined, { from: 0, by: 1, half: false, wrong: false, init: 0, ...constants }, options);

const IMAGES: Readonly<Record<string, object>> = {
  "no value": { at: { height: 10, marks: [] }, steps: 0, seen: [] },
  "a field too many": { at: { height: 1, marks: [], width: 1 }, steps: 0, seen: [] },
  "a field too few": { at: { height: 1 }, steps: 0, seen: [] },
  "a list too long": { at: { height: 1, marks: [] }, steps: 0, seen: [1, 2] },
  "no list": { at: { height: 1, marks: [] }, steps: 0, seen: 3 },
  "no set": { at: { height: 1, marks: 3 }, steps: 0, seen: [] },
  "a member outside": { at: { height: 1, marks: [1, 10] }, steps: 0, seen: [] },
  nothing: {},
};

/** A mapping that gives what is no state, from the second state on. */
const imaged = ({ how }: { how: string }) =>
  spec({
    name: "imaged",
    state: { n: range(0, 2) },
    init: { n: 0 },
    actions: { up: { guard: (s) => s.n < 2, effect: (s) => void (s.n += 1) } },
    refines: {
      seen: refinement(instance(up, { from: 0, by: 4 }), (s: { n: number }) =>
        s.n < 1 ? { at: { height: 0, marks: [] }, steps: 0, seen: [] } : (IMAGES[how] as never),
      ),
    },
  });

export const refinements: readonly Violation[] = [
  ["refined", refining({ by: 2 })],
  ["not refined by a step", refining({}), ["climbs"]],
  ["nor by a deep one", refining({ half: true, by: 1 }), ["climbs", "again"]],
  ["not refined at first", refining({ from: 1 })],
  ["not refined at first, outside within", refining({ from: 1 }, { within: (s) => s.n > 0 })],
  ["not refined by a step outside within", refining({ by: 2 }, { within: (s) => s.n < 6 && s.n > -1 }), ["climbs", "again"]],
  [
    "refined up to a step outside within",
    refining({ by: 1, half: true }, { within: (s) => s.n < 5 }),
    ["again", "climbs", "below"],
  ],
  ["seen as what is no state", refining({ by: 2, wrong: true })],
  ...Object.keys(IMAGES).map((how) => [`seen as ${how}`, instance(imaged, { how }) as Instance<AnySpec>] as const),
];
