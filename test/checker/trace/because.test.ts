import { describe, expect, test } from "vitest";
import { modelOf } from "../../../checker/model/model-of.ts";
import { type NetworkSchema, type SetSchema, schemaOf } from "../../../checker/model/schema.ts";
import { plainSent, plainSet } from "../../../checker/reference/collections.ts";
import { becauseOf } from "../../../checker/trace/because.ts";
import { valuesByTitle } from "../../../checker/trace/values-by-title.ts";
import {
  ids,
  instance,
  majorities,
  mapOf,
  oneOf,
  range,
  record,
  sentMessages,
  setOf,
  spec,
} from "../../../specs/language/index.ts";

const P = ids("p", 3);
const Quorum = majorities(P);
const votes = setOf(record({ p: P, term: range(0, 3) }));
const sent = sentMessages({ Vote: { p: P } });
const sample = () =>
  spec({
    name: "sample",
    state: { role: mapOf(P, oneOf("idle", "leader")), votes, sent },
    init: { role: "idle", votes: [], sent: [] },
    actions: { stay: { params: { term: range(0, 3) }, effect: () => undefined } },
  });
const valueOf = valuesByTitle(modelOf(instance(sample, {})));
const because = (predicate: () => unknown) =>
  becauseOf(predicate, valueOf).map(({ quantifier, over, result, values }) => [quantifier, over, result, values]);

describe("the quantifiers that decided a predicate", () => {
  test("are told with their values as JSON", () => {
    expect(because(() => P.some((p) => String(p) === "1") && P.every((p) => String(p) !== "2"))).toEqual([
      ["some", "p", true, ["p2"]],
      ["every", "p", false, ["p3"]],
    ]);
    expect(because(() => P.some(() => false))).toEqual([["some", "p", false, []]]);
    expect(because(() => P.filter((p) => String(p) !== "0").length === 1)).toEqual([["filter", "p", 2, ["p2", "p3"]]]);
    expect(because(() => range(0, 3).count((n) => n > 1) === 0)).toEqual([["count", "range(0, 3)", 2, [2, 3]]]);
  });

  test("stand before those within, which are told for the deciding value alone", () => {
    const found = because(() => P.every((p) => P.every((q) => String(p) !== "1" || String(q) !== "2")));
    expect(found).toEqual([
      ["every", "p", false, ["p2"]],
      ["every", "p", false, ["p3"]],
    ]);
  });

  test("are found within helpers, too", () => {
    const isQuorum = (of: (p: (typeof P.values)[number]) => boolean) => P.count((p) => of(p)) * 2 > P.size;
    const found = because(() => P.some((leader) => isQuorum((p) => String(p) >= String(leader)) && String(leader) === "1"));
    expect(found).toEqual([
      ["some", "p", true, ["p2"]],
      ["count", "p", 2, ["p2", "p3"]],
    ]);
  });

  test("name quorums, members of sets and messages as the domains do that they are of", () => {
    const set = plainSet(schemaOf(votes) as SetSchema, [{ p: 1, term: 2 }]);
    const messages = plainSent(schemaOf(sent) as NetworkSchema, [{ type: "Vote", p: 2 }], "sent");
    expect(because(() => Quorum.some((quorum) => quorum.length === 3))).toEqual([
      ["some", "majorities(p)", true, [["p1", "p2", "p3"]]],
    ]);
    expect(because(() => set.some((vote) => vote.term > 1))).toEqual([["some", "setOf(record)", true, [{ p: "p2", term: 2 }]]]);
    expect(because(() => messages.every((m) => m.p === 0))).toEqual([["every", "sent", false, [{ type: "Vote", p: "p3" }]]]);
  });

  test("are given in their own words, in one line", () => {
    const [first] = becauseOf(() => P.every((p) => String(p) === "0"), valueOf);
    expect(first.predicate).toMatch(/^\(?p\)? => String\(p\) === "0"$/);
  });

  test("are told as far as they went when the predicate fails", () => {
    const failing = () => {
      P.some(() => true);
      throw new Error("too far");
    };
    expect(because(failing)).toEqual([["some", "p", true, ["p1"]]]);
  });
});
