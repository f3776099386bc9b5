import { expect, test } from "vitest";
import { copy, Node, op } from "./transcript.ts";

const older = copy("old", "1:b.1.1");
const newer = copy("new", "2:b.1.2");
const store = (number: number, one: typeof older) => ({ type: "Store", op: op(number), key: "k", copy: one }) as const;
const ask = { type: "Ask", op: op(9), key: "k" } as const;

test("a copy is acknowledged once it is durable", () => {
  expect(new Node().hears("b", store(1, older))).toEqual(["append 1: Copy k=old@1:b.1.1", "b after 1: Stored 1.1"]);
});

test("the newest is kept, whatever comes after; what is acknowledged is what is held", () => {
  const node = new Node();
  node.hears("b", store(1, newer));
  expect(node.hears("b", store(2, older))).toEqual(["b after 1: Stored 1.2"]);
  expect(node.hears("b", ask)).toEqual(["b after 1: Answer 1.9 new@2:b.1.2"]);
});

test("the same copy again is not written again, and acknowledged where it was written", () => {
  const node = new Node();
  node.hears("b", store(1, older));
  expect(node.hears("b", store(1, older))).toEqual(["b after 1: Stored 1.1"]);
});

test("of two copies with the same counter the one of the later writer is newer", () => {
  const node = new Node();
  node.hears("c", store(1, copy("c's", "1:c.1.1")));
  node.hears("b", store(1, copy("b's", "1:b.7.7")));
  expect(node.hears("b", ask)).toEqual(["b after 1: Answer 1.9 c's@1:c.1.1"]);
});

test("a reader is told of the newest copy once that is durable", () => {
  const node = new Node();
  expect(node.hears("b", ask)).toEqual(["b after 0: Answer 1.9 nothing"]);
  node.hears("b", store(1, older));
  node.durable(1);
  node.hears("b", store(2, newer));
  expect(node.hears("b", ask)).toEqual(["b after 2: Answer 1.9 new@2:b.1.2"]);
});

test("a repair is kept and answered by nothing", () => {
  const node = new Node();
  expect(node.hears("b", { type: "Repair", key: "k", copy: newer })).toEqual(["append 1: Copy k=new@2:b.1.2"]);
  expect(node.hears("b", { type: "Repair", key: "k", copy: older })).toEqual([]);
});

test("a newer copy has the greater counter, then writer, then start of the writer, then operation", () => {
  const versions = ["1:a.2.1", "1:b.1.1", "1:b.1.2", "1:b.2.1", "1:b.3.1", "2:a.1.1"];
  const node = new Node();
  for (const [i, version] of versions.entries()) {
    const sent = copy(`of ${version}`, version);
    expect(node.hears("b", { type: "Repair", key: "k", copy: sent })).toHaveLength(1);
    for (const older of versions.slice(0, i + 1)) {
      expect(node.hears("b", { type: "Repair", key: "k", copy: copy("again", older) })).toEqual([]);
    }
  }
});

test("keys are kept apart, the names of objects' own members among them", () => {
  const node = new Node();
  for (const key of ["__proto__", "constructor", "7"]) {
    expect(node.hears("b", { ...ask, key })).toEqual(["b after 0: Answer 1.9 nothing"]);
    node.hears("b", { type: "Repair", key, copy: copy(`of ${key}`, "1:b.1.1") });
  }
  expect(node.hears("b", { ...ask, key: "__proto__" })).toEqual(["b after 1: Answer 1.9 of __proto__@1:b.1.1"]);
  expect(node.hears("b", { ...ask, key: "constructor" })).toEqual(["b after 2: Answer 1.9 of constructor@1:b.1.1"]);
});
