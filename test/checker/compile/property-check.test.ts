// A property that hangs on which object holds a value is told, by a compiled run, from one that hangs on the value.
import { expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import type { Loose } from "../../../checker/model/model.ts";
import { modelOf } from "../../../checker/model/model-of.ts";
import {
  eventually,
  ids,
  instance,
  listOf,
  mapOf,
  range,
  record,
  refinement,
  setOf,
  spec,
} from "../../../specs/language/index.ts";
import { byCompiled, byReference, UNLIMITED } from "./summary.ts";

const NODE = ids("node", 2);

/** Nodes that log, and a clock that changes no log. */
const logs = (properties: object) =>
  spec({
    name: "logs",
    state: {
      node: mapOf(NODE, record({ log: listOf(range(0, 1), { atMost: 2 }), latest: record({ n: range(0, 2) }) })),
      heard: setOf(NODE),
      time: range(0, 2),
    },
    init: { node: { log: [], latest: { n: 0 } }, heard: [], time: 0 },
    actions: {
      write: {
        params: { node: NODE, value: range(0, 1) },
        guard: (s, { node }) => s.node[node].log.length < 2,
        effect: (s, { node, value }) => {
          s.node[node].log.push(value);
          s.heard.add(node);
        },
      },
      tick: { guard: (s) => s.time < 2, effect: (s) => void s.time++ },
    },
    ...properties,
  });

const instanceWith = (properties: object) => instance(logs, properties, { deadlockAllowed: "it ends" });

const [one, other] = NODE.values;

test.each<[string, string, object]>([
  [
    "a list before and after a step",
    "kept says of the same values at the end of a run",
    { steps: { kept: (b: Loose, a: Loose, { name }: Loose) => name !== "tick" || b.node[one].log === a.node[one].log } },
  ],
  [
    "a record before and after a step",
    "kept says of the same values at the end of a run",
    { steps: { kept: (b: Loose, a: Loose) => b.node[other].latest === a.node[other].latest } },
  ],
  [
    "a set before and after a step",
    "kept says of the same values at the end of a run",
    { steps: { kept: (b: Loose, a: Loose, { name }: Loose) => name !== "tick" || b.heard === a.heard } },
  ],
  [
    "a set that is another after each step",
    "renewed says of the same values of the step logs.tick()",
    { steps: { renewed: (b: Loose, a: Loose, { name }: Loose) => name === "write" || b.heard !== a.heard } },
  ],
  [
    "what a record has of its own",
    "named says of the same values at the end of a run",
    { invariants: { named: (s: Loose) => Object.hasOwn(s.node[one].latest, "n") } },
  ],
  [
    "a promise",
    "named says of the same values of a state",
    { liveness: { named: eventually((s: Loose) => Object.hasOwn(s.node[one].latest, "n")) } },
  ],
  [
    "what a record has of its own, of a witness",
    "named says of the same values of a state",
    { witnesses: { named: (s: Loose) => Object.hasOwn(s.node[one].latest, "n") } },
  ],
])("%s is no value", async (_, says, properties) => {
  const { verdict, message } = await check(instanceWith(properties));
  expect(verdict).toBe("error");
  expect(message).toContain(`logs: ${says}`);
});

test.each([false, true])("a mapping that hangs on which object it is given, symmetry %s", async (symmetry) => {
  const lamp = spec({
    name: "lamp",
    state: { lit: range(0, 1) },
    init: { lit: 0 },
    actions: { stay: { effect: (s) => void (s.lit = 0) } },
  });
  const named = (s: Loose) => ({ lit: Object.hasOwn(s.node[one].latest, "n") ? 1 : 0 });
  const refines = { lamp: refinement(instance(() => lamp, {}) as Loose, named as Loose) };
  const { verdict, message } = await check(instanceWith({ symmetric: [NODE], refines }), { symmetry });
  expect({ verdict, message }).toEqual({
    verdict: "error",
    message: expect.stringContaining("logs: the mapping of lamp says of the same values of a state once yes and once no"),
  });
});

const same = (one: readonly number[], other: readonly number[]) =>
  one.length === other.length && one.every((n, i) => n === other[i]);

test.each<[string, object]>([
  [
    "by their elements",
    { steps: { kept: (b: Loose, a: Loose, { name }: Loose) => name !== "tick" || same(b.node[one].log, a.node[one].log) } },
  ],
  [
    "by what they hold, wherever it is",
    { invariants: { alike: (s: Loose) => s.node[one].latest.n === s.node[other].latest.n } },
  ],
  [
    "an error, in both",
    {
      witnesses: {
        early: (s: Loose) => {
          if (s.time > 1) throw new RangeError("too late");
          return s.time === 1;
        },
      },
    },
  ],
])("values are compared %s", (_, properties) => {
  const model = modelOf(instanceWith(properties));
  expect(byCompiled(model, undefined, UNLIMITED)).toEqual(byReference(model, UNLIMITED));
});
