// Mistakes that a quorum store is easily made with, each as the one rule that it gets wrong. They are seeded into the core, and
// conformance must find every one of them. The published package does not know them.
import { type QuorumRules, quorumRules } from "../../../../impl/replication/quorum-store/rules.ts";
import type { ScenarioName } from "./scenarios.ts";

/** `says` is what such a store does, and `shows` the smallest cluster in which it can be seen to. */
interface Bug {
  readonly shows: ScenarioName;
  readonly says: string;
  readonly rules: Partial<QuorumRules>;
}

const bug = (shows: ScenarioName, says: string, rules: Partial<QuorumRules>): Bug => ({ shows, says, rules });

export const bugs = {
  // What must be durable before what.
  acknowledgesEarly: bug("restartedWriter", "acknowledges a copy before it is durable", { acknowledgeAfter: () => 0 }),
  answersEarly: bug("restartedWriter", "tells a reader of a copy before that is durable", { answerAfter: () => 0 }),
  discardsEarly: bug("aloneStartingOver", "discards the log before the checkpoint is durable", {
    discardAfter: ({ first }) => first - 1,
  }),
  bootsEmpty: bug("restartedWriter", "forgets its copies when it restarts", {
    recalled: (records) => records.filter(({ type }) => type !== "Copy"),
  }),
  reusesStart: bug(
    "restarting",
    "calls itself after a restart what it was called before, and its versions and operations with it",
    {
      nextStart: () => 1,
    },
  ),

  forgetsWrites: bug("repeating", "forgets when it restarts which writes it has chosen versions for", {
    recalled: (records) => records.filter(({ type }) => type !== "Write"),
  }),
  storesEarly: bug("repeating", "has others store a copy before it is durable which write it is of", { storeAfter: () => 0 }),
  rewritesNone: bug("repeatingAlone", "does not say again which writes it knows when its log starts over", {
    rewritten: () => [],
  }),

  // Quorums.
  writesToFewer: bug("askingAgain", "acknowledges a write that one replica fewer has stored", {
    writeQuorum: (stored, w) => stored.length >= w - 1,
  }),
  readsFewer: bug("askingAgain", "is content with one answer fewer", {
    readQuorum: (answers, r) => answers.length >= Math.max(1, r - 1),
  }),
  countsTwice: bug("tryingAgain", "counts a replica again when it hears it again", { isNew: () => true }),
  countsOtherPhase: bug("tryingAgain", "takes an answer for an acknowledgment", {
    awaits: (phase, reply) => phase === "storing" || reply === "Answer",
  }),
  countsOtherStart: bug("restarting", "counts replies to what it asked before it restarted", { isToThisStart: () => true }),
  skipsWriteBack: bug("crashing", "returns what it read without writing it back", { writeBackNeeded: () => false }),
  writesBackToFewer: bug("crashing", "spares the write-back when one replica fewer holds the copy", {
    writeBackNeeded: (holders, w) => holders.length < w - 1,
  }),

  // Versions.
  believesTheFirst: bug("crashing", "returns the first answer, not the newest", { newest: ([{ copy }]) => copy }),
  staysAtVersion: bug("restartedWriter", "writes with the counter that it read", {
    nextVersion: (read, writer) => ({ counter: read?.version.counter ?? 1, ...writer }),
  }),
  breaksNoTie: bug("restartedWriter", "takes copies with the same counter for the same", {
    newer: (one, other) => one !== null && one.version.counter > (other?.version.counter ?? 0),
  }),
  keepsTheLast: bug("twoWriters", "keeps what came last, not the newest", { keeps: () => true }),
  pullsOlder: bug("catchingUp", "keeps what it pulled when catching up, though what it holds became newer", {
    keepsPulled: (_, pulled) => pulled !== null,
  }),

  // Clients.
  saysDone: bug("repeating", "says that a write is done because it is known, though it need not be stored", {
    isDone: () => true,
  }),
  beginsAgain: bug("askingAgain", "does a request again that a client has repeated", { isSameRequest: () => false }),
  deniesWrite: bug("givingUp", "says of a write that it gave up that nothing was written", { givenUp: () => "unavailable" }),
} satisfies Record<string, Bug>;

export type BugName = keyof typeof bugs;
export const bugNames = Object.keys(bugs) as BugName[];

/** The protocol's rules with this one mistake. */
export const rulesWith = (name: BugName): QuorumRules => ({ ...quorumRules, ...bugs[name].rules });
