import { describe, expect, test } from "vitest";
import type { Presumed } from "../../../../impl/commit/two-phase-commit/variants.ts";
import { aborted, ack, committed, inquiry, no, Site, told, transfer, tx, vote } from "./transcript.ts";

const asked = (presumed: Presumed, more = {}) => {
  const site = new Site("c", { presumed });
  site.asked(1, transfer("t", more));
  site.durable(site.state.lsn);
  return site;
};

describe("a transfer that commits", () => {
  test("abort presumed: the decision is forced, acknowledged and ended", () => {
    const site = new Site("c");
    expect(site.asked(1, transfer("t"))).toEqual([
      "append 1: started 1",
      "a after 1: Prepare 1.1 low 1.1 x-5 (a b)",
      "b after 1: Prepare 1.1 low 1.1 y+5 (a b)",
      "set transaction 1.1 500-1000",
    ]);
    expect(site.durable(1)).toEqual([]);
    expect(site.hears("a", vote("yes"))).toEqual([]);
    expect(site.hears("b", vote("yes"))).toEqual([
      "append 2: decided 1.1 t: committed",
      "s#1 after 2: committed",
      "a after 2: Decision 1.1 commit",
      "b after 2: Decision 1.1 commit",
      "set transaction 1.1 200-400",
    ]);
    expect(site.durable(2)).toEqual([]);
    expect(site.hears("a", ack())).toEqual([]);
    expect(site.hears("a", ack())).toEqual([]);
    expect(site.hears("b", ack())).toEqual(["append 3: end 1.1", "cancel transaction 1.1"]);
    expect(site.hears("b", inquiry())).toEqual(["b after 0: Decision 1.1 abort"]);
  });

  test("commit presumed: who is asked is forced first; the decision is forgotten once it is told", () => {
    const site = new Site("c", { presumed: "commit" });
    expect(site.asked(1, transfer("t"))).toEqual([
      "append 1: started 1",
      "append 2: collecting 1.1 t",
      "a after 2: Prepare 1.1 low 1.1 x-5 (a b)",
      "b after 2: Prepare 1.1 low 1.1 y+5 (a b)",
      "set transaction 1.1 500-1000",
    ]);
    site.durable(2);
    site.hears("a", vote("yes"));
    expect(site.hears("b", vote("yes"))).toEqual([
      "append 3: decided 1.1 t: committed",
      "s#1 after 3: committed",
      "a after 3: Decision 1.1 commit",
      "b after 3: Decision 1.1 commit",
    ]);
    expect(site.hears("a", inquiry())).toEqual(["a after 3: Decision 1.1 commit"]);
    expect(site.durable(3)).toEqual(["cancel transaction 1.1"]);
    expect(site.hears("a", inquiry())).toEqual(["a after 0: Decision 1.1 commit"]);
  });

  test("a store that has only read is not told", () => {
    const site = asked("abort", {
      to: { store: "a", account: "y" },
      provided: [{ store: "b", account: "z", atLeast: 3 }],
    });
    expect(site.hears("b", vote("readOnly"))).toEqual([]);
    expect(site.hears("a", vote("yes"))).toContain("a after 2: Decision 1.1 commit");
    site.durable(2);
    expect(site.hears("b", ack())).toEqual([]);
    expect(site.hears("a", ack())).toContain("append 3: end 1.1");
  });
});

describe("a transfer that aborts", () => {
  const late = "s#1 after 2: aborted (insufficient funds at b)";
  test.each<[Presumed, string[], string[]]>([
    ["abort", ["append 2: decided 1.1 t: aborted (insufficient funds at b)", late, "a after 0: Decision 1.1 abort"], []],
    [
      "nothing",
      [
        "append 2: decided 1.1 t: aborted (insufficient funds at b)",
        late,
        "a after 2: Decision 1.1 abort",
        "set transaction 1.1 200-400",
      ],
      ["append 3: end 1.1", "cancel transaction 1.1"],
    ],
    [
      "commit",
      ["s#1 after 0: aborted (insufficient funds at b)", "a after 0: Decision 1.1 abort", "set transaction 1.1 200-400"],
      ["append 3: end 1.1", "cancel transaction 1.1"],
    ],
  ])("%s presumed", (presumed, decided, ended) => {
    const site = asked(presumed);
    expect(site.hears("b", no())).toEqual(decided);
    site.durable(site.state.lsn);
    expect(site.hears("a", vote("yes"))).toEqual([]);
    expect(site.hears("a", ack())).toEqual(ended);
  });

  test("when a store is not heard in time; then the rest is told again until it acknowledges", () => {
    const site = asked("nothing");
    site.hears("a", vote("yes"));
    expect(site.fires()).toEqual([
      "append 2: decided 1.1 t: aborted (timeout at b)",
      "s#1 after 2: aborted (timeout at b)",
      "a after 2: Decision 1.1 abort",
      "b after 2: Decision 1.1 abort",
      "set transaction 1.1 200-400",
    ]);
    site.durable(2);
    site.hears("a", ack());
    expect(site.fires()).toEqual(["b after 2: Decision 1.1 abort", "set transaction 1.1 200-400"]);
    expect(site.hears("b", ack())).toEqual(["append 3: end 1.1", "cancel transaction 1.1"]);
    expect(site.fires()).toEqual([]);
  });

  test("not before the question has left", () => {
    const site = new Site("c");
    site.asked(1, transfer("t"));
    expect(site.fires()).toEqual(["set transaction 1.1 500-1000"]);
  });
});

