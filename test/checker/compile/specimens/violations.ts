// Small specs that are violated in every way and place, and some that end in an error where a property is asked.
import {
  type AnySpec,
  boolean,
  type Instance,
  type InstanceOptions,
  ids,
  implies,
  instance,
  listOf,
  mapOf,
  oneOf,
  optional,
  ordered,
  range,
  record,
  refinement,
  setOf,
  spec,
  variants,
} from "../../../../specs/language/index.ts";
import { up } from "./up.ts";
import type { Violation } from "./violation.ts";

const N = range(0, 9);

/** Walks by one and by two, or stays where it is; every kind of property has something to say. */
const walk = (constants: { most: number }) =>
  spec({
    name: "walk",
    state: { n: N, last: boolean },
    init: { params: { n: range(0, 2), last: boolean }, state: ({ n, last }) => ({ n, last: last && n === 2 }) },
    actions: {
      by: { params: { d: range(1, 2) }, guard: (s, { d }) => s.n + d <= constants.most, effect: (s, { d }) => void (s.n += d) },
      stay: { environment: true, effect: () => undefined },
      turn: { environment: true, guard: (s) => s.n > 3, effect: (s) => void (s.last = !s.last) },
    },
    invariants: {
      low: (s) => s.n < 8,
      // The greater successor comes second and is the only one to break the first property that is declared.
      notFive: (s) => s.n !== 5,
      notFour: (s) => s.n !== 4,
      started: (s) => s.n !== 2 || !s.last,
      one: (s) => s.n !== 1,
      zero: (s) => s.n !== 0 || s.last,
      later: implies(
        (s) => s.n > 6,
        (s) => !s.last,
      ),
    },
    steps: {
      moves: (before, after) => before.n !== after.n || before.last !== after.last,
      short: (before, after) => after.n - before.n < 2,
      notByTwo: (before, _after, action) => action.name !== "by" || action.args.d === 1 || before.n < 3,
      turnsLate: (before, after) => before.last === after.last || before.n > 5,
    },
    witnesses: { atFirst: (s) => s.n === 1, six: (s) => s.n === 6, never: (s) => s.n === 9 && s.last },
    terminal: (s) => s.n === 7,
  });

type Walk = ReturnType<typeof walk>;
const walking = (most: number, options: InstanceOptions<Walk> = {}) => instance(walk, { most }, options);

const NODE = ids("node", 2);
const LONG = oneOf(...Array.from({ length: 300 }, (_, i) => `w${i}`));

/** Much that never changes or is never seen, in every kind of variable. */
const idle = () => {
  const line = ordered({ between: NODE, messages: { Word: { word: oneOf("x", "y") } }, atMost: 1 });
  return spec({
    name: "idle",
    state: {
      n: range(0, 2),
      long: LONG,
      colours: mapOf(NODE, oneOf("red", "green", "blue")),
      bySide: mapOf(
        oneOf("l", "r"),
        record({ colour: oneOf("red", "green"), set: setOf(N), wide: setOf(range(0, 999), { atMost: 2 }) }),
      ),
      lists: mapOf(range(-1, 0), listOf(oneOf("p", "q"), { atMost: 2 })),
      option: optional(oneOf("s", "t")),
      tagged: variants({ A: { x: oneOf("u", "v") }, B: {} }),
      line,
    },
    init: {
      n: 0,
      long: "w0",
      colours: "red",
      bySide: { colour: "red", set: [1], wide: [5] },
      lists: ["p"],
      option: null,
      tagged: { type: "B" },
      line: [],
    },
    actions: {
      step: {
        guard: { notDone: (s) => s.n < 2, always: () => true, alsoAlways: (s) => s.n >= 0 },
        effect: (s) => {
          s.n += 1;
          s.long = s.n === 1 ? "w299" : "w257";
          if (s.n === 2) s.colours[NODE.values[1]] = "blue";
          s.bySide.l.colour = "green";
          s.bySide.r.set.add(2);
          s.lists[-1].push("q");
          s.lists[-1].pop();
        },
      },
      never: { params: { m: line.any() }, guard: { unasked: () => true }, effect: () => undefined },
      blocked: { params: { node: NODE }, guard: { no: () => false, unasked: () => true }, effect: () => undefined },
    },
    invariants: {
      whenOne: implies(
        (s) => s.n === 1,
        () => true,
      ),
      whenTwo: implies(
        (s) => s.n === 2,
        (s) => s.n > 1,
      ),
      whenThree: implies(
        (s) => s.n > 2,
        () => true,
      ),
      always: () => true,
    },
    terminal: (s) => s.n === 2,
  });
};

