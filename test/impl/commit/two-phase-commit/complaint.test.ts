import { expect, test } from "vitest";
import { complaintOf } from "../../../../impl/commit/two-phase-commit/complaint.ts";
import { commitConfig } from "../../../../impl/commit/two-phase-commit/config.ts";
import { isCommand, isMessage, isResult } from "../../../../impl/commit/two-phase-commit/wire.ts";
import { balance, no, open, prepare, Site, told, transfer, tx, vote } from "./transcript.ts";

const config = commitConfig({ coordinator: "c", participants: ["a", "b"], limits: { name: 4 } });
const at = (store: string, account: string) => ({ store, account });

test.each([
  [open("x", 0), null],
  [balance("anna"), null],
  [transfer("t", { provided: [{ ...at("b", "z"), atLeast: 0 }] }), null],
  [transfer("t", { also: [{ ...at("b", "z"), amount: 1 }] }), null],
  [{ type: "close" }, "not a command: it is"],
  [transfer("t", { amount: "5" as never }), "not a command: it is"],
  [open("", 1), "account: it is empty; give one unit at least"],
  [open("annas", 1), "account: 5 UTF-16 units are too many; at most 4 are allowed"],
  [balance("\ud800"), "account: it is no well-formed Unicode"],
  [open("x", -1), "amount: -1 is not a whole number, 0 to"],
  [open("x", 0.5), "amount: 0.5 is not a whole number"],
  [transfer(""), "id: it is empty"],
  [transfer("t", { amount: 0 }), "amount: 0 is not a whole number, 1 to"],
  [transfer("t", { to: at("a", "x") }), "to: it is the same account as from"],
  [transfer("t", { to: at("c", "y") }), 'to.store: "c" is none of the stores a, b'],
  [transfer("t", { also: [{ ...at("a", "x"), amount: 1 }] }), "also[0]: it is the same account as from"],
  [transfer("t", { also: [{ ...at("c", "z"), amount: 1 }] }), 'also[0].store: "c" is none of the stores a, b'],
  [transfer("t", { also: [{ ...at("b", "z"), amount: 0 }] }), "also[0].amount: 0 is not a whole number, 1 to"],
  [transfer("t", { provided: [{ ...at("b", "y"), atLeast: -1 }] }), "provided[0].atLeast: -1 is not a whole number"],
] as const)("%j", (command, said) => {
  const complaint = complaintOf(command, config);
  if (said === null) expect(complaint).toBeNull();
  else expect(complaint).toContain(said);
});

test("each kind of site says what is not for it", () => {
  expect(new Site("c").asked(1, balance("x"))).toEqual([
    "s#1 after 0: refused: the coordinator holds no accounts; ask one of the stores a, b",
  ]);
  expect(new Site("a").asked(1, transfer("t"))).toEqual(["s#1 after 0: refused: a store transfers nothing alone; ask c"]);
});

test("what comes over the wire", () => {
  const agreement = { type: "Agreement", tx: tx(), state: "prepared" };
  const known = [prepare(), vote("yes"), no(), told("commit"), { type: "TakeOver", tx: tx() }, agreement];
  for (const message of known) expect(isMessage(message)).toBe(true);
  const strange = [
    { ...agreement, state: "working" },
    { ...prepare(), low: 1 },
    { ...vote("yes"), vote: "no" },
    { ...told("commit"), decision: "maybe" },
    null,
  ];
  for (const message of strange) expect(isMessage(message)).toBe(false);
  expect([isCommand(transfer("t")), isCommand({ type: "transfer" })]).toEqual([true, false]);
  expect([isResult({ type: "aborted", reason: "locked", store: null }), isResult({ type: "aborted" })]).toEqual([true, false]);
});
