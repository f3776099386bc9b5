// A site of two-phase commit alone: what it is told, and what it then wants done, in lines.

import { type CommitOptions, commitConfig } from "../../../../impl/commit/two-phase-commit/config.ts";
import type {
  Command,
  CommitRecord,
  Message,
  Outcome,
  Result,
  Transfer,
} from "../../../../impl/commit/two-phase-commit/messages.ts";
import type { TwoPhaseCommit } from "../../../../impl/commit/two-phase-commit/protocol.ts";
import { keyOf, type TransactionId } from "../../../../impl/commit/two-phase-commit/transaction-id.ts";
import { twoPhaseCommit } from "../../../../impl/commit/two-phase-commit/two-phase-commit.ts";
import type { Effect, Input } from "../../../../impl/runtime/core.ts";
import { effectLine } from "../../effect-line.ts";

const THREE: CommitOptions = { coordinator: "c", participants: ["a", "b"] };

export class Site {
  state: TwoPhaseCommit["state"];
  booted: readonly string[];

  constructor(self: string, options: Partial<CommitOptions> = {}, records: readonly CommitRecord[] = [], lsn = records.length) {
    const { state, effects } = twoPhaseCommit().boot(commitConfig({ ...THREE, ...options }), self, { lsn, records });
    this.state = state;
    this.booted = effects.map(lineOf);
  }

  step(input: Input<TwoPhaseCommit>): readonly string[] {
    const { state, effects } = twoPhaseCommit().step(this.state, input);
    this.state = state;
    return effects.map(lineOf);
  }

  hears(from: string, message: Message): readonly string[] {
    return this.step({ kind: "message", from, message });
  }
  /** Session s, unless told otherwise. */
  asked(seq: number, command: Command, session = "s"): readonly string[] {
    return this.step({ kind: "request", session, seq, command });
  }
  durable(lsn: number): readonly string[] {
    return this.step({ kind: "durable", lsn });
  }
  /** Time is up for the transaction: 1.1 unless told otherwise. */
  fires(number = 1, start = 1): readonly string[] {
    return this.step({ kind: "timer", timer: `transaction ${start}.${number}` });
  }
}

export const tx = (number = 1, start = 1): TransactionId => ({ start, number });
export const open = (account: string, amount: number): Command => ({ type: "open", account, amount });
export const balance = (account: string): Command => ({ type: "balance", account });
/** 5 from x at a to y at b. */
export const transfer = (id: string, more: Partial<Transfer> = {}): Transfer => ({
  type: "transfer",
  id,
  from: { store: "a", account: "x" },
  to: { store: "b", account: "y" },
  amount: 5,
  ...more,
});
export const prepare = (add = -5, number = 1, more: object = {}): Message => ({
  type: "Prepare",
  tx: tx(number),
  low: tx(),
  operations: [{ account: "x", add }],
  writers: ["a", "b"],
  ...more,
});
export const vote = (given: "yes" | "readOnly", number = 1): Message => ({ type: "Vote", tx: tx(number), vote: given });
export const no = (number = 1): Message => ({ type: "Vote", tx: tx(number), vote: "no", reason: "insufficient funds" });
export const told = (decision: "commit" | "abort", number = 1): Message => ({ type: "Decision", tx: tx(number), decision });
export const ack = (number = 1): Message => ({ type: "Ack", tx: tx(number) });
export const inquiry = (number = 1): Message => ({ type: "Inquiry", tx: tx(number) });
export const answer = (decision: "commit" | "abort", number = 1): Message => ({ type: "Answer", tx: tx(number), decision });
export const committed: Outcome = { type: "committed" };
export const aborted: Outcome = { type: "aborted", reason: "timeout", store: "b" };

const outcomeText = (outcome: Outcome): string =>
  outcome.type === "committed"
    ? "committed"
    : `aborted (${outcome.reason}${outcome.store === null ? "" : ` at ${outcome.store}`})`;

const resultText = (result: Result): string => {
  switch (result.type) {
    case "committed":
    case "aborted":
      return outcomeText(result);
    case "balance":
      return `balance ${result.amount}`;
    case "unavailable":
    case "refused":
      return `${result.type}: ${result.why}`;
    default:
      return result.type;
  }
};

const messageText = (message: Message): string => {
  const name = `${message.type} ${keyOf(message.tx)}`;
  switch (message.type) {
    case "Prepare": {
      const operations = message.operations.map((one) =>
        "add" in one ? `${one.account}${one.add < 0 ? "" : "+"}${one.add}` : `${one.account}>=${one.atLeast}`,
      );
      return `${name} low ${keyOf(message.low)} ${operations.join(" ")} (${message.writers.join(" ")})`;
    }
    case "Vote":
      return `${name} ${message.vote}${message.vote === "no" ? `: ${message.reason}` : ""}`;
    case "Decision":
    case "Answer":
      return `${name} ${message.decision}`;
    case "Agreement":
      return `${name} ${message.state}`;
    default:
      return name;
  }
};

const recordText = (record: CommitRecord): string => {
  switch (record.type) {
    case "started":
      return `started ${record.start}`;
    case "collecting":
      return `collecting ${keyOf(record.tx)} ${record.transfer.id}`;
    case "decided":
      return `decided ${keyOf(record.tx)} ${record.transfer.id}: ${outcomeText(record.outcome)}`;
    case "end":
      return `end ${keyOf(record.tx)}`;
    case "opened":
      return `opened ${record.account} ${record.amount}`;
    case "prepared":
      return `prepared ${keyOf(record.tx)} ${record.redo.map(({ account, balance }) => `${account}=${balance}`).join(" ")}`;
    case "carriedOut":
      return `carried out ${keyOf(record.tx)} ${record.decision}`;
    default:
      return JSON.stringify(record);
  }
};

export const lineOf = (effect: Effect<TwoPhaseCommit>): string =>
  effectLine(effect, { record: recordText, message: messageText, result: resultText });
