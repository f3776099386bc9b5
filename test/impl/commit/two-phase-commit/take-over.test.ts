import { describe, expect, test } from "vitest";
import type { Message } from "../../../../impl/commit/two-phase-commit/messages.ts";
import { answer, inquiry, open, prepare, Site, told, tx } from "./transcript.ts";

const opened = { type: "opened", account: "x", amount: 8 } as const;
const writers = ["a", "b", "d"];
const takeOver: Message = { type: "TakeOver", tx: tx() };
const agreement = (state: "prepared" | "committed" | "aborted"): Message => ({ type: "Agreement", tx: tx(), state });

/** Of a transaction of three stores, after so many questions. */
const inDoubt = (takesOverAfter: number | null = 0) => {
  const site = new Site("a", { participants: writers, takesOverAfter }, [opened]);
  site.hears("c", prepare(-5, 1, { writers }));
  site.durable(2);
  return site;
};
const set = "set transaction 1.1 300-600";
const asksCoordinator = "c after 0: Inquiry 1.1";
const takesOver = [set, asksCoordinator, "b after 0: TakeOver 1.1", "d after 0: TakeOver 1.1"];
const asks = [set, asksCoordinator, "b after 0: Inquiry 1.1", "d after 0: Inquiry 1.1"];

describe("a store in doubt", () => {
  test("takes over when it has asked so often in vain, and goes on to ask the coordinator, which may come back", () => {
    const site = inDoubt(2);
    expect([site.fires(), site.fires(), site.fires(), site.fires()]).toEqual([asks, asks, takesOver, takesOver]);
    expect(inDoubt(0).fires()).toEqual(takesOver);
  });

  test("never does where that is not wanted", () => {
    const site = inDoubt(null);
    for (let i = 0; i < 5; i++) expect(site.fires()).toEqual(asks);
  });

  test("nor where it alone has something to change", () => {
    const site = new Site("a", { takesOverAfter: 0 }, [opened]);
    site.hears("c", prepare(-5, 1, { writers: ["a"] }));
    site.durable(2);
    expect(site.fires()).toEqual([set, asksCoordinator]);
  });

  test.each([
    ["committed", "commit"],
    ["aborted", "abort"],
  ] as const)(
    "decides when all have agreed and one is %s, and tells those in doubt when that is on disk",
    (state, decision) => {
      const site = inDoubt();
      site.fires();
      expect(site.hears("d", agreement(state))).toEqual([]);
      expect(site.hears("b", agreement("prepared"))).toEqual([
        `append 3: carried out 1.1 ${decision}`,
        "cancel transaction 1.1",
        `b after 3: Answer 1.1 ${decision}`,
      ]);
      expect([site.hears("b", agreement("prepared")), site.fires()]).toEqual([[], []]);
    },
  );

  test("decides nothing while all are in doubt; nor does it count one that agrees twice as two", () => {
    const site = inDoubt();
    site.fires();
    expect([site.hears("b", agreement("prepared")), site.hears("b", agreement("prepared"))]).toEqual([[], []]);
    expect(site.hears("b", agreement("committed"))).toEqual([]);
    const [first] = site.hears("d", agreement("prepared"));
    expect(first).toBe("append 3: carried out 1.1 commit");
    const blocked = inDoubt();
    blocked.fires();
    expect([blocked.hears("b", agreement("prepared")), blocked.hears("d", agreement("prepared"))]).toEqual([[], []]);
    expect(blocked.hears("c", told("abort"))[0]).toBe("append 3: carried out 1.1 abort");
  });

  test("believes what it hears last of a store, but not what comes late", () => {
    const site = inDoubt();
    site.fires();
    site.hears("b", agreement("aborted"));
    site.hears("b", agreement("prepared"));
    expect(site.hears("d", agreement("prepared"))[0]).toBe("append 3: carried out 1.1 abort");
  });

  test("takes no agreement from a store that has no part in it", () => {
    const site = new Site("a", { participants: ["a", "b", "z"] }, [opened]);
    site.hears("c", prepare());
    expect(site.hears("z", agreement("aborted"))).toEqual(["reject z: transaction 1.1 is none of this store"]);
    expect(site.hears("c", agreement("aborted"))).toEqual(['reject c: Agreement is not for "c" to send to a store']);
    expect(site.hears("c", takeOver)).toEqual(['reject c: TakeOver is not for "c" to send to a store']);
  });

  test("has forgotten when it restarts who has agreed, and how often it has asked", () => {
    const prepared = { type: "prepared", tx: tx(), low: tx(), redo: [{ account: "x", balance: 3 }], writers } as const;
    const site = new Site("a", { participants: writers, takesOverAfter: 1 }, [opened, prepared]);
    expect([site.fires(), site.fires()]).toEqual([asks, takesOver]);
    site.hears("b", agreement("aborted"));
    const again = new Site("a", { participants: writers, takesOverAfter: 1 }, [opened, prepared]);
    expect([again.fires(), again.hears("d", agreement("prepared"))]).toEqual([asks, []]);
  });
});

describe("a store that lets another take over", () => {
  test("says where it stands, when that is on disk", () => {
    const site = new Site("a", {}, [opened]);
    site.hears("c", prepare());
    expect(site.hears("b", takeOver)).toEqual(["b after 2: Agreement 1.1 prepared"]);
    site.hears("c", told("commit"));
    expect(site.hears("b", takeOver)).toEqual(["b after 3: Agreement 1.1 committed"]);
  });

  test("refuses first when it has not voted, and then votes no", () => {
    const site = new Site("a", {}, [opened]);
    expect(site.hears("b", takeOver)).toEqual(["append 2: carried out 1.1 abort", "b after 2: Agreement 1.1 aborted"]);
    expect(site.hears("c", prepare())).toEqual(["c after 2: Vote 1.1 no: refused"]);
  });

  test("says nothing of what nobody asks about any more", () => {
    const site = new Site("a", {}, [opened]);
    site.hears("c", prepare(-1, 3, { low: tx(3) }));
    expect([site.hears("b", takeOver), site.hears("b", inquiry())]).toEqual([[], []]);
  });

  test("obeys the new coordinator", () => {
    const site = new Site("a", {}, [opened]);
    site.asked(1, open("x", 8));
    site.hears("c", prepare());
    site.hears("b", takeOver);
    expect(site.hears("b", answer("abort"))[0]).toBe("append 3: carried out 1.1 abort");
  });
});
