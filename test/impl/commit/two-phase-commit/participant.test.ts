import { describe, expect, test } from "vitest";
import { answer, balance, inquiry, open, prepare, Site, told, tx } from "./transcript.ts";

const opened = { type: "opened", account: "x", amount: 8 } as const;
const prepared = { type: "prepared", tx: tx(), low: tx(), redo: [{ account: "x", balance: 3 }], writers: ["a", "b"] } as const;
const store = (options = {}) => new Site("a", options, [opened]);
const inDoubt = (options = {}) => {
  const site = store(options);
  site.hears("c", prepare());
  site.durable(2);
  return site;
};

describe("a vote", () => {
  test("yes, once it is on disk with the new balance; the account is locked", () => {
    const site = store();
    expect(site.hears("c", prepare())).toEqual([
      "append 2: prepared 1.1 x=3",
      "set transaction 1.1 300-600",
      "c after 2: Vote 1.1 yes",
    ]);
    expect(site.asked(1, balance("x"))).toEqual(["s#1 after 0: locked"]);
    expect(site.hears("c", prepare())).toEqual(["c after 2: Vote 1.1 yes"]);
  });

  test.each([
    ["no account", [{ account: "z", add: 1 }], "unknown account"],
    ["too little", [{ account: "x", add: -9 }], "insufficient funds"],
    ["too little to go on", [{ account: "x", atLeast: 9 }], "insufficient funds"],
    ["more than can be counted", [{ account: "x", add: Number.MAX_SAFE_INTEGER }], "too much"],
  ])("no, once that is on disk: %s", (_, operations, reason) => {
    const site = store();
    expect(site.hears("c", prepare(0, 1, { operations }))).toEqual([
      "append 2: carried out 1.1 abort",
      `c after 2: Vote 1.1 no: ${reason}`,
    ]);
    expect(site.hears("c", prepare())).toEqual(["c after 2: Vote 1.1 no: refused"]);
  });

  test("no to a second transaction, as long as the first holds the account", () => {
    const site = inDoubt();
    expect(site.hears("c", prepare(-1, 2))).toEqual(["append 3: carried out 1.2 abort", "c after 3: Vote 1.2 no: locked"]);
    site.hears("c", told("abort"));
    expect(site.hears("c", prepare(-1, 3))).toContain("append 5: prepared 1.3 x=7");
  });

  test("read-only, without a record or a lock", () => {
    const site = store();
    const only = { operations: [{ account: "x", atLeast: 8 }] };
    expect(site.hears("c", prepare(0, 1, only))).toEqual(["c after 0: Vote 1.1 readOnly"]);
    expect(site.asked(1, balance("x"))).toEqual(["s#1 after 0: balance 8"]);
  });

  test("read-only waits until what it rests on is on disk", () => {
    const site = store();
    site.asked(1, open("y", 8));
    const only = { operations: [{ account: "y", atLeast: 8 }] };
    expect(site.hears("c", prepare(0, 1, only))).toEqual(["c after 2: Vote 1.1 readOnly"]);
  });

  test("no to whoever would read what another transaction may change", () => {
    const only = { operations: [{ account: "x", atLeast: 1 }] };
    expect(inDoubt().hears("c", prepare(0, 2, only))).toContain("c after 3: Vote 1.2 no: locked");
  });

  test.each([
    [[-5, -3], "append 2: prepared 1.1 x=0"],
    [[-5, -4], "append 2: carried out 1.1 abort"],
  ])("on all that is done to an account together: %j", (amounts, record) => {
    const operations = amounts.map((add) => ({ account: "x", add }));
    expect(store().hears("c", prepare(0, 1, { operations }))[0]).toBe(record);
  });

  test("none on what nobody asks about any more", () => {
    const site = inDoubt();
    site.hears("c", told("abort"));
    site.hears("c", prepare(-1, 3, { low: tx(3) }));
    expect([site.hears("c", prepare()), site.hears("b", inquiry()), site.hears("c", prepare(-1, 2))]).toEqual([[], [], []]);
    expect(site.hears("c", told("commit"))).toEqual(["c after 0: Ack 1.1"]);
  });
});

