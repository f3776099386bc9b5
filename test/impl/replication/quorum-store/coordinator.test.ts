import { describe, expect, test } from "vitest";
import { copy, get, Node, op, put } from "./transcript.ts";

const first = copy("one", "1:b.1.1");
const second = copy("two", "2:c.1.5");
const answer = (number: number, one: typeof first | null, start = 1) =>
  ({ type: "Answer", op: op(number, start), copy: one }) as const;
const stored = (number: number, start = 1) => ({ type: "Stored", op: op(number, start) }) as const;
const holding = (one: typeof first, options = {}) => {
  const node = new Node(options);
  node.hears("b", { type: "Repair", key: "k", copy: one });
  node.durable(1);
  return node;
};

describe("a write", () => {
  test("asks for the version, goes one beyond, and is acknowledged when W have it on disk", () => {
    const node = new Node();
    expect(node.asked(1, put("x"))).toEqual([
      "append 1: Started 1",
      "b after 1: Ask 1.1 k",
      "c after 1: Ask 1.1 k",
      "set operation 1 150-300",
    ]);
    expect(node.durable(1)).toEqual([]); // Its own answer is one; it waited for the log.
    expect(node.hears("c", answer(1, second))).toEqual([
      "append 2: Write s#1@3:a.1.1",
      "append 3: Copy k=x@3:a.1.1",
      "b after 2: Store 1.1 k=x@3:a.1.1",
      "c after 2: Store 1.1 k=x@3:a.1.1",
      "set operation 1 150-300",
    ]);
    expect(node.durable(2)).toEqual([]);
    expect(node.hears("c", stored(1))).toEqual([]);
    expect(node.durable(3)).toEqual(["cancel operation 1", "s#1 after 0: written 3:a.1.1"]);
  });

  test("of two at the same coordinator have different versions", () => {
    const node = new Node();
    node.asked(1, put("x"), "s");
    node.asked(1, put("y"), "t");
    node.durable(1);
    const stores = [node.hears("b", answer(1, null)), node.hears("b", answer(2, null))].map(([, , line]) => line);
    expect(stores).toEqual(["b after 2: Store 1.1 k=x@1:a.1.1", "b after 4: Store 1.2 k=y@1:a.1.2"]);
  });

  test("a node that restarts calls itself something new, and its first writes wait until the log says so", () => {
    const node = new Node({}, { lsn: 4, records: [{ type: "Started", start: 3 }] });
    expect(node.asked(1, put("x"))).toContain("append 5: Started 4");
    expect(node.asked(2, put("x"))).toContain("b after 5: Ask 4.2 k");
  });

  test("W and R of a request go before those of the configuration", () => {
    const node = new Node();
    node.asked(1, put("x", { r: 1, w: 3 }));
    expect(node.durable(1)).toContain("append 3: Copy k=x@1:a.1.1");
    node.durable(3);
    expect(node.hears("b", stored(1))).toEqual([]);
    expect(node.hears("c", stored(1))).toContain("s#1 after 0: written 1:a.1.1");
  });
});

describe("a read", () => {
  test("returns the newest answer, once W are known to hold it", () => {
    const node = holding(first);
    node.asked(1, get());
    expect(node.durable(2)).toEqual([]);
    expect(node.hears("b", answer(1, first))).toEqual([
      "cancel operation 1",
      "s#1 after 0: value one@1:b.1.1",
      "c after 0: Repair k=one@1:b.1.1",
    ]);
  });

  test("writes back to those that have not shown it, and counts those that have", () => {
    const node = holding(first);
    node.asked(1, get());
    node.durable(2);
    expect(node.hears("c", answer(1, second))).toEqual([
      "append 3: Copy k=two@2:c.1.5",
      "b after 2: Store 1.1 k=two@2:c.1.5",
      "set operation 1 150-300",
    ]);
    expect(node.durable(3)).toEqual(["cancel operation 1", "s#1 after 0: value two@2:c.1.5"]);
  });

  test("without write-back returns at once, and repairs", () => {
    const node = holding(first);
    node.asked(1, get({ writeBack: false }));
    node.durable(2);
    expect(node.hears("c", answer(1, second))).toEqual([
      "cancel operation 1",
      "s#1 after 0: value two@2:c.1.5",
      "b after 0: Repair k=two@2:c.1.5",
      "append 3: Copy k=two@2:c.1.5",
    ]);
  });

  test("without either sends nothing", () => {
    const node = holding(first, { writeBack: false, readRepair: false });
    node.asked(1, get());
    node.durable(2);
    expect(node.hears("c", answer(1, second))).toEqual(["cancel operation 1", "s#1 after 0: value two@2:c.1.5"]);
  });

  test("of a key that was never written", () => {
    const node = new Node();
    node.asked(1, get());
    node.durable(1);
    expect(node.hears("c", answer(1, null))).toEqual(["cancel operation 1", "s#1 after 0: value none"]);
  });

  test("its own copy does not count before it is durable", () => {
    const node = new Node();
    node.asked(1, get());
    node.durable(1);
    node.hears("c", answer(1, null));
    node.hears("b", { type: "Repair", key: "k", copy: first });
    node.asked(2, get());
    expect(node.hears("c", answer(2, first))).toEqual([]);
    expect(node.durable(2)).toContain("s#2 after 0: value one@1:b.1.1");
  });

  test("one replica alone reads and writes", () => {
    const node = new Node({ nodes: ["a"] });
    expect(node.asked(1, put("x"))).toEqual(["append 1: Started 1", "set operation 1 150-300"]);
    const appended = ["append 2: Write s#1@1:a.1.1", "append 3: Copy k=x@1:a.1.1", "set operation 1 150-300"];
    expect(node.durable(1)).toEqual(appended);
    expect(node.durable(3)).toEqual(["cancel operation 1", "s#1 after 0: written 1:a.1.1"]);
    expect(node.asked(2, get())).toEqual(["set operation 2 150-300", "cancel operation 2", "s#2 after 0: value x@1:a.1.1"]);
  });
});

