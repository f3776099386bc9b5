// Questions about a state that properties and witnesses ask.
import type { Read } from "../../language/index.ts";
import type { ParticipantId, Schema } from "./commit-state.ts";
import type { Model } from "./model.ts";
import { transferOf } from "./transfer.ts";
import type { Decision } from "./variants.ts";

export type State = Read<Schema>;

/** A site goes through its states in this order, until it crashes. */
const PHASE = { down: 0, working: 0, waiting: 1, prepared: 1, committed: 2, aborted: 2, noInformation: 3 };

export const situationsOf = (model: Model) => {
  const { Participant, constants, writers } = model;
  const { allAgree, isShown } = transferOf(model);

  const isUp = (s: State, p: ParticipantId) => s.participant[p].state !== "down";
  const inDoubt = (s: State, p: ParticipantId) => s.participant[p].state === "prepared";
  /** What a restart would make of it: it has voted yes, perhaps, and its log does not say what was decided. */
  const inDoubtOnDisk = (s: State, p: ParticipantId) => {
    const { stable } = s.participant[p];
    return stable.includes("prepared") && !stable.includes("commit") && !stable.includes("abort");
  };

  const isTold = (s: State, p: ParticipantId, decision: Decision) =>
    s.messages.has({ type: "Decision", to: p, decision }) || s.messages.has({ type: "Answer", to: p, decision });
  const isToldAnything = (s: State, p: ParticipantId) => isTold(s, p, "commit") || isTold(s, p, "abort");
  /** It has what it needs to decide as the new coordinator. */
  const mayTakeOver = (s: State, p: ParticipantId, decision: Decision) =>
    (constants.transfer ?? false) && allAgree(s, p) && isShown(s, p, decision);

  const someone = (s: State, outcome: "committed" | "aborted") => Participant.some((p) => s.history.outcome[p] === outcome);
  /** There is no way back: a participant has carried it out, the client was told, or it is on the coordinator's disk. */
  const isDecided = (s: State, decision: Decision) =>
    someone(s, decision === "commit" ? "committed" : "aborted") ||
    s.messages.has({ type: "Reply", decision }) ||
    s.coordinator.stable.includes(decision);

  /** The coordinator is down, and all others that can be reached are ready to commit, or have left, and know of no decision. */
  const isBlocked = (s: State) =>
    s.coordinator.state === "down" &&
    Participant.some((p) => inDoubt(s, p)) &&
    Participant.every((p) => !isUp(s, p) || s.participant[p].state === "noInformation" || inDoubt(s, p)) &&
    Participant.every(
      (p) => !inDoubt(s, p) || !(isToldAnything(s, p) || mayTakeOver(s, p, "commit") || mayTakeOver(s, p, "abort")),
    );

  /** How far things have gone. Every action of the protocol adds to it, so that without crashes they come to an end. */
  const progress = (s: State) => {
    const { state, yes, done, stable, buffer } = s.coordinator;
    let sum = PHASE[state] * (2 * constants.participants + 1) + yes.size + done.size;
    sum += s.messages.size + 2 * stable.length + buffer.length;
    for (const p of Participant) {
      const self = s.participant[p];
      sum += PHASE[self.state] + 2 * self.stable.length + self.buffer.length;
    }
    return sum;
  };

  const everyone = (s: State, outcome: "committed" | "aborted") => writers.every((p) => s.participant[p].state === outcome);

  return {
    isUp,
    inDoubt,
    inDoubtOnDisk,
    isTold,
    isToldAnything,
    mayTakeOver,
    someone,
    isDecided,
    isBlocked,
    everyone,
    progress,
  };
};
