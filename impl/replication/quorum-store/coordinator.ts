// A coordinator: it asks R replicas what they hold, has W of them store a copy where one is to be stored, and answers the client.
import type { Draft } from "immer";
import type { NodeId, Request } from "../../runtime/core.ts";
import type { Message, Result } from "./messages.ts";
import { plain } from "./plain.ts";
import type { QuorumStore, Timer } from "./protocol.ts";
import { remember } from "./remembered.ts";
import type { Answer, Operation } from "./state.ts";
import { append, reply, send, type Turn } from "./turn.ts";
import { type Copy, compareVersions } from "./version.ts";

type Reply = Extract<Message, { type: "Answer" | "Stored" }>;
type Begun = Draft<Operation>;

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
  s.operations[s.begun] = operation as Begun;
  tryPhase(turn, s.operations[s.begun]);
};

/** Nothing leaves under the name of this start before the log has it, so that no later start can take the same name. */
const claimStart = (turn: Turn): void => {
  const { s, rules } = turn;
  if (s.startedAt !== null) return;
  s.start = rules.nextStart(s.start);
  s.startedAt = append(turn, [{ type: "Started", start: s.start }]);
};

/** Asks those that have not answered, or has those store that have not said that they did. Each may be asked any number of times. */
const tryPhase = (turn: Turn, operation: Begun): void => {
  const { s, effects } = turn;
  const op = { start: s.start, number: operation.number };
  const { key } = operation.command;
  const copy = plain(operation.copy);
  const heard = copy === null ? operation.answers.map(({ from }) => from) : operation.stored;
  for (const node of s.config.nodes.filter((name) => !heard.includes(name))) {
    send(turn, node, copy === null ? { type: "Ask", op, key } : { type: "Store", op, key, copy }, s.startedAt ?? 0);
  }
  const [least, most] = s.config.retry.milliseconds;
  effects.push({ kind: "setTimer", timer: timerOf(operation), milliseconds: [least, most] });
};

/** Replies that nobody waits for any more are ignored: of a phase that has ended, of an earlier life, or heard before. */
export const onReply = (turn: Turn, from: NodeId, message: Reply): void => {
  const { s, rules } = turn;
  const operation = s.operations[message.op.number];
  if (!operation || !rules.isToThisStart(message.op, s.start) || !rules.awaits(operation.phase, message.type)) return;
  if (operation.phase === "asking") onAnswer(turn, operation, { from, copy: message.type === "Answer" ? message.copy : null });
  else onStored(turn, operation, from);
};

const onAnswer = (turn: Turn, operation: Begun, answer: Answer): void => {
  const { rules } = turn;
  const heard = operation.answers.map(({ from }) => from);
  if (!rules.isNew(answer.from, heard)) return;
  operation.answers.push(answer as Draft<Answer>);
  const answers = plain(operation.answers);
  if (!rules.readQuorum(answers, operation.r)) return;
  const newest = rules.newest(answers, rules.newer);
  if (operation.command.type === "put") write(turn, operation, newest, operation.command.value);
  else read(turn, operation, newest);
};

const write = (turn: Turn, operation: Begun, newest: Copy | null, value: string): void => {
  const { s, rules } = turn;
  const version = rules.nextVersion(newest, { node: s.self, start: s.start, operation: operation.number });
  store(turn, operation, { version, value }, []);
};

const read = (turn: Turn, operation: Begun, newest: Copy | null): void => {
  const { s, rules } = turn;
  const { command } = operation;
  if (command.type !== "get") return;
  const holders = plain(operation.answers)
    .filter(({ copy }) => copy !== null && newest !== null && compareVersions(copy.version, newest.version) === 0)
    .map(({ from }) => from);
  const writesBack = command.writeBack ?? s.config.writeBack;
  if (newest !== null && writesBack && rules.writeBackNeeded(holders, operation.w)) {
    return store(turn, operation, newest, holders);
  }
  finish(turn, operation, valueOf(newest));
  if (newest === null || !(command.readRepair ?? s.config.readRepair)) return;
  const others = s.config.nodes.filter((node) => !holders.includes(node));
  for (const node of others) send(turn, node, { type: "Repair", key: command.key, copy: newest }, 0);
};

const valueOf = (copy: Copy | null): Result => ({
  type: "value",
  value: copy?.value ?? null,
  version: copy?.version ?? null,
});

const store = (turn: Turn, operation: Begun, copy: Copy, holders: readonly NodeId[]): void => {
  operation.phase = "storing";
  operation.copy = copy;
  operation.stored = [...holders];
  operation.tries = turn.s.config.retry.times;
  tryPhase(turn, operation);
};

const onStored = (turn: Turn, operation: Begun, from: NodeId): void => {
  const { rules } = turn;
  if (!rules.isNew(from, plain(operation.stored))) return;
  operation.stored.push(from);
  if (!rules.writeQuorum(plain(operation.stored), operation.w)) return;
  const copy = plain(operation.copy);
  const isWritten = operation.command.type === "put" && copy !== null;
  finish(turn, operation, isWritten ? { type: "written", version: copy.version } : valueOf(copy));
};

/** The operation's time is up: it is tried again, or given up. */
export const onTimeout = (turn: Turn, number: number): void => {
  const operation = turn.s.operations[number];
  if (!operation) return;
  if (operation.tries > 0) {
    operation.tries -= 1;
    return tryPhase(turn, operation);
  }
  const { phase, answers, stored, command, r, w } = operation;
  const [had, needed, did] = phase === "asking" ? [answers.length, r, "answered"] : [stored.length, w, "stored the copy"];
  const why = `${had} of the ${needed} replicas that are needed ${did} in time`;
  finish(turn, operation, { type: turn.rules.givenUp(command.type, phase), why });
};

const finish = (turn: Turn, operation: Begun, result: Result): void => {
  const { session, seq } = operation;
  const command = plain(operation.command);
  turn.effects.push({ kind: "cancelTimer", timer: timerOf(operation) });
  delete turn.s.operations[operation.number];
  remember(turn, { session, seq, command, result });
  reply(turn, session, seq, result);
};
