// A coordinator: it asks R replicas what they hold, has W of them store a copy where one is to be stored, and answers the client.
import type { Draft } from "immer";
import type { NodeId, Request } from "../../runtime/core.ts";
import { plain } from "../../runtime/plain.ts";
import type { Message, Result } from "./messages.ts";
import type { QuorumStore, Timer } from "./protocol.ts";
import { remember } from "./remembered.ts";
import type { Answer, Operation } from "./state.ts";
import { append, reply, send, type Turn } from "./turn.ts";
import { type Copy, compareVersions } from "./version.ts";

type Reply = Extract<Message, { type: "Answer" | "Stored" }>;
const timerOf = ({ number }: Operation): Timer => `operation ${number}`;

/** A request that makes sense and is not known. */
export const begin = (turn: Turn, { session, seq, command }: Request<QuorumStore>): void => {
  const { s } = turn;
  claimStart(turn);
  s.begun += 1;
  const operation: Operation = {
    number: s.begun,
    session,
    seq,
    command,
    r: command.r ?? s.config.read,
    w: command.w ?? s.config.write,
    phase: "asking",
    answers: [],
    copy: null,
    stored: [],
    tries: s.config.retry.times,
  };
  tryPhase(turn, operation);
};

/** An operation is replaced, not changed: it is small, and read more often than written. Frozen, immer does not look into it. */
const keep = ({ s }: Turn, operation: Operation): void => {
  s.operations[operation.number] = Object.freeze(operation) as Draft<Operation>;
};

/** Nothing leaves under the name of this start before the log has it, so that no later start can take the same name. */
const claimStart = (turn: Turn): void => {
  const { s, rules } = turn;
  if (s.startedAt !== null) return;
  s.start = rules.nextStart(s.start);
  s.startedAt = append(turn, [{ type: "Started", start: s.start }]);
};

/** Asks those that have not answered, or has those store that have not said that they did. Each may be asked any number of times. */
const tryPhase = (turn: Turn, operation: Operation): void => {
  keep(turn, operation);
  const { now, effects } = turn;
  const { config, start, startedAt } = now;
  const { number, command, copy, answers, stored } = operation;
  const [op, key] = [{ start, number }, command.key];
  const heard = copy === null ? answers.map(({ from }) => from) : stored;
  for (const node of config.nodes.filter((name) => !heard.includes(name))) {
    send(turn, node, copy === null ? { type: "Ask", op, key } : { type: "Store", op, key, copy }, startedAt ?? 0);
  }
  const [least, most] = config.retry.milliseconds;
  effects.push({ kind: "setTimer", timer: timerOf(operation), milliseconds: [least, most] });
};

/** Replies that nobody waits for any more are ignored: of a phase that has ended, of an earlier life, or heard before. */
export const onReply = (turn: Turn, from: NodeId, message: Reply): void => {
  const { now, rules } = turn;
  const operation = plain(now.operations[message.op.number]);
  if (!operation || !rules.isToThisStart(message.op, now.start) || !rules.awaits(operation.phase, message.type)) return;
  if (operation.phase === "asking") onAnswer(turn, operation, { from, copy: message.type === "Answer" ? message.copy : null });
  else onStored(turn, operation, from);
};

const onAnswer = (turn: Turn, before: Operation, answer: Answer): void => {
  const { rules } = turn;
  const heard = before.answers.map(({ from }) => from);
  if (!rules.isNew(answer.from, heard)) return;
  const operation = { ...before, answers: [...before.answers, answer] };
  if (!rules.readQuorum(operation.answers, operation.r)) return keep(turn, operation);
  const newest = rules.newest(operation.answers, rules.newer);
  if (operation.command.type === "put") write(turn, operation, newest, operation.command.value);
  else read(turn, operation, newest);
};

const write = (turn: Turn, operation: Operation, newest: Copy | null, value: string): void => {
  const { now, rules } = turn;
  const version = rules.nextVersion(newest, { node: now.self, start: now.start, operation: operation.number });
  store(turn, operation, { version, value }, []);
};

const read = (turn: Turn, operation: Operation, newest: Copy | null): void => {
  const { now, rules } = turn;
  const { command } = operation;
  if (command.type !== "get") return;
  const holders = operation.answers
    .filter(({ copy }) => copy !== null && newest !== null && compareVersions(copy.version, newest.version) === 0)
    .map(({ from }) => from);
  const writesBack = command.writeBack ?? now.config.writeBack;
  if (newest !== null && writesBack && rules.writeBackNeeded(holders, operation.w)) {
    return store(turn, operation, newest, holders);
  }
  finish(turn, operation, valueOf(newest));
  if (newest === null || !(command.readRepair ?? now.config.readRepair)) return;
  const others = now.config.nodes.filter((node) => !holders.includes(node));
  for (const node of others) send(turn, node, { type: "Repair", key: command.key, copy: newest }, 0);
};

const valueOf = (copy: Copy | null): Result => ({
  type: "value",
  value: copy?.value ?? null,
  version: copy?.version ?? null,
});

const store = (turn: Turn, operation: Operation, copy: Copy, holders: readonly NodeId[]): void =>
  tryPhase(turn, { ...operation, phase: "storing", copy, stored: [...holders], tries: turn.now.config.retry.times });

const onStored = (turn: Turn, before: Operation, from: NodeId): void => {
  const { rules } = turn;
  if (!rules.isNew(from, before.stored)) return;
  const operation = { ...before, stored: [...before.stored, from] };
  if (!rules.writeQuorum(operation.stored, operation.w)) return keep(turn, operation);
  const { copy } = operation;
  const isWritten = operation.command.type === "put" && copy !== null;
  finish(turn, operation, isWritten ? { type: "written", version: copy.version } : valueOf(copy));
};

/** The operation's time is up: it is tried again, or given up. */
export const onTimeout = (turn: Turn, number: number): void => {
  const operation = plain(turn.now.operations[number]);
  if (!operation) return;
  if (operation.tries > 0) return tryPhase(turn, { ...operation, tries: operation.tries - 1 });
  const { phase, answers, stored, command, r, w } = operation;
  const [had, needed, did] = phase === "asking" ? [answers.length, r, "answered"] : [stored.length, w, "stored the copy"];
  const why = `${had} of the ${needed} replicas that are needed ${did} in time`;
  finish(turn, operation, { type: turn.rules.givenUp(command.type, phase), why });
};

const finish = (turn: Turn, operation: Operation, result: Result): void => {
  const { session, seq, command } = operation;
  turn.effects.push({ kind: "cancelTimer", timer: timerOf(operation) });
  delete turn.s.operations[operation.number];
  remember(turn, { session, seq, command, result });
  reply(turn, session, seq, result);
};
