// Catching up: a node that starts goes through the keys of every other, chunk by chunk, and pulls what is newer than what it
// holds. Safety does not need it; without it a replica that was down stays behind until a key is written or read again.
import type { NodeId } from "../../runtime/core.ts";
import { heldOf, keysAfter } from "./copies.ts";
import type { KeyCopy, KeyVersion, Message } from "./messages.ts";
import { copyOf, keep } from "./replica.ts";
import type { CatchUp } from "./state.ts";
import { send, type Turn } from "./turn.ts";
import { isNewer } from "./version.ts";

type Of<T extends Message["type"]> = Extract<Message, { type: T }>;

export const beginCatchUp = (turn: Turn): void => {
  const { config, self } = turn;
  if (!config.catchUp) return;
  const others = config.nodes.filter((node) => node !== self);
  turn.catchUp = others.map((node) => ({ node, after: null, next: null, wanted: [] }));
  askAgain(turn);
};

/** For as long as some node has not answered: it may be down, and hold what this one lacks. */
export const askAgain = (turn: Turn): void => {
  const { catchUp, config, effects } = turn;
  if (catchUp.length === 0) return;
  for (const progress of catchUp) ask(turn, progress);
  const [least, most] = config.retry.milliseconds;
  effects.push({ kind: "setTimer", timer: "catch-up", milliseconds: [least, most] });
};

const ask = (turn: Turn, { node, after, wanted }: CatchUp): void =>
  send(turn, node, wanted.length > 0 ? { type: "Pull", keys: wanted } : { type: "List", after }, 0);

// The node that is asked remembers nothing of it.

export const onList = (turn: Turn, from: NodeId, { after }: Of<"List">): void => {
  const { copies, config } = turn;
  const most = config.limits.chunk.keys;
  const keys = keysAfter(copies, after, most + 1);
  const versions = keys.slice(0, most).map((key) => ({ key, version: heldOf(copies, key)!.copy.version }));
  send(turn, from, { type: "Versions", after, versions, more: keys.length > most }, 0);
};

/** A copy that is not durable may be this node's own write, which no other may see yet. */
export const onPull = (turn: Turn, from: NodeId, { keys }: Of<"Pull">): void => {
  const { chunk } = turn.config.limits;
  const copies: KeyCopy[] = [];
  let units = 0;
  let after = 0;
  for (const key of keys.slice(0, chunk.keys)) {
    const held = heldOf(turn.copies, key);
    units += held?.copy.value.length ?? 0;
    if (copies.length > 0 && units > chunk.units) break;
    copies.push({ key, copy: held?.copy ?? null });
    if (held) after = Math.max(after, turn.rules.answerAfter(held));
  }
  send(turn, from, { type: "Copies", copies }, after);
};

// The node that asks. What it did not ask for, or has asked for before, it ignores.

export const onVersions = (turn: Turn, from: NodeId, { after, versions, more }: Of<"Versions">): void => {
  const progress = turn.catchUp.find(({ node }) => node === from);
  if (!progress || progress.wanted.length > 0 || progress.after !== after) return;
  const isBehind = ({ key, version }: KeyVersion) => isNewer({ version, value: "" }, copyOf(turn, key));
  const next = more ? (versions.at(-1)?.key ?? null) : null;
  goOn(turn, { ...progress, next, wanted: versions.filter(isBehind).map(({ key }) => key) });
};

export const onCopies = (turn: Turn, from: NodeId, { copies }: Of<"Copies">): void => {
  const progress = turn.catchUp.find(({ node }) => node === from);
  const pulled = copies.filter(({ key }) => progress?.wanted.includes(key));
  if (!progress || pulled.length === 0) return;
  const { rules } = turn;
  for (const { key, copy } of pulled) {
    const held = heldOf(turn.copies, key);
    if (copy !== null && rules.keepsPulled(held?.copy ?? null, copy, rules.newer)) keep(turn, key, copy, held);
  }
  goOn(turn, { ...progress, wanted: progress.wanted.filter((key) => !pulled.some((one) => one.key === key)) });
};

const goOn = (turn: Turn, progress: CatchUp): void => {
  const { node, wanted, next } = progress;
  if (wanted.length === 0 && next === null) return end(turn, node);
  const now = wanted.length > 0 ? progress : { ...progress, after: next, next: null };
  turn.catchUp = turn.catchUp.map((one) => (one.node === node ? now : one));
  ask(turn, now);
};

const end = (turn: Turn, node: NodeId): void => {
  turn.catchUp = turn.catchUp.filter((one) => one.node !== node);
  if (turn.catchUp.length === 0) turn.effects.push({ kind: "cancelTimer", timer: "catch-up" });
};
