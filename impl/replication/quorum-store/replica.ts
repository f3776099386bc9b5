// A replica: it keeps the newest copy of each key that it was ever sent, and tells of it once it is on disk.
import type { NodeId } from "../../runtime/core.ts";
import { type Held, heldOf, withHeld } from "./copies.ts";
import type { Message } from "./messages.ts";
import { append, send, type Turn } from "./turn.ts";
import type { Copy } from "./version.ts";

type Of<T extends Message["type"]> = Extract<Message, { type: T }>;

export const copyOf = ({ copies }: Turn, key: string): Copy | null => heldOf(copies, key)?.copy ?? null;

/** What is held now, in place of what was before. */
export const keep = (turn: Turn, key: string, copy: Copy, before: Held | undefined): Held => {
  const held = { copy, lsn: append(turn, [{ type: "Copy", key, copy }]) };
  if (before === undefined) turn.s.keys += 1;
  turn.copies = withHeld(turn.copies, key, held);
  return held;
};

export const onAsk = (turn: Turn, from: NodeId, { op, key }: Of<"Ask">): void => {
  const held = heldOf(turn.copies, key);
  send(turn, from, { type: "Answer", op, copy: held?.copy ?? null }, held ? turn.rules.answerAfter(held) : 0);
};

/** Acknowledged is what the replica holds now, whether it is this copy, was before, or is newer. */
export const onStore = (turn: Turn, from: NodeId, { op, key, copy }: Of<"Store">): void => {
  const held = onRepair(turn, { key, copy });
  send(turn, from, { type: "Stored", op }, held ? turn.rules.acknowledgeAfter(held) : 0);
};

/** What is held then. */
export const onRepair = (turn: Turn, { key, copy }: { readonly key: string; readonly copy: Copy }): Held | undefined => {
  const { rules } = turn;
  const held = heldOf(turn.copies, key);
  return rules.keeps(held?.copy ?? null, copy, rules.newer) ? keep(turn, key, copy, held) : held;
};
