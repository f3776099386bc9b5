import { expect, test } from "vitest";
import { digestOf } from "../../../../impl/commit/two-phase-commit/digest.ts";
import type { Transfer } from "../../../../impl/commit/two-phase-commit/messages.ts";

const [x, y, z] = [
  { store: "a", account: "x" },
  { store: "b", account: "y" },
  { store: "b", account: "z" },
];
const transfer: Transfer = { type: "transfer", id: "t", from: x, to: y, amount: 5 };

test("equal transfers have the same digest, in whatever order their fields stand", () => {
  const other = { amount: 5, to: { account: "y", store: "b" }, from: x, id: "t", type: "transfer" } as const;
  expect(digestOf(other)).toBe(digestOf(transfer));
  expect(digestOf({ ...transfer, also: undefined } as unknown as Transfer)).toBe(digestOf(transfer));
});

test("different ones do not", () => {
  const transfers: Transfer[] = [
    transfer,
    { ...transfer, to: z },
    { ...transfer, from: z },
    { ...transfer, from: y, to: x },
    { ...transfer, also: [{ ...z, amount: 1 }] },
    { ...transfer, also: [{ ...z, amount: 2 }] },
    { ...transfer, provided: [{ ...z, atLeast: 1 }] },
    ...Array.from({ length: 10_000 }, (_, i) => ({ ...transfer, amount: i + 6 })),
  ];
  expect(new Set(transfers.map(digestOf)).size).toBe(transfers.length);
});