describe("replies that do not count", () => {
  const asking = () => {
    const node = new Node({ nodes: ["a", "b", "c", "d", "e"] });
    node.asked(1, put("x"));
    node.durable(1);
    return node;
  };
  const storing = () => {
    const node = asking();
    node.hears("b", answer(1, null));
    expect(node.hears("c", answer(1, null))).toContain("append 3: Copy k=x@1:a.1.1");
    node.durable(3);
    node.hears("b", stored(1));
    return node;
  };

  test.each([
    ["a second answer of the same replica", asking, "b", [answer(1, null), answer(1, first)]],
    ["an acknowledgment while it asks", asking, "b", [stored(1), stored(1)]],
    ["an answer to an operation before the restart", asking, "b", [answer(1, null), answer(1, null, 0)]],
    ["an answer to an operation that is not there", asking, "b", [answer(2, null), answer(2, null)]],
    ["a second acknowledgment of the same replica", storing, "b", [stored(1), stored(1)]],
    ["an answer while it stores", storing, "d", [answer(1, null), answer(1, second)]],
    ["an acknowledgment from before the restart", storing, "d", [stored(1, 0), stored(1, 2)]],
  ] as const)("%s", (_, begun, from, messages) => {
    const node = begun();
    expect(messages.map((message) => node.hears(from, message))).toEqual([[], []]);
  });

  test("twins that do count", () => {
    expect(storing().hears("d", stored(1))).toContain("s#1 after 0: written 1:a.1.1");
    expect(storing().hears("e", stored(1))).toContain("s#1 after 0: written 1:a.1.1");
  });

  test("a stranger is rejected", () => {
    expect(asking().hears("z", answer(1, null))).toEqual(['reject z: "z" is none of the replicas']);
  });
});

describe("time", () => {
  const tried = { retry: { times: 1 } };

  test("asks again those that have not answered, and then gives up: nothing was written", () => {
    const node = new Node(tried);
    node.asked(1, put("x", { r: 3 }));
    node.durable(1);
    node.hears("c", answer(1, null));
    expect(node.fires("operation 1")).toEqual(["b after 1: Ask 1.1 k", "set operation 1 150-300"]);
    expect(node.fires("operation 1")).toEqual([
      "cancel operation 1",
      "s#1 after 0: unavailable: 2 of the 3 replicas that are needed answered in time",
    ]);
    expect(node.hears("b", answer(1, null))).toEqual([]);
  });

  test("a copy that was sent may land yet", () => {
    const node = new Node(tried);
    node.asked(1, put("x", { r: 1 }));
    node.durable(1);
    node.fires("operation 1");
    expect(node.fires("operation 1")).toEqual([
      "cancel operation 1",
      "s#1 after 0: unknown: 0 of the 2 replicas that are needed stored the copy in time",
    ]);
    expect(node.hears("b", stored(1))).toEqual([]);
  });

  test("each phase is tried as often; a store is asked of those that have not acknowledged", () => {
    const node = new Node({ ...tried, write: 3 });
    node.asked(1, put("x"));
    node.fires("operation 1");
    node.durable(1);
    node.hears("c", answer(1, null));
    node.durable(3);
    node.hears("b", stored(1));
    expect(node.fires("operation 1")).toEqual(["c after 2: Store 1.1 k=x@1:a.1.1", "set operation 1 150-300"]);
  });

  test("a read that writes back writes nothing new: it is unavailable", () => {
    const node = new Node({ retry: { times: 0 } });
    node.asked(1, get());
    node.durable(1);
    node.hears("c", answer(1, second));
    expect(node.fires("operation 1")[1]).toMatch(/^s#1 after 0: unavailable: 1 of the 2 replicas/);
  });

  test("a timer of an operation that is over does nothing", () => {
    expect(new Node().fires("operation 1")).toEqual([]);
  });
});