/** Recipes that read nothing are known, and code, long before what they lead to is violated: in which order must still be right. */
const known = (constants: { until: number }) =>
  spec({
    name: "known",
    state: { k: range(0, constants.until), a: boolean, b: boolean },
    init: { k: 0, a: false, b: false },
    actions: {
      setA: { effect: (s) => void (s.a = true) },
      setB: { effect: (s) => void (s.b = true) },
      tick: {
        guard: (s) => s.k < constants.until,
        effect: (s) => {
          s.k += 1;
          s.a = false;
          s.b = false;
        },
      },
    },
    invariants: {
      notB: (s) => !s.b || s.k < constants.until,
      notA: (s) => !s.a || s.k < constants.until,
    },
  });

const bad = (value: unknown) => value as boolean;

/** One question that gives no answer, asked as each kind there is. */
const unanswered = (constants: { what: string; how: string }) => {
  const says = (what: string, n: number): boolean => {
    if (what !== constants.what || n < 2) return true;
    if (constants.how === "throws") throw new RangeError("no answer");
    return bad(constants.how);
  };
  return spec({
    name: "unanswered",
    state: { n: range(0, 4) },
    init: { n: 0 },
    actions: {
      up: { guard: (s) => s.n < 4 && says("guard", s.n), effect: (s) => void (s.n += 1) },
      late: { guard: { named: (s) => says("condition", s.n) && constants.what !== "terminal" }, effect: (s) => void (s.n = 0) },
      drawn: {
        params: { d: { of: range(0, 1), from: (s) => (says("from", s.n) ? [0] : [3]) } },
        guard: () => false,
        effect: () => undefined,
      },
    },
    invariants: { invariant: (s) => says("invariant", s.n) },
    steps: { step: (_before, after) => says("step", after.n) },
    witnesses: { witness: (s) => says("witness", s.n) && s.n === 9 },
    refines: {
      seen: refinement(instance(up, { from: 0, by: 4 }), (s: { n: number }) => ({
        at: { height: says("mapping", s.n) ? 0 : 99, marks: [] },
        steps: () => 0,
        seen: [],
      })),
    },
    terminal: (s) => says("terminal", s.n),
  });
};

const WHERE = ["guard", "condition", "from", "invariant", "step", "witness", "terminal", "mapping"] as const;

export const violations: readonly Violation[] = [
  ["all at once", walking(9)],
  [
    "the second successor breaks the first invariant",
    walking(9, { init: { n: 3, last: false } }),
    ["low", "notFive", "notFour"],
  ],
  ["the same, declared the other way round", walking(9, { init: { n: 3, last: false } }), ["notFour", "notFive"]],
  ["among initial states", walking(9), ["started", "one"]],
  ["initial states outside", walking(9, { within: { notOne: (s) => s.n !== 1, notTwo: (s) => !s.last } }), ["started", "one"]],
  ["initial states outside and inside", walking(9, { within: { notZero: (s) => s.n > 0 } }), ["one", "zero"]],
  ["a step that changes nothing", walking(3, { init: { n: 3, last: false } }), ["moves"]],
  ["steps and invariants on one step", walking(9, { init: { n: 3, last: false } }), ["short", "notByTwo", "notFive"]],
  ["steps by what was done", walking(9, { init: { n: 0, last: false } }), ["notByTwo"]],
  ["steps by both states", walking(9, { init: { n: 0, last: false } }), ["turnsLate"]],
  ["only deep", walking(9), ["low"]],
  ["outside within", walking(9, { within: (s) => s.n < 5 }), ["notFive", "later", "six"]],
  [
    "outside within, deep",
    walking(9, { within: { low: (s) => s.n < 8, even: (s) => !s.last || s.n % 2 === 0 } }),
    ["low", "later"],
  ],
  ["a step outside within", walking(9, { within: (s) => s.n < 4 }), ["short"]],
  [
    "steps not allowed",
    walking(9, { allow: { short: (b, a) => a.n - b.n < 2, up: (b, a) => a.last === b.last } }),
    ["short", "six"],
  ],
  ["allowed by name", walking(9, { allow: (_b, _a, action) => action.name !== "by" || action.args.d === 2 }), ["notFive"]],
  ["deadlock", walking(3)],
  ["deadlock alone", walking(4), ["deadlock"]],
  ["a terminal state is no deadlock", walking(7), ["deadlock", "atFirst"]],
  ["deadlock and more beyond", walking(5, { init: { n: 4, last: false } }), ["deadlock", "turnsLate"]],
  ["nothing within", walking(9, { within: () => false })],
  ["two by known recipes", instance(known, { until: 3 })],
  ["two by known recipes, late", instance(known, { until: 40 })],
  ["never changed, never seen", instance(idle, {})],
  ["never seen within", instance(idle, {}, { within: (s) => s.n < 1 })],
  ...WHERE.flatMap((what) =>
    ["throws", "maybe"].map((how) => [`${what} ${how}`, instance(unanswered, { what, how }) as Instance<AnySpec>] as const),
  ),
];
