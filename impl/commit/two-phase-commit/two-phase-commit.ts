/**
 * Two-phase commit with recovery: a coordinator moves money between stores, each of which holds accounts, locks and a log of its
 * own, so that all of a transfer happens or nothing, though sites crash and messages get lost. The coordinator and the stores
 * are one protocol with one core, since they share a wire and a cluster; which of them a node is its name says, and nothing of
 * one runs in the other. A store that is in doubt, and has asked in vain, takes over from a coordinator that stays away, if the
 * other stores agree.
 *
 * Spec:   specs/commit/two-phase-commit-recovery/, for one transaction; the sources are named there.
 * Beyond: Many transactions, whose names must not come again (`started` in the log), and old ones that participants forget
 *         (`low` of Prepare); the data, with locks that do not wait, so that there is no deadlock; redo values in the log; a
 *         log that starts over; clients that ask twice. The work comes with Prepare, so that there is no abort before it.
 */
import { match, P } from "ts-pattern";
import type { Core, Input, NodeId } from "../../runtime/core.ts";
import { blank, bootCoordinator, bootParticipant } from "./boot.ts";
import { checkpointOfCoordinator, checkpointOfParticipant } from "./checkpoint.ts";
import { endIfDone, onAck, onInquiry, onTimeout, onVote } from "./coordinator.ts";
import { onAnswer, onInDoubt, onStoreInquiry } from "./in-doubt.ts";
import type { Message, Timer } from "./messages.ts";
import { onDecision, onPrepare } from "./participant.ts";
import type { TwoPhaseCommit } from "./protocol.ts";
import { onStoreRequest, onTransfer } from "./requests.ts";
import { type CommitRules, commitRules } from "./rules.ts";
import { onAgreement, onTakeOver } from "./take-over.ts";
import type { TransactionId } from "./transaction-id.ts";
import { type CoordinatorTurn, type ParticipantTurn, reject, Turn } from "./turn.ts";

/** The protocol; with other rules, another protocol, which is wrong. */
export const twoPhaseCommit = (rules: CommitRules = commitRules): Core<TwoPhaseCommit> => ({
  name: "two-phase-commit",
  version: 3,
  boot: (config, self, disk) => {
    const state = blank(config, self, disk);
    return state.role === "coordinator"
      ? coordinated(new Turn(state, rules, true), (turn) => bootCoordinator(turn, disk.records))
      : participated(new Turn(state, rules, true), (turn) => bootParticipant(turn, disk.records));
  },
  step: (state, input) =>
    state.role === "coordinator"
      ? coordinated(new Turn(state, rules), (turn) => atCoordinator(turn, input))
      : participated(new Turn(state, rules), (turn) => atParticipant(turn, input)),
});

const coordinated = (turn: CoordinatorTurn, act: (turn: CoordinatorTurn) => void) => {
  act(turn);
  checkpointOfCoordinator(turn);
  return turn.step();
};

const participated = (turn: ParticipantTurn, act: (turn: ParticipantTurn) => void) => {
  act(turn);
  checkpointOfParticipant(turn);
  return turn.step();
};

const atCoordinator = (turn: CoordinatorTurn, input: Input<TwoPhaseCommit>): void =>
  match(input)
    .with({ kind: "message" }, ({ from, message }) => {
      if (turn.config.participants.includes(from)) toCoordinator(turn, from, message);
      else reject(turn, from, `${JSON.stringify(from)} is none of the stores`);
    })
    .with({ kind: "timer" }, ({ timer }) => onTimeout(turn, transactionOf(timer)))
    .with({ kind: "request" }, (request) => onTransfer(turn, request))
    .with({ kind: "durable" }, ({ lsn }) => {
      if (!isDurable(turn, lsn)) return;
      for (const transaction of Object.values(turn.read("transactions"))) endIfDone(turn, transaction);
    })
    .with({ kind: "choice" }, ({ label }) => reject(turn, turn.self, `nothing was to be chosen: ${label}`))
    .exhaustive();

const toCoordinator = (turn: CoordinatorTurn, from: NodeId, message: Message): void =>
  match(message)
    .with({ type: "Vote" }, (vote) => onVote(turn, from, vote))
    .with({ type: "Ack" }, ({ tx }) => onAck(turn, from, tx))
    .with({ type: "Inquiry" }, ({ tx }) => onInquiry(turn, from, tx))
    .with({ type: P.union("Prepare", "Decision", "Answer", "TakeOver", "Agreement") }, ({ type }) => {
      reject(turn, from, `${type} is for stores, and this is the coordinator`);
    })
    .exhaustive();

const atParticipant = (turn: ParticipantTurn, input: Input<TwoPhaseCommit>): void =>
  match(input)
    .with({ kind: "message" }, ({ from, message }) => toParticipant(turn, from, message))
    .with({ kind: "timer" }, ({ timer }) => onInDoubt(turn, transactionOf(timer)))
    .with({ kind: "request" }, (request) => onStoreRequest(turn, request))
    .with({ kind: "durable" }, ({ lsn }) => void isDurable(turn, lsn))
    .with({ kind: "choice" }, ({ label }) => reject(turn, turn.self, `nothing was to be chosen: ${label}`))
    .exhaustive();

const toParticipant = (turn: ParticipantTurn, from: NodeId, message: Message): void => {
  const { coordinator, participants } = turn.config;
  const isFromCoordinator = from === coordinator;
  const isFromStore = participants.includes(from);
  const stranger = () => reject(turn, from, `${message.type} is not for ${JSON.stringify(from)} to send to a store`);
  match(message)
    .with({ type: "Prepare" }, (prepare) => (isFromCoordinator ? onPrepare(turn, from, prepare) : stranger()))
    .with({ type: "Decision" }, (decision) => (isFromCoordinator ? onDecision(turn, from, decision) : stranger()))
    .with({ type: "Inquiry" }, ({ tx }) => (isFromStore ? onStoreInquiry(turn, from, tx) : stranger()))
    .with({ type: "Answer" }, ({ tx, decision }) => (isFromStore ? onAnswer(turn, tx, decision) : stranger()))
    .with({ type: "TakeOver" }, ({ tx }) => (isFromStore ? onTakeOver(turn, from, tx) : stranger()))
    .with({ type: "Agreement" }, ({ tx, state }) => (isFromStore ? onAgreement(turn, from, tx, state) : stranger()))
    .with({ type: P.union("Vote", "Ack") }, stranger)
    .exhaustive();
};

const transactionOf = (timer: Timer): TransactionId => {
  const [start, number] = timer.slice("transaction ".length).split(".").map(Number);
  return { start, number };
};

const isDurable = (turn: CoordinatorTurn | ParticipantTurn, lsn: number): boolean => {
  if (lsn <= turn.durable || lsn > turn.lsn) return false;
  turn.durable = lsn;
  return true;
};
