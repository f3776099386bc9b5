// A coordinator: it asks R replicas what they hold, has W of them store a copy where one is to be stored, and answers the client.
import type { Lsn, NodeId, Request } from "../../runtime/core.ts";
import { digestOf } from "./digest.ts";
import type { Message, Put, Result } from "./messages.ts";
import type { QuorumStore, Timer } from "./protocol.ts";
import { onRepair } from "./replica.ts";
import type { Answer, Operation } from "./state.ts";
import { append, reply, send, type Turn } from "./turn.ts";
import { type Copy, compareVersions } from "./version.ts";
import { recall, recordOf, type Write, withWrite } from "./writes.ts";

type Reply = Extract<Message, { type: "Answer" | "Stored" }>;
const timerOf = ({ number }: Operation): Timer => `operation ${number}`;

/** A request that makes sense and is not known. */
export const begin = (turn: Turn, request: Request<QuorumStore>): void => tryPhase(turn, operationOf(turn, request));

/** A write that was begun before, and is not known to be stored: it goes on with the version that it has. */
export const goOnWith = (turn: Turn, request: Request<QuorumStore>, { value }: Put, { version, lsn }: Write): void =>
  store(turn, operationOf(turn, request), { version, value }, [], turn.rules.storeAfter(lsn));

const operationOf = (turn: Turn, { session, seq, command }: Request<QuorumStore>): Operation => {
  const { s, config } = turn;
  claimStart(turn);
  const number = s.begun + 1;
  s.begun = number;
  return {
    number,
    session,
    seq,
    command,
    r: command.r ?? config.read,
    w: command.w ?? config.write,
    phase: "asking",
    answers: [],
    copy: null,
    after: 0,
    stored: [],
    tries: config.retry.times,
  };
};

const keep = (turn: Turn, operation: Operation): void => {
  turn.operations = { ...turn.operations, [operation.number]: operation };
};

/** Nothing leaves under the name of this start before the log has it, so that no later start can take the same name. */
const claimStart = (turn: Turn): void => {
  const { now, s, rules } = turn;
  if (now.startedAt !== null) return;
  s.start = rules.nextStart(s.start);
  s.startedAt = append(turn, [{ type: "Started", start: s.start }]);
};

/** Asks those that have not answered, or has those store that have not said that they did. Each may be asked any number of times. */
const tryPhase = (turn: Turn, operation: Operation): void => {
  keep(turn, operation);
  const { now, config, self, effects } = turn;
  const { start, startedAt } = now;
  const { number, command, copy, answers, stored } = operation;
  const [op, key] = [{ start, number }, command.key];
  const heard = copy === null ? answers.map(({ from }) => from) : stored;
  // In its own log the copy may follow at once; the node says that it has stored it when the others may hear of it.
  if (copy !== null && !heard.includes(self)) onRepair(turn, { key, copy });
  const after = Math.max(startedAt ?? 0, operation.after);
  for (const node of config.nodes.filter((name) => !heard.includes(name))) {
    send(turn, node, copy === null ? { type: "Ask", op, key } : { type: "Store", op, key, copy }, after);
  }
  const [least, most] = config.retry.milliseconds;
  effects.push({ kind: "setTimer", timer: timerOf(operation), milliseconds: [least, most] });
};

/** Replies that nobody waits for any more are ignored: of a phase that has ended, of an earlier life, or heard before. */
export const onReply = (turn: Turn, from: NodeId, message: Reply): void => {
  const { now, operations, rules } = turn;
  const operation = operations[message.op.number];
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
  if (operation.command.type === "put") write(turn, operation, newest, operation.command);
  else read(turn, operation, newest);
};

/** The version is chosen once: whoever asks for the same write again, be it after a restart, gets the same one. */
const write = (turn: Turn, operation: Operation, newest: Copy | null, command: Put): void => {
  const { now, self, config, rules } = turn;
  const { session, seq, number } = operation;
  const version = rules.nextVersion(newest, { node: self, start: now.start, operation: number });
  const chosen = { session, seq, version, digest: digestOf(command) };
  const lsn = append(turn, [recordOf(chosen)]);
  turn.writes = withWrite(turn.writes, { ...chosen, lsn, isStored: false }, config.limits.writes);
  store(turn, operation, { version, value: command.value }, [], rules.storeAfter(lsn));
};

const read = (turn: Turn, operation: Operation, newest: Copy | null): void => {
  const { config, rules } = turn;
  const { command } = operation;
  if (command.type !== "get") return;
  const holders = operation.answers
    .filter(({ copy }) => copy !== null && newest !== null && compareVersions(copy.version, newest.version) === 0)
    .map(({ from }) => from);
  const writesBack = command.writeBack ?? config.writeBack;
  if (newest !== null && writesBack && rules.writeBackNeeded(holders, operation.w)) {
    return store(turn, operation, newest, holders, 0);
  }
  finish(turn, operation, valueOf(newest));
  if (newest === null || !(command.readRepair ?? config.readRepair)) return;
  const others = config.nodes.filter((node) => !holders.includes(node));
  for (const node of others) send(turn, node, { type: "Repair", key: command.key, copy: newest }, 0);
};

const valueOf = (copy: Copy | null): Result => ({
  type: "value",
  value: copy?.value ?? null,
  version: copy?.version ?? null,
});

const store = (turn: Turn, operation: Operation, copy: Copy, holders: readonly NodeId[], after: Lsn): void => {
  const tries = turn.config.retry.times;
  tryPhase(turn, { ...operation, phase: "storing", copy, after, stored: [...holders], tries });
};

const onStored = (turn: Turn, before: Operation, from: NodeId): void => {
  const { rules } = turn;
  if (!rules.isNew(from, before.stored)) return;
  const operation = { ...before, stored: [...before.stored, from] };
  if (!rules.writeQuorum(operation.stored, operation.w)) return keep(turn, operation);
  const { copy } = operation;
  if (operation.command.type === "get" || copy === null) return finish(turn, operation, valueOf(copy));
  const known = recall(turn.writes, operation);
  if (known) turn.writes = withWrite(turn.writes, { ...known, isStored: true }, turn.config.limits.writes);
  finish(turn, operation, { type: "written", version: copy.version });
};

/** The operation's time is up: it is tried again, or given up. */
export const onTimeout = (turn: Turn, number: number): void => {
  const operation = turn.operations[number];
  if (!operation) return;
  if (operation.tries > 0) return tryPhase(turn, { ...operation, tries: operation.tries - 1 });
  const { phase, answers, stored, command, r, w } = operation;
  const [had, needed, did] = phase === "asking" ? [answers.length, r, "answered"] : [stored.length, w, "stored the copy"];
  const why = `${had} of the ${needed} replicas that are needed ${did} in time`;
  finish(turn, operation, { type: turn.rules.givenUp(command.type, phase), why });
};

const finish = (turn: Turn, operation: Operation, result: Result): void => {
  turn.effects.push({ kind: "cancelTimer", timer: timerOf(operation) });
  const { [operation.number]: _, ...others } = turn.operations;
  turn.operations = others;
  reply(turn, operation.session, operation.seq, result);
};
