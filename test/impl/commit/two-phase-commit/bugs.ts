// Mistakes that two-phase commit is easily made with, each as the one rule that it gets wrong. They are seeded into the core, and
// conformance must find every one of them. The published package does not know them.
import type { CommitRecord } from "../../../../impl/commit/two-phase-commit/messages.ts";
import { type CommitRules, commitRules } from "../../../../impl/commit/two-phase-commit/rules.ts";

/** `says` is what such a site does. */
interface Bug {
  readonly says: string;
  readonly rules: Partial<CommitRules>;
}

const bug = (says: string, rules: Partial<CommitRules>): Bug => ({ says, rules });
const without =
  (type: CommitRecord["type"]): CommitRules["recalled"] =>
  (records) =>
    records.filter((record) => record.type !== type);

export const bugs = {
  // What must be durable before what.
  votesEarly: bug("votes yes before it is prepared on disk", { votesAfter: (vote, at) => (vote === "yes" ? 0 : at) }),
  refusesEarly: bug("votes no before the refusal is on disk", { votesAfter: (vote, at) => (vote === "no" ? 0 : at) }),
  acknowledgesEarly: bug("acknowledges a decision before it is on disk", { acknowledgesAfter: () => 0 }),
  sendsEarly: bug("sends a decision before it is on the coordinator's disk", { sentAfter: () => 0 }),
  tellsEarly: bug("tells the client before the decision is on disk", { toldAfter: () => 0 }),
  asksEarly: bug("asks for votes before whom it asks is on disk", { asksAfter: ({ started }) => started }),
  namesEarly: bug("asks for votes before its new start is on disk", { asksAfter: ({ collecting }) => collecting ?? 0 }),
  discardsEarly: bug("discards the log before the checkpoint is durable", { discardAfter: () => 0 }),

  // Restarts.
  forgetsPrepared: bug("forgets when it restarts that it was prepared", { recalled: without("prepared") }),
  losesRedo: bug("loses when it restarts what it was to write", {
    recalled: (records) => records.map((record) => (record.type === "prepared" ? { ...record, redo: [] } : record)),
  }),
  forgetsDecision: bug("forgets when it restarts what it decided", { recalled: without("decided") }),
  forgetsQuestion: bug("forgets when it restarts whom it asked", { recalled: without("collecting") }),
  reusesStart: bug("numbers transactions after a restart as before", { nextStart: () => 1 }),
  checkpointsNothing: bug("leaves out of a checkpoint what is under way", { kept: () => [] }),

  // Votes and decisions.
  countsTwice: bug("counts a vote again when it hears it again", { isNew: () => true }),
  commitsOnMajority: bug("commits when all but one have voted", {
    everyoneVoted: (votes, stores) => votes.length >= Math.max(1, stores.length - 1),
  }),
  takesSilenceForConsent: bug("commits when votes do not come in time", { silence: () => ({ type: "committed" }) }),
  endsEarly: bug("forgets a decision after the first acknowledgement", { mayEnd: (done) => done.length > 0 }),
  presumesWrongly: bug("presumes the opposite of what it should", {
    presumes: ({ presumes }) => (presumes === "commit" ? "abort" : "commit"),
  }),
  answersUndecided: bug("answers abort while nothing is decided", {
    answers: (outcome) => (outcome?.type === "committed" ? "commit" : "abort"),
  }),
  movesTwice: bug("does a transfer again when it is asked again", { isSameTransfer: () => false }),

  // Participants.
  decidesAlone: bug("aborts when it has been in doubt for too long", { inDoubtTooLong: () => "abort" }),
  tellsInDoubt: bug("tells another store abort while it is in doubt itself", {
    tells: ({ state }) => (state === "committed" ? "commit" : "abort"),
  }),
  refusesForgotten: bug("refuses what it has forgotten", { mayRefuse: () => true }),
  preparesStale: bug("prepares what nobody waits for any more", { isStale: () => false }),
  preparesAgain: bug("prepares again when it is asked again", { isKnown: () => false }),
  obeysAgain: bug("carries out a decision again when it hears it again", { isUndecided: () => true }),
  decidesUnasked: bug("takes over without asking anybody", { takesOver: () => "abort" }),
  asksOnlyOne: bug("takes over when one has agreed, and not all", {
    takesOver: (agreed, others) => commitRules.takesOver(agreed, Math.min(1, others)),
  }),
  abortsInDoubt: bug("takes over, and aborts though all are in doubt", {
    takesOver: (agreed, others) => {
      if (agreed.length < others) return null;
      return agreed.includes("committed") ? "commit" : "abort";
    },
  }),
  commitsInDoubt: bug("takes over, and commits since all have voted yes", {
    takesOver: (agreed, others) => {
      if (agreed.length < others) return null;
      return agreed.includes("aborted") ? "abort" : "commit";
    },
  }),
  leavesUnfenced: bug("lets another take over, and still votes for the old coordinator", { isFenced: () => false }),
  agreesEarly: bug("lets another take over before its refusal is on disk", { agreesAfter: () => 0 }),
  unlocksAtVote: bug("unlocks the accounts when it has voted", { keepsLocks: () => false }),
  ignoresLocks: bug("changes an account that another transaction holds", { isFree: () => true }),
  overdraws: bug("pays more than there is", { isCovered: () => true }),
  leavesWithChanges: bug("votes read-only when it has something to change", { hasOnlyRead: () => true }),
} satisfies Record<string, Bug>;

export type BugName = keyof typeof bugs;
export const bugNames = Object.keys(bugs) as BugName[];

/** The protocol's rules with this one mistake. */
export const rulesWith = (name: BugName): CommitRules => ({ ...commitRules, ...bugs[name].rules });
