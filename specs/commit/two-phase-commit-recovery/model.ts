// What the parts of the spec have in common: who has only read, and how records are written, messages sent and decisions taken.
import type { Args } from "../../language/index.ts";
import { type Constants, commitState, type Draft, type ParticipantId } from "./commit-state.ts";
import { type Decision, variantOf } from "./variants.ts";

type Message = Args<Parameters<Draft["messages"]["add"]>[0]>;
type CoordinatorRecord = Draft["coordinator"]["buffer"][number];
type ParticipantRecord = Draft["participant"][ParticipantId]["buffer"][number];

export const modelOf = (constants: Constants) => {
  const { readers = 0, costs = false, participants } = constants;
  const rest = commitState(constants);
  const { Participant } = rest;
  const variant = variantOf(constants.presumed);

  const hasOnlyRead = (p: ParticipantId) => Participant.values.indexOf(p) >= participants - readers;
  const writers = Participant.filter((p) => !hasOnlyRead(p));

  /** Whom a decision concerns: those that are named in the record of a commit; of an abort, everybody. */
  const concernedBy = (decision: Decision) => (decision === "commit" ? writers : Participant.values);

  const send = (s: Draft, message: Message, copies = 1) => {
    s.messages.add(message);
    if (costs) s.history.messages += copies;
  };

  const coordinatorWrites = (s: Draft, written: CoordinatorRecord, isForced = variant.coordinatorForces(written)) => {
    s.coordinator.buffer.push(written);
    if (!costs) return;
    s.history.coordinatorWrites += 1;
    if (isForced) s.history.coordinatorForced += 1;
  };

  const participantWrites = (s: Draft, p: ParticipantId, written: ParticipantRecord) => {
    s.participant[p].buffer.push(written);
    if (!costs) return;
    s.history.writes += 1;
    if (variant.participantForces(written)) s.history.forced += 1;
  };

  /** A participant does to its data what has been decided. */
  const carryOut = (s: Draft, p: ParticipantId, decision: Decision) => {
    const outcome = decision === "commit" ? "committed" : "aborted";
    s.participant[p].state = outcome;
    participantWrites(s, p, decision);
    if (s.history.outcome[p] === "none") s.history.outcome[p] = outcome;
  };

  return { ...rest, variant, hasOnlyRead, writers, concernedBy, send, coordinatorWrites, participantWrites, carryOut };
};

export type Model = ReturnType<typeof modelOf>;

/** A decision, as the state of a site says it. */
export const decisionOf = (state: string): Decision | undefined =>
  state === "committed" ? "commit" : state === "aborted" ? "abort" : undefined;
