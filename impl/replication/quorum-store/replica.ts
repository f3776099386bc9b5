// A replica: it keeps the newest copy of each key that it was ever sent, and tells of it once it is on disk.
import type { NodeId } from "../../runtime/core.ts";
import { heldOf, hold } from "./copies.ts";
import type { Message } from "./messages.ts";
import { append, send, type Turn } from "./turn.ts";
import type { Copy } from "./version.ts";

type Of<T extends Message["type"]> = Extract<Message, { type: T }>;

export const copyOf = ({ now }: Turn, key: string): Copy | null => heldOf(now.copies, key)?.copy ?? null;

export const keep = (turn: Turn, key: string, copy: Copy): void => {
  const { s } = turn;
  if (heldOf(s.copies, key) === undefined) s.keys += 1;
  hold(s.copies, key, { copy, lsn: append(turn, [{ type: "Copy", key, copy }]) });
};

export const onAsk = (turn: Turn, from: NodeId, { op, key }: Of<"Ask">): void => {
  const held = heldOf(turn.now.copies, key);
  send(turn, from, { type: "Answer", op, copy: held?.copy ?? null }, held ? turn.rules.answerAfter(held) : 0);
};

/** Acknowledged is what the replica holds now, whether it is this copy, was before, or is newer. */
export const onStore = (turn: Turn, from: NodeId, { op, key, copy }: Of<"Store">): void => {
  onRepair(turn, { key, copy });
  const held = heldOf(turn.now.copies, key);
  send(turn, from, { type: "Stored", op }, held ? turn.rules.acknowledgeAfter(held) : 0);
};

export const onRepair = (turn: Turn, { key, copy }: { readonly key: string; readonly copy: Copy }): void => {
  if (turn.rules.keeps(copyOf(turn, key), copy, turn.rules.newer)) keep(turn, key, copy);
};
