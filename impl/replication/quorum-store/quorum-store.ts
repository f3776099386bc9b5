/**
 * A replicated key-value store of quorums. Every node holds a copy of every key and coordinates operations for clients: a write
 * asks R replicas for the version, goes one beyond, and waits until W have the new copy on disk; a read asks R, returns the
 * newest copy, and with write-back first waits until W have it. Where R + W > N a read sees the latest acknowledged write, and
 * with write-back the store is linearizable, key by key.
 *
 * Spec:   specs/replication/quorum-register.ts, for one key; the sources are named there.
 * Beyond: Coordinators that crash, and whose names for operations and versions must not come again (`Started` in the log);
 *         messages that are lost and doubled, hence tries by timer and replies told apart by operation; catching up; a log
 *         that starts over; clients that ask twice.
 */
import { match } from "ts-pattern";
import type { Core, Input, NodeId, Step } from "../../runtime/core.ts";
import { decided } from "../../runtime/decided.ts";
import { bootState } from "./boot.ts";
import { askAgain, beginCatchUp, onCopies, onList, onPull, onVersions } from "./catch-up.ts";
import { checkpointIfDue } from "./checkpoint.ts";
import { onReply, onTimeout } from "./coordinator.ts";
import type { Message } from "./messages.ts";
import type { QuorumStore, Timer } from "./protocol.ts";
import { onAsk, onRepair, onStore } from "./replica.ts";
import { onRequest } from "./requests.ts";
import { type QuorumRules, quorumRules } from "./rules.ts";
import type { StoreState } from "./state.ts";
import { reject, Turn } from "./turn.ts";

/** The protocol; with other rules, another protocol, which is wrong. */
export const quorumStore = (rules: QuorumRules = quorumRules): Core<QuorumStore> => ({
  name: "quorum-store",
  version: 2,
  boot: (config, self, disk) => take(bootState(rules, config, self, disk), rules, beginCatchUp),
  step: (state, input) => take(state, rules, (turn) => onInput(turn, input)),
});

/** A turn from this state, with what the node says to itself at once. */
const take = (before: StoreState, rules: QuorumRules, act: (turn: Turn) => void): Step<QuorumStore> => {
  const turn = new Turn(before, rules);
  act(turn);
  for (let message = turn.local.shift(); message; message = turn.local.shift()) onMessage(turn, before.self, message);
  checkpointIfDue(turn);
  return turn.step();
};

const onInput = (turn: Turn, input: Input<QuorumStore>): void => inputHandler(input)(turn, input);

const inputHandler = decided("kind", (input: Input<QuorumStore>) =>
  match(input)
    .with({ kind: "message" }, ({ kind }) =>
      inputOf(kind, (turn, { from, message }) => {
        if (turn.config.nodes.includes(from)) onMessage(turn, from, message);
        else reject(turn, from, `${JSON.stringify(from)} is none of the replicas`);
      }),
    )
    .with({ kind: "timer" }, ({ kind }) => inputOf(kind, (turn, { timer }) => onTimer(turn, timer)))
    .with({ kind: "request" }, ({ kind }) => inputOf(kind, onRequest))
    .with({ kind: "durable" }, ({ kind }) => inputOf(kind, (turn, { lsn }) => onDurable(turn, lsn)))
    .with({ kind: "choice" }, ({ kind }) =>
      inputOf(kind, (turn, { label }) => reject(turn, turn.self, `nothing was to be chosen: ${label}`)),
    )
    .exhaustive(),
);

const onMessage = (turn: Turn, from: NodeId, message: Message): void => messageHandler(message)(turn, from, message);

const messageHandler = decided("type", (message: Message) =>
  match(message)
    .with({ type: "Ask" }, ({ type }) => messageOf(type, onAsk))
    .with({ type: "Answer" }, { type: "Stored" }, ({ type }) => messageOf(type, onReply))
    .with({ type: "Store" }, ({ type }) => messageOf(type, onStore))
    .with({ type: "Repair" }, ({ type }) => messageOf(type, (turn, _, repair) => void onRepair(turn, repair)))
    .with({ type: "List" }, ({ type }) => messageOf(type, onList))
    .with({ type: "Versions" }, ({ type }) => messageOf(type, onVersions))
    .with({ type: "Pull" }, ({ type }) => messageOf(type, onPull))
    .with({ type: "Copies" }, ({ type }) => messageOf(type, onCopies))
    .exhaustive(),
);

type InputHandler<I> = (turn: Turn, input: I) => void;
type MessageHandler<M> = (turn: Turn, from: NodeId, message: M) => void;

/** The handlers of one kind each. Each is only given what it was chosen for. */
const inputOf = <K extends Input<QuorumStore>["kind"]>(_: K, handle: InputHandler<Extract<Input<QuorumStore>, { kind: K }>>) =>
  handle as InputHandler<Input<QuorumStore>>;
const messageOf = <T extends Message["type"]>(_: T, handle: MessageHandler<Extract<Message, { type: T }>>) =>
  handle as MessageHandler<Message>;

const onTimer = (turn: Turn, timer: Timer): void => {
  if (timer === "catch-up") askAgain(turn);
  else onTimeout(turn, Number(timer.slice("operation ".length)));
};

const onDurable = (turn: Turn, lsn: number): void => {
  const { durable, lsn: last, loopback } = turn;
  if (lsn <= durable || lsn > last) return;
  turn.durable = lsn;
  if (!loopback.some(({ after }) => after <= lsn)) return;
  turn.loopback = loopback.filter(({ after }) => after > lsn);
  for (const { message, after } of loopback) if (after <= lsn) turn.local.push(message);
};
