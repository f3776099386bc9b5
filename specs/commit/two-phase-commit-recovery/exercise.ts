/**
 * Exercises: a transfer of money from an account at the first participant to one at the second, followed through two-phase commit;
 * and what becomes of those who are left when the coordinator is gone.
 *
 * Each is a property that denies that something happens; the shortest run to where it does is the answer.
 */
import { instancesOf, spec } from "../../language/index.ts";
import { type Constants, commitState, type ParticipantId } from "./commit-state.ts";
import { modelOf } from "./model.ts";
import { situationsOf } from "./situations.ts";
import { twoPhaseCommitRecovery } from "./two-phase-commit-recovery.ts";

export const exercise = (constants: Constants) => {
  const model = modelOf(constants);
  const { Participant } = model;
  const { isBlocked, inDoubt, isUp } = situationsOf(model);
  const { state, init, actions, terminal } = twoPhaseCommitRecovery(constants);

  return spec({
    name: "two-phase-commit-exercise",
    state,
    init,
    actions,
    terminal: terminal ?? (() => false),
    invariants: {
      /** Both accounts are changed, and the coordinator has forgotten it. */
      neverTransferred: (s) =>
        !(s.coordinator.stable.includes("end") && Participant.every((p) => s.participant[p].stable.includes("commit"))),
      /** One participant refuses, and what the other has prepared is undone. */
      neverRefused: (s) =>
        !(
          s.coordinator.state === "noInformation" &&
          Participant.every((p) => s.participant[p].stable.includes("abort")) &&
          Participant.some((p) => s.messages.has({ type: "Vote", from: p, vote: "yes" }))
        ),
      /** Both have voted yes, and ask, and nobody can answer. */
      neverBlocked: (s) => !(isBlocked(s) && Participant.every((p) => s.messages.has({ type: "Inquiry", from: p }))),
    },
    // What can become of them?
    witnesses: {
      someoneCommits: (s) => Participant.some((p) => s.history.outcome[p] === "committed"),
      someoneAborts: (s) => Participant.some((p) => s.history.outcome[p] === "aborted"),
      /** Everybody who is up has decided. */
      allDecide: (s) => Participant.every((p) => !isUp(s, p) || (s.participant[p].state !== "working" && !inDoubt(s, p))),
      /** Everybody is up again, too. */
      allAreBack: (s) => Participant.every((p) => isUp(s, p) && s.history.outcome[p] !== "none"),
      blocked: isBlocked,
    },
  });
};

const instance = instancesOf(import.meta.url);

const transfer: Constants = { participants: 2, presumed: "abort", crashes: "everybody" };
const byEnvironment = ["coordinatorCrashes", "coordinatorRestarts", "participantCrashes", "participantRestarts"];

export const nothingFails = instance(exercise, transfer, {
  name: "nothing-fails",
  allow: (_before, _after, { name }) =>
    !byEnvironment.includes(name) && name !== "coordinatorTimesOut" && name !== "participantInquires",
});

/** The coordinator crashes when both have voted, and then they ask. */
export const coordinatorGone = instance(exercise, transfer, {
  name: "coordinator-gone",
  allow: ({ messages, coordinator }, _after, { name }) => {
    if (name === "participantInquires") return coordinator.state === "down";
    if (name === "coordinatorCrashes") return messages.count((m) => m.type === "Vote" && m.vote === "yes") === 2;
    return !byEnvironment.includes(name);
  },
});

/** How a participant stands: at work, as its log says, or down, before its vote or after. */
export type Standing = "working" | "prepared" | "committed" | "aborted" | "downBeforeVote" | "downInDoubt";
export type CoordinatorStanding = "waiting" | "committed" | "aborted" | "down";

type Log = readonly ("prepared" | "commit" | "abort")[];
const STANDINGS = {
  working: { state: "working", stable: [] as Log, outcome: "none" },
  prepared: { state: "prepared", stable: ["prepared"] as Log, outcome: "none" },
  committed: { state: "committed", stable: ["prepared", "commit"] as Log, outcome: "committed" },
  aborted: { state: "aborted", stable: ["abort"] as Log, outcome: "aborted" },
  downBeforeVote: { state: "down", stable: [] as Log, outcome: "none" },
  downInDoubt: { state: "down", stable: ["prepared"] as Log, outcome: "none" },
} as const;

/** The coordinator has asked for votes, and stands as given, as do the participants. Whoever is down comes back, or nobody does. */
export const situation = (
  coordinator: CoordinatorStanding,
  standings: readonly Standing[],
  comesBack: boolean,
  variant: Pick<Constants, "presumed"> = { presumed: "abort" },
) => {
  const constants: Constants = { ...variant, participants: standings.length, crashes: "everybody" };
  const { Participant, init } = commitState(constants);
  const at = (p: ParticipantId) => STANDINGS[standings[Participant.values.indexOf(p)]];
  const hasVoted = (p: ParticipantId) => at(p).stable.includes("prepared");
  const isCommitted = coordinator === "committed" || standings.includes("committed");
  const decided = isCommitted ? ["commit"] : coordinator === "aborted" ? ["abort"] : [];
  const stable = [...(constants.presumed === "commit" ? ["collecting"] : []), ...decided] as (
    | "collecting"
    | "commit"
    | "abort"
  )[];

  return instance(exercise, constants, {
    name: [constants.presumed, coordinator, ...standings].join("-"),
    init: {
      coordinator: { ...init.coordinator, state: coordinator, stable },
      participant: (p: ParticipantId) => ({ ...init.participant, state: at(p).state, stable: at(p).stable }),
      messages: [
        { type: "Prepare" } as const,
        ...Participant.filter(hasVoted).map((from) => ({ type: "Vote", from, vote: "yes" }) as const),
      ],
      history: { ...init.history, outcome: (p: ParticipantId) => at(p).outcome },
    },
    allow: (_before, _after, { name }) => comesBack || !byEnvironment.includes(name),
  });
};