describe("a decision", () => {
  test("is carried out once, and acknowledged when it is on disk", () => {
    const site = inDoubt();
    expect(site.hears("c", told("commit"))).toEqual([
      "append 3: carried out 1.1 commit",
      "cancel transaction 1.1",
      "c after 3: Ack 1.1",
    ]);
    expect(site.hears("c", told("commit"))).toEqual(["c after 3: Ack 1.1"]);
    expect(site.hears("c", told("abort"))).toEqual([]);
    expect(site.asked(1, balance("x"))).toEqual(["s#1 after 3: balance 3"]);
  });

  test.each([
    ["nothing", "commit", true],
    ["nothing", "abort", true],
    ["abort", "commit", true],
    ["abort", "abort", false],
    ["commit", "commit", false],
    ["commit", "abort", true],
  ] as const)("%s presumed: whether a store acknowledges %s", (presumed, decision, does) => {
    expect(inDoubt({ presumed }).hears("c", told(decision)).includes("c after 3: Ack 1.1")).toBe(does);
  });

  test("to abort what was never heard of is kept, so that it cannot be prepared later", () => {
    const site = store({ presumed: "nothing" });
    expect(site.hears("c", told("abort"))).toEqual(["append 2: carried out 1.1 abort", "c after 2: Ack 1.1"]);
    expect(site.hears("c", prepare())).toEqual(["c after 2: Vote 1.1 no: refused"]);
  });

  test("to commit it makes no sense", () => {
    expect(store().hears("c", told("commit"))).toEqual([
      "reject c: transaction 1.1 cannot have been committed: this store has not voted for it",
    ]);
  });

  test("of a stranger is rejected", () => {
    expect(inDoubt().hears("b", told("commit"))).toEqual(['reject b: Decision is not for "b" to send to a store']);
    expect(inDoubt().hears("z", answer("commit"))).toEqual(['reject z: Answer is not for "z" to send to a store']);
  });
});

describe("in doubt", () => {
  test("it asks the coordinator and the other stores, again and again", () => {
    const site = inDoubt();
    const asks = ["set transaction 1.1 300-600", "c after 0: Inquiry 1.1", "b after 0: Inquiry 1.1"];
    expect([site.fires(), site.fires()]).toEqual([asks, asks]);
    expect(site.hears("b", answer("commit"))).toEqual(["append 3: carried out 1.1 commit", "cancel transaction 1.1"]);
    expect(site.fires()).toEqual([]);
    expect(site.hears("b", answer("commit"))).toEqual([]);
  });

  test("it asks the coordinator alone where stores do not help one another, and nobody before it has voted", () => {
    expect(inDoubt({ cooperative: false }).fires()).toEqual(["set transaction 1.1 300-600", "c after 0: Inquiry 1.1"]);
    const site = store();
    site.hears("c", prepare());
    expect(site.fires()).toEqual(["set transaction 1.1 300-600"]);
  });

  test("another store tells what it knows; one that has not voted refuses first", () => {
    const site = inDoubt();
    expect(site.hears("b", inquiry())).toEqual([]);
    site.hears("c", told("commit"));
    expect(site.hears("b", inquiry())).toEqual(["b after 3: Answer 1.1 commit"]);
    expect(site.hears("b", inquiry(2))).toEqual(["append 4: carried out 1.2 abort", "b after 4: Answer 1.2 abort"]);
  });
});

describe("a restart", () => {
  const carriedOut = (decision: "commit" | "abort") => ({ type: "carriedOut", tx: tx(), decision }) as const;

  test("what was prepared is in doubt, and locked", () => {
    const site = new Site("a", {}, [opened, prepared]);
    expect(site.booted).toEqual(["set transaction 1.1 300-600"]);
    expect(site.asked(1, balance("x"))).toEqual(["s#1 after 0: locked"]);
    expect(site.hears("c", prepare())).toEqual(["c after 0: Vote 1.1 yes"]);
    expect(site.hears("c", told("commit"))[0]).toBe("append 3: carried out 1.1 commit");
    expect(site.asked(1, balance("x"))).toEqual(["s#1 after 3: balance 3"]);
  });

  test.each([
    ["commit", 3],
    ["abort", 8],
  ] as const)("after %s the balance is %i", (decision, amount) => {
    const site = new Site("a", {}, [opened, prepared, carriedOut(decision)]);
    expect(site.booted).toEqual([]);
    expect(site.asked(1, balance("x"))).toEqual([`s#1 after 0: balance ${amount}`]);
  });

  test("a log of the other role is refused, and so is a name that nobody has", () => {
    expect(() => new Site("a", {}, [{ type: "started", start: 1 }])).toThrow("this node was no participant");
    expect(() => new Site("c", {}, [opened])).toThrow("this node was no coordinator");
    expect(() => new Site("z")).toThrow('"z" is none of the nodes c, a, b');
  });
});

describe("accounts", () => {
  test("are opened once, whoever asks again", () => {
    const site = new Site("a");
    expect(site.asked(1, open("x", 8))).toEqual(["append 1: opened x 8", "s#1 after 1: opened"]);
    expect(site.asked(2, open("x", 8))).toEqual(["s#2 after 1: opened"]);
    expect(site.asked(3, open("x", 9))).toEqual(['s#3 after 0: refused: "x" was opened with 8']);
    expect(site.asked(4, balance("x"))).toEqual(["s#4 after 1: balance 8"]);
    expect(site.asked(5, balance("y"))).toEqual(['s#5 after 0: refused: "y" is no account of this store']);
  });
});
