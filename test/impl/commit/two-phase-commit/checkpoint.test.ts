import { describe, expect, test } from "vitest";
import { digestOf } from "../../../../impl/commit/two-phase-commit/digest.ts";
import type { CommitRecord } from "../../../../impl/commit/two-phase-commit/messages.ts";
import { ack, balance, committed, inquiry, no, prepare, Site, told, transfer, tx, vote } from "./transcript.ts";

const limits = { log: 3 };
const opened = { type: "opened", account: "x", amount: 8 } as const;
const lastOf = (site: Site, act: () => readonly string[]): CommitRecord => {
  const line = act().find((one) => one.includes("Checkpoint"))!;
  expect(site.state.discarded).toBe(site.state.lsn - 1);
  return JSON.parse(line.slice(line.indexOf("{")));
};

describe("a store's log starts over", () => {
  test("with its accounts, and what is in doubt", () => {
    const site = new Site("a", { limits }, [opened, { ...opened, account: "y" }, { ...opened, account: "z" }]);
    const lines = site.hears("c", prepare());
    expect(lines.at(-1)).toBe("discard to 4 after 5");
    const checkpoint = JSON.parse(lines.find((line) => line.includes("Checkpoint"))!.slice("append 5: ".length));
    const again = new Site("a", { limits }, [checkpoint], 5);
    expect(again.booted).toEqual(["set transaction 1.1 300-600"]);
    expect(again.fires()).toEqual(["set transaction 1.1 300-600", "c after 0: Inquiry 1.1", "b after 0: Inquiry 1.1"]);
    expect([again.asked(1, balance("x")), again.asked(2, balance("y"))]).toEqual([
      ["s#1 after 0: locked"],
      ["s#2 after 0: balance 8"],
    ]);
    again.hears("c", told("commit"));
    expect(again.asked(3, balance("x"))).toEqual(["s#3 after 6: balance 3"]);
  });

  test("and, should the disk keep more, from wherever it begins", () => {
    const site = new Site("a", { limits }, [opened, opened]);
    site.hears("c", prepare());
    const checkpoint = lastOf(site, () => site.hears("c", told("commit")));
    const carriedOut = { type: "carriedOut", tx: tx(), decision: "commit" } as const;
    for (const kept of [[], [carriedOut]]) {
      const again = new Site("a", { limits }, [...kept, checkpoint], 5);
      expect(again.asked(1, balance("x"))).toEqual(["s#1 after 0: balance 3"]);
      expect(again.hears("b", inquiry())).toEqual(["b after 0: Answer 1.1 commit"]);
    }
  });
});

test("what a store has forgotten by then it does not do again after a restart", () => {
  const accounts = [{ account: "x", opened: 8, balance: 3 }];
  const site = new Site("a", {}, [{ type: "participantCheckpoint", low: tx(2), accounts, transactions: [] }]);
  expect([site.hears("c", prepare()), site.hears("b", inquiry())]).toEqual([[], []]);
  expect(site.hears("c", prepare(-1, 2, { low: tx(2) }))).toContain("append 2: prepared 1.2 x=2");
});

describe("the coordinator's log starts over", () => {
  test("with what it has to tell, and what transfers came to", () => {
    const site = new Site("c", { limits });
    site.asked(1, transfer("t"));
    site.durable(1);
    site.hears("a", no());
    site.durable(2);
    site.asked(2, transfer("u"));
    site.hears("a", vote("yes", 2));
    site.hears("b", vote("yes", 2));
    site.durable(3);
    site.hears("a", ack(2));
    const checkpoint = lastOf(site, () => [...site.asked(3, transfer("v")), ...site.hears("a", no(3))]);
    const again = new Site("c", { limits }, [checkpoint], 6);
    expect(again.booted.filter((line) => line.includes("Decision"))).toEqual([
      "a after 0: Decision 1.2 commit",
      "b after 0: Decision 1.2 commit",
    ]);
    const told = ["t", "u", "v"].map((id, i) => again.asked(i, transfer(id))[0]);
    const refused = (seq: number) => `s#${seq} after 0: aborted (insufficient funds at a)`;
    expect(told).toEqual([refused(0), "s#1 after 0: committed", refused(2)]);
    expect(again.asked(9, transfer("w"))[0]).toBe("append 7: started 2");
  });

  test("and takes as much room for a transfer that is done if that paid a thousand accounts as if it paid one", () => {
    const lengthAfter = (payees: number): number => {
      const site = new Site("c", { limits });
      const also = Array.from({ length: payees }, (_, i) => ({ store: "b", account: `z${i}`, amount: 1 }));
      site.asked(1, transfer("t", { also }));
      site.durable(1);
      site.hears("a", no());
      site.durable(2);
      site.asked(2, transfer("u"));
      site.hears("a", no(2));
      const checkpoint = lastOf(site, () => [...site.asked(3, transfer("v")), ...site.hears("a", no(3))]);
      return JSON.stringify(checkpoint).length;
    };
    expect(lengthAfter(1_000)).toBe(lengthAfter(1));
  });

  test("what was not decided by then is aborted", () => {
    const checkpoint = {
      type: "coordinatorCheckpoint",
      start: 1,
      transactions: [
        { tx: tx(1), transfer: transfer("t"), outcome: null },
        { tx: tx(2), transfer: transfer("u"), outcome: committed },
      ],
      remembered: [{ id: "u", digest: digestOf(transfer("u")), outcome: committed }],
    } as const;
    const site = new Site("c", { limits, presumed: "commit" }, [checkpoint]);
    expect(site.booted.filter((line) => line.includes("Decision"))).toEqual([
      "a after 0: Decision 1.1 abort",
      "b after 0: Decision 1.1 abort",
    ]);
    expect(site.asked(1, transfer("t"))).toEqual(["s#1 after 0: aborted (restarted)"]);
  });
});
