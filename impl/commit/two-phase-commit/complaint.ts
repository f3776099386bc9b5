// What is wrong with a command, in words for whoever sent it.
import type { CommitConfig } from "./config.ts";
import type { Place, Transfer } from "./messages.ts";
import { isCommand } from "./wire.ts";

const FORMS =
  '{ type: "open", account, amount }, { type: "balance", account } or ' +
  '{ type: "transfer", id, from: { store, account }, to: { store, account }, amount, ' +
  "also?: [{ store, account, amount }], provided?: [{ store, account, atLeast }] }";

/** Null where nothing is. */
export const complaintOf = (command: unknown, config: CommitConfig): string | null => {
  if (!isCommand(command)) return `not a command: it is ${FORMS}`;
  const { name } = config.limits;
  if (command.type === "balance") return ofText("account", command.account, name);
  if (command.type === "open") {
    return ofText("account", command.account, name) ?? ofAmount("amount", command.amount, 0);
  }
  return ofTransfer(command, config);
};

const ofTransfer = ({ id, from, to, amount, also = [], provided = [] }: Transfer, config: CommitConfig): string | null => {
  const places: readonly (readonly [string, Place])[] = [
    ["from", from],
    ["to", to],
    ...also.map((place, i) => [`also[${i}]`, place] as const),
    ...provided.map((place, i) => [`provided[${i}]`, place] as const),
  ];
  const isPayer = ({ store, account }: Place) => store === from.store && account === from.account;
  if (isPayer(to)) return "to: it is the same account as from";
  const alsoPayer = also.findIndex(isPayer);
  if (alsoPayer >= 0) return `also[${alsoPayer}]: it is the same account as from`;
  return (
    ofText("id", id, config.limits.name) ??
    ofAmount("amount", amount, 1) ??
    first(also, (paid, i) => ofAmount(`also[${i}].amount`, paid.amount, 1)) ??
    first(places, ([where, place]) => ofPlace(where, place, config)) ??
    first(provided, ({ atLeast }, i) => ofAmount(`provided[${i}].atLeast`, atLeast, 0))
  );
};

const first = <T>(all: readonly T[], complain: (one: T, i: number) => string | null): string | null => {
  for (const [i, one] of all.entries()) {
    const complaint = complain(one, i);
    if (complaint !== null) return complaint;
  }
  return null;
};

const ofPlace = (where: string, { store, account }: Place, { participants, limits }: CommitConfig): string | null => {
  if (participants.includes(store)) return ofText(`${where}.account`, account, limits.name);
  return `${where}.store: ${JSON.stringify(store)} is none of the stores ${participants.join(", ")}`;
};

/** A surrogate without its partner has no UTF-8: on its way it would become another text. */
const ofText = (name: string, text: string, most: number): string | null => {
  if (text === "") return `${name}: it is empty; give one unit at least`;
  if (text.length > most) return `${name}: ${text.length} UTF-16 units are too many; at most ${most} are allowed`;
  return /\p{Surrogate}/u.test(text) ? `${name}: it is no well-formed Unicode, half a surrogate pair stands alone` : null;
};

const ofAmount = (name: string, amount: number, least: number): string | null => {
  if (Number.isSafeInteger(amount) && amount >= least) return null;
  return `${name}: ${amount} is not a whole number, ${least} to ${Number.MAX_SAFE_INTEGER}`;
};
