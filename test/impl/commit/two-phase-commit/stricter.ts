// In what the sites are stricter than their spec: what it allows and they never do, and why they are right. A spec that is held to
// the same allows nothing else, so that they can be led along every step of it.
import type { twoPhaseCommitRecovery } from "../../../../specs/commit/two-phase-commit-recovery/two-phase-commit-recovery.ts";
import type { InstanceOptions, Read } from "../../../../specs/language/index.ts";

type Commit = ReturnType<typeof twoPhaseCommitRecovery>;
type State = Read<Commit["state"]>;
type Participant = keyof State["participant"];
type Step = { readonly name: string; readonly args: unknown };

interface Strictness {
  /** Why the step is not taken. */
  readonly why: string;
  /** Whether it is this step, in a state in which the sites do not take it. */
  isRefused(before: State, step: Step): boolean;
}

const at = (s: State, { args }: Step, by: string) => s.participant[(args as Record<string, Participant>)[by]];

export const stricter = {
  toldWhenDurable: {
    why: "the client hears of an abort when its record is on disk, so that it hears the same when it asks again",
    isRefused: ({ coordinator }, { name }) => name === "coordinatorTellsClient" && coordinator.buffer.length > 0,
  },
  forgottenWhenDurable: {
    why: "an abort is forgotten when its record is on disk, so that its client can ask again",
    isRefused: ({ coordinator }, { name }) => name === "coordinatorForgets" && coordinator.buffer.length > 0,
  },
  votedWhenDurable: {
    why: "a refusal is on disk before it is voted, so that a question that comes twice finds it again",
    isRefused: (s, step) => step.name === "participantVotesNo" && at(s, step, "p").buffer.length > 0,
  },
  answeredWhenDurable: {
    why: "it tells others what is on its disk",
    isRefused: (s, step) => step.name === "participantAnswers" && at(s, step, "p").buffer.length > 0,
  },
  agreedWhenDurable: {
    why: "where it stands it says when that is on disk",
    isRefused: (s, step) => step.name === "participantAgrees" && at(s, step, "q").buffer.length > 0,
  },
  refusedFirst: {
    why: "who has not voted refuses, on its disk, before it agrees",
    isRefused: (s, step) => step.name === "participantAgrees" && at(s, step, "q").state === "working",
  },
  toldInDoubt: {
    why: "the new coordinator tells those who were in doubt when they agreed; of two stores, the other has shown it what to decide",
    isRefused: (_, { name }) => name === "newCoordinatorSendsDecision",
  },
  beginsAfresh: {
    why: "who has nothing on disk when it is back has not aborted: it is as if it had not been asked",
    isRefused: (s, step) => step.name === "participantRestarts" && at(s, step, "p").stable.length === 0,
  },
} satisfies Record<string, Strictness>;

/** The bounds of an instance that is as strict as the sites. */
export const allow = Object.fromEntries(
  Object.entries<Strictness>(stricter).map(([name, { isRefused }]) => [
    name,
    (before: State, _after: State, step: Step) => !isRefused(before, step),
  ]),
) as NonNullable<InstanceOptions<Commit>["allow"]>;
