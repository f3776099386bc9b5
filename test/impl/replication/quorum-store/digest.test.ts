import { expect, test } from "vitest";
import { digestOf } from "../../../../impl/replication/quorum-store/digest.ts";
import type { Command } from "../../../../impl/replication/quorum-store/messages.ts";
import { get, put } from "./transcript.ts";

test("equal commands have the same digest, in whatever order their fields stand", () => {
  expect(digestOf({ value: "x", r: 2, key: "k", type: "put" })).toBe(digestOf({ type: "put", key: "k", value: "x", r: 2 }));
  expect(digestOf({ ...put("x"), w: undefined } as unknown as Command)).toBe(digestOf(put("x")));
});

test("different ones do not", () => {
  const commands = [
    ...["", "x", "y", "xy", "yx", "x".repeat(1_000), "x".repeat(1_001)].map((value) => put(value)),
    ...[{ key: "kx" }, { key: "" }, { r: 1 }, { w: 1 }, { r: 1, w: 1 }, { r: 11 }].map((more) => put("x", more)),
    ...[{}, { key: "kx" }, { r: 1 }, { w: 1 }].map((more) => get(more)),
    ...Array.from({ length: 10_000 }, (_, i) => put(`value ${i}`)),
  ];
  expect(new Set(commands.map(digestOf)).size).toBe(commands.length);
});
