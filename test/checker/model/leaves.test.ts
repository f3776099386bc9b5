import { expect, test } from "vitest";
import { isEnumeration, leavesOf } from "../../../checker/model/leaves.ts";
import { schemaOf } from "../../../checker/model/schema.ts";
import { build } from "../../../checker/reference/build.ts";
import { boolean, ids, listOf, mapOf, oneOf, optional, range, record, setOf } from "../../../specs/language/index.ts";

const P = ids("p", 2);
const state = {
  node: mapOf(P, record({ role: oneOf("a", "b"), log: listOf(P, { atMost: 1 }), next: mapOf(range(1, 2), boolean) })),
  up: setOf(P),
  mode: optional(oneOf("x")),
};
const variables = Object.entries(state).map(([name, type]) => ({ name, schema: schemaOf(type) }));

test("are the places read as a whole, each with its path, the path that all share, and its value", () => {
  const plain = build(
    variables,
    { node: (p: number) => ({ role: p === 0 ? "a" : "b", log: [p], next: (i: number) => i > 1 }), up: [], mode: null },
    "init",
  );
  const found = leavesOf(variables).map(({ path, group, schema, read }) => [path, group, isEnumeration(schema), read(plain)]);
  const of = (p: number, role: string) => [
    [`node[p${p}].role`, "node[].role", true, role],
    [`node[p${p}].log`, "node[].log", false, [p - 1]],
    [`node[p${p}].next[1]`, "node[].next[]", false, false],
    [`node[p${p}].next[2]`, "node[].next[]", false, true],
  ];
  expect(found).toEqual([...of(1, "a"), ...of(2, "b"), ["up", "up", false, plain.up], ["mode", "mode", false, null]]);
});
