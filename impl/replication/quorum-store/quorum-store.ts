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
import type { Draft } from "immer";
import { match } from "ts-pattern";
import type { Core, Input, NodeId, Step } from "../../runtime/core.ts";
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
  version: 1,
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

const onInput = (turn: Turn, input: Input<QuorumStore>): void =>
  match(input)
    .with({ kind: "message" }, ({ from, message }) => {
      if (turn.now.config.nodes.includes(from)) onMessage(turn, from, message);
      else reject(turn, from, `${JSON.stringify(from)} is none of the replicas`);
    })
    .with({ kind: "timer" }, ({ timer }) => onTimer(turn, timer))
    .with({ kind: "request" }, (request) => onRequest(turn, request))
    .with({ kind: "durable" }, ({ lsn }) => onDurable(turn, lsn))
    .with({ kind: "choice" }, ({ label }) => reject(turn, turn.now.self, `nothing was to be chosen: ${label}`))
    .exhaustive();

const onMessage = (turn: Turn, from: NodeId, message: Message): void =>
  match(message)
    .with({ type: "Ask" }, (ask) => onAsk(turn, from, ask))
    .with({ type: "Answer" }, { type: "Stored" }, (reply) => onReply(turn, from, reply))
    .with({ type: "Store" }, (store) => onStore(turn, from, store))
    .with({ type: "Repair" }, (repair) => onRepair(turn, repair))
    .with({ type: "List" }, (list) => onList(turn, from, list))
    .with({ type: "Versions" }, (versions) => onVersions(turn, from, versions))
    .with({ type: "Pull" }, (pull) => onPull(turn, from, pull))
    .with({ type: "Copies" }, (copies) => onCopies(turn, from, copies))
    .exhaustive();

const onTimer = (turn: Turn, timer: Timer): void => {
  if (timer === "catch-up") askAgain(turn);
  else onTimeout(turn, Number(timer.slice("operation ".length)));
};

const onDurable = (turn: Turn, lsn: number): void => {
  const { durable, lsn: last, loopback } = turn.now;
  if (lsn <= durable || lsn > last) return;
  turn.s.durable = lsn;
  if (!loopback.some(({ after }) => after <= lsn)) return;
  turn.s.loopback = loopback.filter(({ after }) => after > lsn) as Draft<StoreState>["loopback"];
  for (const { message, after } of loopback) if (after <= lsn) turn.local.push(message);
};
