import { Immer, isDraft } from "immer";
import { describe, expect, test } from "vitest";
import { type NetworkSchema, type SetSchema, schemaOf } from "../../../checker/model/schema.ts";
import { plainBag, plainChannels, plainSent, plainSet } from "../../../checker/reference/collections.ts";
import { ids, oneOf, ordered, range, record, sentMessages, setOf, tuple, unordered } from "../../../specs/language/index.ts";
import { observing, type Quantified } from "../../../specs/language/quantify.ts";

const { produce } = new Immer();
const P = ids("p", 3);
const shapes = { Vote: { term: range(0, 3) }, Ping: {} };
const set = (atMost?: number) =>
  schemaOf(setOf(tuple(P, oneOf("b", "a")), atMost === undefined ? {} : { atMost })) as SetSchema;
const sent = schemaOf(sentMessages({ Prepared: { p: P }, Commit: {} }, { atMost: 2 })) as NetworkSchema;
const bag = (whenFull?: "loseNewest") =>
  schemaOf(unordered({ between: P, messages: shapes, atMost: 3, ...(whenFull ? { whenFull } : {}) })) as NetworkSchema;
const queues = (whenFull?: "loseNewest") =>
  schemaOf(ordered({ between: P, messages: shapes, atMost: 2, ...(whenFull ? { whenFull } : {}) })) as NetworkSchema;

const vote = (from: number, to: number, term: number) => ({ type: "Vote", from, to, term });
const ping = (from: number, to: number) => ({ type: "Ping", from, to });
/** Edits a collection as an effect would. */
const edited = <T>(collection: T, edit: (draft: T) => void): T =>
  produce({ collection }, (draft) => edit(draft.collection as T)).collection as T;

describe("a set", () => {
  test("holds its members sorted and once, whatever the order in which they came", () => {
    const one = plainSet(set(), [
      [2, "b"],
      [0, "a"],
      [0, "b"],
      [2, "b"],
    ]);
    expect([...one]).toEqual([
      [0, "b"],
      [0, "a"],
      [2, "b"],
    ]);
    const other = edited(plainSet(set(), []), (draft) => {
      for (const member of [
        [0, "a"],
        [2, "b"],
        [0, "b"],
        [0, "a"],
      ])
        draft.add(member);
    });
    expect([...other]).toEqual([...one]);
    expect([one.size, one.has([0, "a"]), one.has([1, "a"]), one.has([9, "a"])]).toEqual([3, true, false, false]);
  });

  test("is edited in a draft alone, and stays as it was outside", () => {
    const before = plainSet(set(), [
      [0, "b"],
      [1, "b"],
    ]);
    const after = edited(before, (draft) => {
      draft.remove([0, "b"]);
      draft.remove([2, "b"]);
    });
    expect([[...before], [...after]]).toEqual([
      [
        [0, "b"],
        [1, "b"],
      ],
      [[1, "b"]],
    ]);
    expect(edited(before, (draft) => draft.add([1, "b"]))).toBe(before);
    expect([...edited(before, (draft) => draft.assign([[2, "a"]]))]).toEqual([[2, "a"]]);
    expect([...edited(before, (draft) => draft.assign(draft.filter(([p]) => p > 0)))]).toEqual([[1, "b"]]);
    expect(edited(before, (draft) => draft.clear()).size).toBe(0);
    expect(() => before.add([2, "a"])).toThrow(TypeError);
  });

  test("refuses what is outside its domain, and more than its bound", () => {
    const full = plainSet(set(1), [[0, "b"]]);
    expect(() => edited(full, (draft) => draft.add([0, "c"]))).toThrow(
      /setOf\(.*\) was given .*\[1\] is "c", outside oneOf\(b, a\)\. Bound it/,
    );
    expect(() => edited(full, (draft) => draft.add([1, "b"]))).toThrow(
      /is full: \(p2, b\) would be one more than its 1 members\. Raise atMost/,
    );
    expect(() =>
      plainSet(set(1), [
        [0, "b"],
        [1, "b"],
      ]),
    ).toThrow("is full");
    expect(edited(full, (draft) => draft.add([0, "b"]))).toBe(full);
  });
});

describe("sent messages", () => {
  test("grow, stand in declared order, and are found by their fields", () => {
    const messages = edited(plainSent(sent, []), (draft) => {
      draft.add({ type: "Commit" });
      draft.add({ type: "Prepared", p: 1 });
      draft.add({ type: "Commit" });
    });
    expect([...messages]).toEqual([{ type: "Prepared", p: 1 }, { type: "Commit" }]);
    expect(messages.where({ type: "Prepared", p: 1 })).toEqual([{ type: "Prepared", p: 1 }]);
    expect(messages.where({ type: "Prepared", p: 0 })).toEqual([]);
    expect(messages.receivable("Commit")).toEqual([{ type: "Commit" }]);
    expect(() => edited(messages, (draft) => draft.add({ type: "Prepared", p: 2 }))).toThrow("Raise atMost");
  });

  test("elements are never made drafts of", () => {
    const members = schemaOf(setOf(record({ p: P }))) as SetSchema;
    edited(plainSet(members, [{ p: 1 }]), (draft) => {
      for (const member of draft) expect(isDraft(member)).toBe(false);
      expect(isDraft(draft.filter(() => true)[0])).toBe(false);
    });
  });
});

