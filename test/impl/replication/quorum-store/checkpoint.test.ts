import { expect, test } from "vitest";
import { copy, Node, put } from "./transcript.ts";

const repair = (counter: number, key = "k") => ({ type: "Repair", key, copy: copy("x", `${counter}:b.1.1`) }) as const;

test("after enough records the log starts over, and the old ones may go once the new ones are durable", () => {
  const node = new Node({ limits: { log: 4 } }, { lsn: 1, records: [{ type: "Started", start: 2 }] });
  for (const counter of [1, 2, 3]) expect(node.hears("b", repair(counter))).toHaveLength(1);
  expect(node.hears("b", repair(4))).toEqual([
    "append 5: Copy k=x@4:b.1.1",
    "append 6: Started 2, Copy k=x@4:b.1.1",
    "discard to 5 after 7",
  ]);
  expect(node.hears("b", repair(5))).toEqual(["append 8: Copy k=x@5:b.1.1"]);
  expect(node.hears("b", repair(6))).toEqual(["append 9: Copy k=x@6:b.1.1"]);
  expect(node.hears("b", repair(7))).toContain("discard to 10 after 12");
});

test("with many keys it starts over when there are twice as many records", () => {
  const node = new Node({ limits: { log: 1 } });
  const lines = [1, 2, 3, 4, 5].flatMap((i) => node.hears("b", repair(1, `k${i}`)));
  expect(lines.filter((line) => line.startsWith("discard"))).toEqual([]);
  node.hears("b", repair(2, "k1"));
  const later = [2, 3, 4, 5].flatMap((i) => node.hears("b", repair(2, `k${i}`)));
  expect(later.filter((line) => !line.includes(": Copy"))).toEqual([]);
  expect([3, 4, 5].flatMap((i) => node.hears("b", repair(i, "k1")))).toContain("discard to 13 after 18");
});

test("a copy's acknowledgment still waits for the record that came first", () => {
  const node = new Node({ limits: { log: 1 } });
  for (const counter of [1, 2, 3, 4]) node.hears("b", repair(counter));
  const lines = node.hears("b", { type: "Store", op: { start: 1, number: 1 }, key: "k", copy: copy("x", "5:b.1.1") });
  expect(lines).toEqual([
    "append 5: Copy k=x@5:b.1.1",
    "b after 5: Stored 1.1",
    "append 6: Copy k=x@5:b.1.1",
    "discard to 5 after 6",
  ]);
});

test("the writes that are known are said again", () => {
  const node = new Node({ nodes: ["a"], limits: { log: 1, writes: 1 } });
  const lines = [1, 2, 3, 4].flatMap((seq) => [
    ...node.asked(seq, put("x")),
    ...node.durable(node.state.lsn),
    ...node.durable(node.state.lsn),
  ]);
  expect(lines).toContain("append 10: Started 1, Copy k=x@4:a.1.4, Write s#3@3:a.1.3, Write s#4@4:a.1.4");
});