describe("votes and inquiries", () => {
  test("a vote that comes twice counts once, and one that was never asked for is rejected", () => {
    const site = asked("abort");
    expect([site.hears("a", vote("yes")), site.hears("a", vote("yes"))]).toEqual([[], []]);
    const within = asked("abort", { to: { store: "a", account: "z" } });
    expect(within.hears("b", vote("yes"))).toEqual(["reject b: transaction 1.1 is none of this store"]);
    expect(within.hears("z", vote("yes"))).toEqual(['reject z: "z" is none of the stores']);
    expect(within.hears("a", told("commit"))).toEqual(["reject a: Decision is for stores, and this is the coordinator"]);
  });

  test("an inquiry about what is not decided waits for the decision", () => {
    expect(asked("abort").hears("a", inquiry())).toEqual([]);
  });
});

describe("a restart", () => {
  const records = [{ type: "started", start: 4 }] as const;
  const decided = (outcome: typeof committed | typeof aborted) =>
    ({ type: "decided", tx: tx(1, 4), transfer: transfer("t"), outcome }) as const;
  const collecting = { type: "collecting", tx: tx(1, 4), transfer: transfer("t") } as const;
  const end = { type: "end", tx: tx(1, 4), outcome: aborted } as const;

  test.each([
    ["nothing", "nothing", [], []],
    ["abort", "a commit", [decided(committed)], ["commit", "a b"]],
    ["abort", "a commit that ended", [decided(committed), end], []],
    ["abort", "an abort", [decided(aborted)], []],
    ["nothing", "an abort", [decided(aborted)], ["abort", "a b"]],
    ["commit", "a question", [collecting], ["abort", "a b"]],
    ["commit", "a question that ended", [collecting, end], []],
    ["commit", "a commit", [collecting, decided(committed)], []],
  ] as const)("%s presumed, after %s", (presumed, _, more, [decision, to]) => {
    const { booted } = new Site("c", { presumed }, [...records, ...more]);
    const expected = (to?.split(" ") ?? []).map((store) => `${store} after 0: Decision 4.1 ${decision}`);
    expect(booted.filter((line) => line.includes("Decision"))).toEqual(expected);
    expect(booted.includes("set transaction 4.1 200-400")).toBe(decision !== undefined);
  });

  test("names transactions anew, and only once the log says so", () => {
    const site = new Site("c", {}, records);
    expect(site.asked(1, transfer("t"))).toContain("append 2: started 5");
    expect(site.asked(2, transfer("u"))).toContain("a after 2: Prepare 5.2 low 5.1 x-5 (a b)");
  });
});

describe("clients that ask again", () => {
  test("are told what it came to, be it now or later", () => {
    const site = asked("abort");
    expect(site.asked(1, transfer("t"))).toEqual([]);
    expect(site.asked(7, transfer("t"), "other")).toEqual([]);
    expect(site.hears("b", no())).toContain("other#7 after 2: aborted (insufficient funds at b)");
    expect(site.asked(8, transfer("t"), "other")).toEqual(["other#8 after 2: aborted (insufficient funds at b)"]);
  });

  test("also after a restart", () => {
    const site = new Site("c", {}, [{ type: "decided", tx: tx(), transfer: transfer("t"), outcome: committed }]);
    expect(site.asked(1, transfer("t"))).toEqual(["s#1 after 0: committed"]);
  });

  test("also where the abort had no record but the end", () => {
    const site = new Site("c", { presumed: "commit" }, [
      { type: "collecting", tx: tx(), transfer: transfer("t") },
      { type: "end", tx: tx(), outcome: aborted },
    ]);
    expect(site.asked(1, transfer("t"))).toEqual(["s#1 after 0: aborted (timeout at b)"]);
  });

  test("must ask for the same", () => {
    const site = asked("abort");
    expect(site.asked(2, transfer("t", { amount: 6 }))).toEqual([
      's#2 after 0: refused: "t" was another transfer; give a new one an id of its own',
    ]);
  });

  test("of two generations the older is forgotten", () => {
    const site = new Site("c", { limits: { results: 1 } });
    for (const [i, id] of ["t", "u", "v"].entries()) {
      site.asked(i + 1, transfer(id));
      site.durable(site.state.lsn);
      site.hears("a", no(i + 1));
      site.durable(site.state.lsn);
    }
    expect(site.asked(9, transfer("v"))[0]).toMatch(/aborted/);
    expect(site.asked(9, transfer("u"))[0]).toMatch(/aborted/);
    expect(site.asked(9, transfer("t"))[0]).toMatch(/Prepare/);
  });

  test("so many at a time", () => {
    const site = new Site("c", { limits: { transactions: 1 } });
    site.asked(1, transfer("t"));
    expect(site.asked(2, transfer("u"))).toEqual([
      "s#2 after 0: unavailable: 1 transactions are under way, and no more at a time",
    ]);
  });
});
