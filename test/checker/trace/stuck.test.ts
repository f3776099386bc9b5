import { expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import { resultText } from "../../../checker/report/result-text.ts";
import { ids, instance, mapOf, oneOf, optional, spec, unordered } from "../../../specs/language/index.ts";

const locked = () => {
  const Node = ids("node", 2);
  const network = unordered({ between: Node, messages: { Ask: {} }, atMost: 1 });
  return spec({
    name: "locked",
    state: { node: mapOf(Node, oneOf("idle", "held", "down")), owner: optional(Node), network },
    init: { node: "idle", owner: null, network: [] },
    actions: {
      take: {
        params: { n: Node },
        guard: { idle: (s, { n }) => s.node[n] === "idle", free: (s) => s.owner === null },
        effect: (s, { n }) => {
          s.owner = n;
          s.node[n] = "held";
        },
      },
      rest: {
        params: { n: Node },
        guard: (s, { n }) => s.node[n] === "down",
        effect: (s, { n }) => {
          s.node[n] = "idle";
        },
      },
      receive: { params: { m: network.any("Ask") }, effect: (s, { m }) => void s.network.consume(m) },
      crash: {
        environment: true,
        params: { n: Node },
        guard: (s, { n }) => s.node[n] === "held",
        effect: (s, { n }) => {
          s.node[n] = "down";
        },
      },
    },
  });
};

test.each(["compiled", "reference"] as const)("a deadlock says what refuses each action, by the %s engine", async (engine) => {
  const one = instance(locked, {});
  const result = await check(one, { engine });
  expect(result.violations[0].why).toEqual({
    because: [],
    environment: [{ action: "crash", args: { n: "node1" } }],
    refused: [
      { action: "take", condition: "idle", text: expect.stringContaining("s.node[n]"), choices: 1 },
      { action: "take", condition: "free", text: expect.stringContaining("s.owner"), choices: 1 },
      { action: "rest", text: expect.stringContaining("s.node[n]"), choices: 2 },
      { action: "receive", choices: 0 },
    ],
  });
  const lines = resultText(result, one).split("\n");
  const at = lines.indexOf("    each action is refused");
  expect(lines.slice(at - 1, at + 5)).toEqual([
    "    the environment still could: crash(node1)",
    "    each action is refused",
    '      take     idle: (s, { n }) => s.node[n] === "idle"',
    "      take     free: (s) => s.owner === null",
    '      rest     (s, { n }) => s.node[n] === "down" (2 times)',
    "      receive  has nothing to be done with",
  ]);
});