describe("a bag", () => {
  const two = plainBag(bag(), [[vote(0, 1, 2), 2]], "network");

  test("counts copies, and iterates each message once", () => {
    expect([two.size, two.copies(vote(0, 1, 2)), two.copies(vote(0, 1, 1)), [...two].length]).toEqual([2, 2, 0, 1]);
    const after = edited(two, (draft) => {
      draft.send(ping(2, 0));
      draft.consume(vote(0, 1, 2));
    });
    expect([...after.entries()]).toEqual([
      [vote(0, 1, 2), 1],
      [ping(2, 0), 1],
    ]);
    expect([...edited(after, (draft) => draft.consume(ping(2, 0))).entries()]).toEqual([[vote(0, 1, 2), 1]]);
  });

  test("replies to where the request came from", () => {
    const after = edited(two, (draft) => draft.reply(vote(0, 1, 2), { type: "Ping" }));
    expect([...after.entries()]).toEqual([
      [vote(0, 1, 2), 1],
      [ping(1, 0), 1],
    ]);
  });

  test("refuses to overflow unless it loses the newest, and to consume what is not there", () => {
    const fill = (whenFull?: "loseNewest") =>
      edited(plainBag(bag(whenFull), [[ping(0, 1), 2]], "network"), (draft) => {
        draft.send(ping(1, 0));
        draft.send(ping(2, 0));
      });
    expect(() => fill()).toThrow(
      "network is full: Ping(from=p3, to=p1) would be one more than the 3 that can be in flight. Raise atMost, or bound it in a guard or in within.",
    );
    expect([...fill("loseNewest").entries()]).toEqual([
      [ping(0, 1), 2],
      [ping(1, 0), 1],
    ]);
    expect(() => edited(two, (draft) => draft.consume(ping(0, 1)))).toThrow(
      "network was asked to consume Ping(from=p1, to=p2), which is not in flight",
    );
    expect(() => edited(two, (draft) => draft.send(vote(0, 1, 9)))).toThrow("where Vote.term is 9, outside range(0, 3)");
  });
});

describe("channels", () => {
  const some = plainChannels(queues(), [vote(1, 0, 2), ping(0, 1), vote(1, 0, 1)], "network");

  test("keep each queue's order, and yield by sender and receiver", () => {
    expect([...some]).toEqual([ping(0, 1), vote(1, 0, 2), vote(1, 0, 1)]);
    expect(some.receivable()).toEqual([ping(0, 1), vote(1, 0, 2)]);
    expect(some.receivable("Vote")).toEqual([vote(1, 0, 2)]);
    expect([some.has(vote(1, 0, 1)), some.has(vote(0, 1, 1)), some.copies(vote(1, 0, 2))]).toEqual([true, false, 1]);
  });

  test("hold a message more than once, and ask by fields for each once", () => {
    const twice = plainChannels(queues(), [ping(0, 1), ping(0, 1)], "network");
    expect([[...twice].length, twice.copies(ping(0, 1)), twice.where({ type: "Ping" }).length, twice.size]).toEqual([
      2, 2, 1, 2,
    ]);
    expect([...edited(twice, (draft) => draft.consume(ping(0, 1)))]).toEqual([ping(0, 1)]);
  });

  test("let only the first of a queue be consumed, and hold so many a queue", () => {
    const after = edited(some, (draft) => draft.consume(vote(1, 0, 2)));
    expect([...after]).toEqual([ping(0, 1), vote(1, 0, 1)]);
    expect(() => edited(some, (draft) => draft.consume(vote(1, 0, 1)))).toThrow("which is not the first of its queue");
    expect(() => edited(some, (draft) => draft.consume(ping(2, 2)))).toThrow("which is not the first of its queue");
    expect(() => edited(some, (draft) => draft.send(ping(1, 0)))).toThrow("one more than the 2 of the queue from p2 to p1");
    expect([...edited(some, (draft) => draft.send(ping(0, 1)))]).toEqual([
      ping(0, 1),
      ping(0, 1),
      vote(1, 0, 2),
      vote(1, 0, 1),
    ]);
    const lossy = plainChannels(queues("loseNewest"), [ping(0, 1), ping(0, 1)], "network");
    expect(edited(lossy, (draft) => draft.send(vote(0, 1, 0)))).toBe(lossy);
  });
});

test("quantifiers tell of themselves, under the name of the set or of the network's variable", () => {
  const told: Quantified[] = [];
  observing(
    (quantified) => void told.push(quantified),
    () => {
      plainSet(set(), [[0, "a"]]).some(() => true);
      plainBag(bag(), [[ping(0, 1), 1]], "network").every((m) => m.from > 0);
    },
  );
  expect(told.map(({ over, quantifier, result, because }) => [over, quantifier, result, because])).toEqual([
    ["setOf(tuple(p, oneOf(b, a)))", "some", true, [[0, "a"]]],
    ["network", "every", false, [ping(0, 1)]],
  ]);
});
