// A node of the quorum store alone: what it is told, and what it then wants done, in lines.

import { type QuorumStoreOptions, quorumStoreConfig } from "../../../../impl/replication/quorum-store/config.ts";
import type { Command, Message, OperationId, Result, StoreRecord } from "../../../../impl/replication/quorum-store/messages.ts";
import type { QuorumStore, Timer } from "../../../../impl/replication/quorum-store/protocol.ts";
import { quorumStore } from "../../../../impl/replication/quorum-store/quorum-store.ts";
import type { StoreState } from "../../../../impl/replication/quorum-store/state.ts";
import type { Copy, Version } from "../../../../impl/replication/quorum-store/version.ts";
import type { Durable, Effect, Input } from "../../../../impl/runtime/core.ts";
import { effectLine } from "../../effect-line.ts";

const NOTHING: Durable<QuorumStore> = { lsn: 0, records: [] };
const THREE: QuorumStoreOptions = { nodes: ["a", "b", "c"], catchUp: false };

/** Node a, of three unless the options say otherwise. */
export class Node {
  state: StoreState;
  booted: readonly string[];

  constructor(options: Partial<QuorumStoreOptions> = {}, disk: Durable<QuorumStore> = NOTHING) {
    const { state, effects } = quorumStore().boot(quorumStoreConfig({ ...THREE, ...options }), "a", disk);
    this.state = state;
    this.booted = effects.map(lineOf);
  }

  #step(input: Input<QuorumStore>): readonly string[] {
    const { state, effects } = quorumStore().step(this.state, input);
    this.state = state;
    return effects.map(lineOf);
  }

  hears(from: string, message: Message): readonly string[] {
    return this.#step({ kind: "message", from, message });
  }
  /** Session s, unless told otherwise. */
  asked(seq: number, command: Command, session = "s"): readonly string[] {
    return this.#step({ kind: "request", session, seq, command });
  }
  durable(lsn: number): readonly string[] {
    return this.#step({ kind: "durable", lsn });
  }
  fires(timer: Timer): readonly string[] {
    return this.#step({ kind: "timer", timer });
  }
  step = this.#step;
}

export const put = (value: string, more: Partial<Command> = {}): Command =>
  ({ type: "put", key: "k", value, ...more }) as Command;
export const get = (more: Partial<Command> = {}): Command => ({ type: "get", key: "k", ...more }) as Command;
export const op = (number: number, start = 1): OperationId => ({ start, number });

/** `copy("new", "2:b.1.4")`: counter 2, node b, its first start, fourth operation. */
export const copy = (value: string, version: string): Copy => ({ value, version: versionOf(version) });
export const versionOf = (text: string): Version => {
  const [, counter, node, start, operation] = /^(\d+):(.+)\.(\d+)\.(\d+)$/.exec(text)!;
  return { counter: Number(counter), node, start: Number(start), operation: Number(operation) };
};

const idText = ({ start, number }: OperationId) => `${start}.${number}`;
const versionText = ({ counter, node, start, operation }: Version) => `${counter}:${node}.${start}.${operation}`;
const copyText = (one: Copy | null) => (one === null ? "nothing" : `${one.value}@${versionText(one.version)}`);

const messageText = (message: Message): string => {
  switch (message.type) {
    case "Ask":
      return `Ask ${idText(message.op)} ${message.key}`;
    case "Answer":
      return `Answer ${idText(message.op)} ${copyText(message.copy)}`;
    case "Store":
      return `Store ${idText(message.op)} ${message.key}=${copyText(message.copy)}`;
    case "Stored":
      return `Stored ${idText(message.op)}`;
    case "Repair":
      return `Repair ${message.key}=${copyText(message.copy)}`;
    case "List":
      return `List ${message.after}`;
    case "Versions": {
      const versions = message.versions.map(({ key, version }) => `${key}=${versionText(version)}`);
      return `Versions ${message.after}: ${versions.join(" ")}${message.more ? " ..." : ""}`;
    }
    case "Pull":
      return `Pull ${message.keys.join(" ")}`;
    case "Copies":
      return `Copies ${message.copies.map((one) => `${one.key}=${copyText(one.copy)}`).join(" ")}`;
  }
};
const recordText = (record: StoreRecord): string => {
  switch (record.type) {
    case "Started":
      return `Started ${record.start}`;
    case "Copy":
      return `Copy ${record.key}=${copyText(record.copy)}`;
    case "Write":
      return `Write ${record.session}#${record.seq}@${versionText(record.version)}`;
  }
};
const resultText = (result: Result) =>
  result.type === "written"
    ? `written ${versionText(result.version)}`
    : result.type === "value"
      ? `value ${result.version === null ? "none" : `${result.value}@${versionText(result.version)}`}`
      : `${result.type}: ${result.why}`;

export const lineOf = (effect: Effect<QuorumStore>): string =>
  effectLine(effect, { record: recordText, message: messageText, result: resultText });
