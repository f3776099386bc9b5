import { expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import { type AnySpec, ids, instance, mapOf, optional, range, record, setOf, spec } from "../../../specs/language/index.ts";

/** One node at a time is on; who began is told by a variable that no step writes, and by a set that one never reads. */
const one = instance(() => {
  const Node = ids("node", 3);
  return spec({
    name: "one",
    symmetric: [Node],
    state: {
      node: mapOf(Node, record({ isOn: range(0, 1), idle: range(0, 1) })),
      slot: mapOf(range(0, 1), range(0, 1)),
      began: optional(Node),
      others: setOf(Node),
      nobody: optional(Node),
    },
    init: {
      params: { began: Node },
      state: ({ began }) => ({
        node: { isOn: 0, idle: 0 },
        slot: 0,
        began,
        others: Node.filter((node) => node !== began),
        nobody: null,
      }),
    },
    actions: {
      turnOn: {
        params: { n: Node },
        guard: (s) => Node.every((node) => s.node[node].isOn === 0),
        effect: (s, { n }) => {
          s.node[n].isOn = 1;
          s.slot[0] = 1;
        },
      },
      turnOff: {
        params: { n: Node },
        guard: (s, { n }) => s.node[n].isOn === 1,
        effect: (s, { n }) => {
          s.node[n].isOn = 0;
        },
      },
    },
  }) as AnySpec;
}, {});

test.each(["compiled", "reference"] as const)(
  "what never changed is the same up to symmetry, by the %s engine",
  async (engine) => {
    const never = ["node[node1].idle", "node[node2].idle", "node[node3].idle", "slot[1]", "nobody"];
    for (const symmetry of [false, true]) {
      const { verdict, strength } = await check(one, { engine, symmetry });
      expect({ symmetry, verdict, never: strength?.variablesNeverChanged }).toEqual({ symmetry, verdict: "verified", never });
    }
  },
);
