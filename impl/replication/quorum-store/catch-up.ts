// Catching up: a node that starts goes through the keys of every other, chunk by chunk, and pulls what is newer than what it
// holds. Safety does not need it; without it a replica that was down stays behind until a key is written or read again.
import type { Draft } from "immer";
import type { NodeId } from "../../runtime/core.ts";
import { plain } from "../../runtime/plain.ts";
import { heldOf, keysAfter } from "./copies.ts";
import type { KeyCopy, KeyVersion, Message } from "./messages.ts";
import { copyOf, keep } from "./replica.ts";
import type { CatchUp } from "./state.ts";
import { send, type Turn } from "./turn.ts";
import { isNewer } from "./version.ts";

type Of<T extends Message["type"]> = Extract<Message, { type: T }>;
type Progress = Draft<CatchUp>;

export const beginCatchUp = (turn: Turn): void => {
  const { s } = turn;
  if (!s.config.catchUp) return;
  const others = s.config.nodes.filter((node) => node !== s.self);
  s.catchUp = others.map((node) => ({ node, after: null, next: null, wanted: [] }));
  askAgain(turn);
};

/** For as long as some node has not answered: it may be down, and hold what this one lacks. */
export const askAgain = (turn: Turn): void => {
  const { now, effects } = turn;
  if (now.catchUp.length === 0) return;
  for (const progress of now.catchUp) ask(turn, progress);
  const [least, most] = now.config.retry.milliseconds;
  effects.push({ kind: "setTimer", timer: "catch-up", milliseconds: [least, most] });
};

const ask = (turn: Turn, progress: CatchUp): void => {
  const { node, after, wanted } = plain(progress);
  send(turn, node, wanted.length > 0 ? { type: "Pull", keys: wanted } : { type: "List", after }, 0);
};

// The node that is asked remembers nothing of it.

export const onList = (turn: Turn, from: NodeId, { after }: Of<"List">): void => {
  const { copies, config } = turn.now;
  const most = config.limits.chunk.keys;
  const keys = keysAfter(copies, after, most + 1);
  const versions = keys.slice(0, most).map((key) => ({ key, version: heldOf(copies, key)!.copy.version }));
  send(turn, from, { type: "Versions", after, versions, more: keys.length > most }, 0);
};

/** A copy may leave before it is durable here: the other only stores it, as if its writer had sent it there. */
export const onPull = (turn: Turn, from: NodeId, { keys }: Of<"Pull">): void => {
  const { chunk } = turn.now.config.limits;
  const copies: KeyCopy[] = [];
  let units = 0;
  for (const key of keys.slice(0, chunk.keys)) {
    const copy = copyOf(turn, key);
    units += copy?.value.length ?? 0;
    if (copies.length > 0 && units > chunk.units) break;
    copies.push({ key, copy });
  }
  send(turn, from, { type: "Copies", copies }, 0);
};

// The node that asks. What it did not ask for, or has asked for before, it ignores.

export const onVersions = (turn: Turn, from: NodeId, { after, versions, more }: Of<"Versions">): void => {
  const progress = turn.s.catchUp.find(({ node }) => node === from);
  if (!progress || progress.wanted.length > 0 || progress.after !== after) return;
  const isBehind = ({ key, version }: KeyVersion) => isNewer({ version, value: "" }, copyOf(turn, key));
  progress.next = more ? (versions.at(-1)?.key ?? null) : null;
  progress.wanted = versions.filter(isBehind).map(({ key }) => key);
  goOn(turn, progress);
};

export const onCopies = (turn: Turn, from: NodeId, { copies }: Of<"Copies">): void => {
  const progress = turn.s.catchUp.find(({ node }) => node === from);
  const pulled = copies.filter(({ key }) => progress?.wanted.includes(key));
  if (!progress || pulled.length === 0) return;
  for (const { key, copy } of pulled) {
    if (copy !== null && turn.rules.keepsPulled(copyOf(turn, key), copy, turn.rules.newer)) keep(turn, key, copy);
  }
  progress.wanted = progress.wanted.filter((key) => !pulled.some((one) => one.key === key));
  goOn(turn, progress);
};

const goOn = (turn: Turn, progress: Progress): void => {
  const { s, effects } = turn;
  const { node, wanted, next } = progress;
  if (wanted.length > 0) return ask(turn, progress);
  if (next !== null) {
    progress.after = next;
    progress.next = null;
    return ask(turn, progress);
  }
  s.catchUp = s.catchUp.filter((one) => one.node !== node);
  if (s.catchUp.length === 0) effects.push({ kind: "cancelTimer", timer: "catch-up" });
};
