import { describe, expect, test } from "vitest";
import type { Command, Message, Result } from "../../../../impl/replication/quorum-store/messages.ts";
import { isCommand, isMessage, isResult } from "../../../../impl/replication/quorum-store/wire.ts";
import { copy, op, versionOf } from "./transcript.ts";

const one = copy("x", "1:a.1.1");
const messages: Message[] = [
  { type: "Ask", op: op(1), key: "k" },
  { type: "Answer", op: op(1), copy: one },
  { type: "Answer", op: op(1), copy: null },
  { type: "Store", op: op(1), key: "k", copy: one },
  { type: "Stored", op: op(1) },
  { type: "Repair", key: "k", copy: one },
  { type: "List", after: null },
  { type: "List", after: "k" },
  { type: "Versions", after: null, versions: [{ key: "k", version: versionOf("1:a.1.1") }], more: false },
  { type: "Pull", keys: ["k"] },
  {
    type: "Copies",
    copies: [
      { key: "k", copy: one },
      { key: "l", copy: null },
    ],
  },
];
const commands: Command[] = [
  { type: "put", key: "k", value: "x" },
  { type: "put", key: "k", value: "x", w: 1, r: 2 },
  { type: "get", key: "k" },
  { type: "get", key: "k", r: 1, w: 2, writeBack: false, readRepair: true },
];

/** The value with each of its fields, at every depth, once left out and once of another type. */
const spoilt = (value: unknown): unknown[] => {
  if (typeof value !== "object" || value === null) return [Symbol("another type")];
  const without = Array.isArray(value) ? [] : Object.keys(value).map((key) => ({ ...value, [key]: undefined }));
  const inside = Object.entries(value).flatMap(([key, field]) =>
    spoilt(field).map((other) => (Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other })),
  );
  return [...without, ...inside, 7];
};

describe("messages", () => {
  test.each(messages)("$type is one", (message) => expect(isMessage(message)).toBe(true));
  test.each(messages)("$type without a field, or with another kind of value in one, is none", (message) => {
    const wrong = spoilt(message);
    expect(wrong.length).toBeGreaterThan(3);
    expect(wrong.filter(isMessage)).toEqual([]);
  });
  test.each([-1, 0.5, 2 ** 53, "1"])("%s counts nothing", (number) => {
    expect(isMessage({ type: "Stored", op: { start: 1, number } })).toBe(false);
  });
});

describe("commands", () => {
  test.each(commands)("%j is one", (command) => expect(isCommand(command)).toBe(true));
  test.each(commands)("%j spoilt is none", (command) => {
    const optional = new Set(["w", "r", "writeBack", "readRepair"]);
    const leavesOut = (other: unknown) =>
      Object.entries(Object(other)).some(([key, value]) => optional.has(key) && value === undefined);
    expect(spoilt(command).filter((other) => isCommand(other) && !leavesOut(other))).toEqual([]);
  });
  test.each([null, undefined, "get", [], { type: "delete", key: "k" }])("%j is none", (value) =>
    expect(isCommand(value)).toBe(false),
  );
});

const results: Result[] = [
  { type: "written", version: versionOf("1:a.1.1") },
  { type: "value", value: "x", version: versionOf("1:a.1.1") },
  { type: "value", value: null, version: null },
  { type: "unknown", why: "" },
  { type: "unavailable", why: "" },
  { type: "refused", why: "" },
];

describe("results", () => {
  test.each(results)("%j is one", (result) => expect(isResult(result)).toBe(true));
  test.each(results)("%j spoilt is none", (result) => expect(spoilt(result).filter(isResult)).toEqual([]));
});
