/**
 * Two-phase commit with recovery: a coordinator has participants commit a transaction, or abort it, together, though sites crash
 * and messages get lost.
 *
 * Each site has a log. A record is written to its buffer first, and is on disk some time later; a crash takes with it what a site
 * knows and what is in its buffer. So whatever a site must not forget it forces: it waits until the record is on disk before it
 * says so. A participant that has voted yes is in doubt: it may no longer decide alone, and asks until it is told. The coordinator
 * remembers a decision until all have acknowledged it, and presumes the other one of whatever it has no information about.
 *
 * To be read in this order: commit-state.ts, variants.ts, voting.ts, deciding.ts, termination.ts and recovery.ts; then the
 * properties below, and in liveness.ts. transfer.ts, which a constant turns on, stands by itself.
 *
 * Source:     Mohan, Lindsay and Obermarck, "Transaction Management in the R* Distributed Database Management System", ACM TODS
 *             11(4), 1986, for the records, the presumptions and the read-only vote; Bernstein, Hadzilacos and Goodman,
 *             "Concurrency Control and Recovery in Database Systems", 1987, chapter 7, for cooperative termination and blocking;
 *             Lampson and Lomet, "A New Presumed Commit Optimization for Two Phase Commit", VLDB 1993, for the abort that, where
 *             commit is presumed, has no record at the coordinator.
 * Simplified: One transaction. The coordinator takes part only as such. A message that is sent has got through, and can be received
 *             at any time, again and again, or never: one that is lost is one that has not been sent yet, since every message is sent
 *             again until it is answered. Timeouts happen whenever they like. Participants keep their last record, so that others
 *             can ask them. Which participants have only read is known beforehand; where they all have, and commit is presumed,
 *             a client that was told of the commit might, after a crash, be told of an abort, which then is the same. A new
 *             coordinator only aborts what nobody can have committed, or passes on what it hears: were it to collect the missing
 *             votes, the old one might have told the client that it had aborted. It has nothing to forget, since its record is
 *             the participant's. A coordinator that is up hands over to nobody: it would have to put itself in doubt first, with a
 *             forced record that it must not decide and may presume nothing, and to learn from its successor what to tell the
 *             client. That is one more participant, and one more site for which all others may have to wait; who wants to stop it
 *             lets it decide, or abort, what it has under way.
 * Verified:   14,610,840 states with three participants that presume abort, all sites crashing as they like; 127,180 with two. The
 *             counts are those of both engines where they are small. No other count is known.
 */
import { type Id, implies, instance, type Read, refinement, spec, when } from "../../language/index.ts";
import { transactionCommit } from "../transaction-commit.ts";
import { type Constants, given, type ParticipantId } from "./commit-state.ts";
import { deciding } from "./deciding.ts";
import { fairnessOf, livenessOf } from "./liveness.ts";
import { modelOf } from "./model.ts";
import { disks, failures } from "./recovery.ts";
import { situationsOf } from "./situations.ts";
import { termination } from "./termination.ts";
import { transfer } from "./transfer.ts";
import { voting } from "./voting.ts";

export const twoPhaseCommitRecovery = (constants: Constants) => {
  const model = modelOf(constants);
  const { Participant, state, init, hasOnlyRead } = model;
  const { isUp, inDoubt, inDoubtOnDisk, isTold, mayTakeOver, someone, isDecided, isBlocked, everyone, progress } =
    situationsOf(model);
  const { crashes, readers = 0 } = constants;
  const anybodyCrashes = crashes === "everybody";
  type State = Read<typeof state>;

  const hasReply = (s: State, decision: "commit" | "abort") => s.messages.has({ type: "Reply", decision });
  const hasVoted = (s: State, p: ParticipantId, vote: "yes" | "readOnly") => s.messages.has({ type: "Vote", from: p, vote });

  return spec({
    name: "two-phase-commit-recovery",

    state,

    init,

    actions: {
      ...voting(model),
      ...deciding(model),
      ...termination(model),
      ...given(constants.transfer ?? false, () => transfer(model)),
      ...disks(model),

      // The environment.

      ...failures(model),
    },

    invariants: {
      /** No participant commits, or has ever committed, where another aborts. */
      atomicity: (s) => !(someone(s, "committed") && someone(s, "aborted")),

      /** What a participant has done to its data it never does otherwise, whatever a crash has made of its log. */
      neverUndone: (s) =>
        Participant.every((p) => {
          const { state } = s.participant[p];
          return (state !== "committed" && state !== "aborted") || state === s.history.outcome[p];
        }),

      /** What the client is told is what happens. */
      replyIsKept: (s) =>
        !(isDecided(s, "commit") && hasReply(s, "abort")) && !(isDecided(s, "abort") && hasReply(s, "commit")),

      /** A yes is on disk before it is heard of. */
      votesAreDurable: (s) => Participant.every((p) => !hasVoted(s, p, "yes") || s.participant[p].stable.includes("prepared")),

      /** What commits has the vote of everybody who has changed anything. */
      commitNeedsEveryVote: implies(
        (s) => isDecided(s, "commit"),
        (s) => Participant.every((p) => hasVoted(s, p, hasOnlyRead(p) ? "readOnly" : "yes")),
      ),

      /** Nobody who is in doubt, or would be after a crash, is told anything but what happens. */
      answersAreRight: (s) =>
        Participant.every((p) => {
          if (!inDoubtOnDisk(s, p)) return true;
          return !(isDecided(s, "commit") && isTold(s, p, "abort")) && !(isDecided(s, "abort") && isTold(s, p, "commit"));
        }),

      /** The coordinator forgets what it does not presume only when nobody can be in doubt any more. */
      forgetsAfterAcknowledgements: implies(
        (s) => s.coordinator.stable.includes("end") || s.coordinator.buffer.includes("end"),
        (s) => Participant.every((p) => !inDoubtOnDisk(s, p)),
      ),
    },

    steps: {
      /** Whoever is in doubt decides nothing but what it is told, or what follows from where all the others stand. */
      nobodyDecidesAlone: (before, after) =>
        Participant.every((p) => {
          const wasInDoubt = inDoubt(before, p) || (!isUp(before, p) && inDoubtOnDisk(before, p));
          const { state } = after.participant[p];
          if (!wasInDoubt || (state !== "committed" && state !== "aborted")) return true;
          const decision = state === "committed" ? "commit" : "abort";
          return isTold(before, p, decision) || mayTakeOver(before, p, decision);
        }),

      /** Those who are blocked stay so until somebody who is down is back; or they crash, too. */
      blockedUntilRestart: when(crashes !== undefined, (before, after, { name }) => {
        const isByEnvironment =
          name === "coordinatorRestarts" || name === "participantRestarts" || name === "participantCrashes";
        return isByEnvironment || !isBlocked(before) || isBlocked(after);
      }),

      /**
       * Without crashes and restarts nothing goes on for ever. Since there is no deadlock, either, everybody who is up comes to
       * decide, unless they are blocked, which takes a coordinator that is down.
       */
      comesToAnEnd: (before, after, { name }) => {
        const isByEnvironment =
          name === "coordinatorCrashes" ||
          name === "coordinatorRestarts" ||
          name === "participantCrashes" ||
          name === "participantRestarts";
        return isByEnvironment || progress(after) > progress(before);
      },
    },

    fairness: fairnessOf(model),

    liveness: livenessOf(model),

    witnesses: {
      everyoneCommits: (s) => everyone(s, "committed"),
      everyoneAborts: (s) => everyone(s, "aborted"),

      /** A participant crashes before its vote, and the client is told of the abort. */
      crashedBeforeVote: when(anybodyCrashes, (s) => {
        const isLost = (p: ParticipantId) => !isUp(s, p) && s.participant[p].stable.length === 0;
        return hasReply(s, "abort") && Participant.some((p) => isLost(p) && s.history.outcome[p] === "none");
      }),

      /** A participant is in doubt, asks, and commits as the coordinator says. */
      inDoubtThenCommits: (s) =>
        Participant.some((p) => {
          const hasAnswer = s.messages.has({ type: "Answer", to: p, decision: "commit" });
          return s.messages.has({ type: "Inquiry", from: p }) && s.participant[p].state === "committed" && !hasAnswer;
        }),

      /** The coordinator has told another, and crashed. */
      learnsFromAnother: when(crashes !== undefined && constants.participants - readers > 1, (s) =>
        Participant.some((p) => {
          const isToldByCoordinator = s.messages.has({ type: "Decision", to: p, decision: "commit" });
          return s.coordinator.state === "down" && s.participant[p].state === "committed" && !isToldByCoordinator;
        }),
      ),

      /** The coordinator has crashed before it decided, and answers all the same. */
      presumed: when(crashes !== undefined && constants.presumed === "nothing", (s) => {
        const { state, stable } = s.coordinator;
        return (
          state === "noInformation" && stable.length === 0 && Participant.some((p) => inDoubt(s, p) && isTold(s, p, "abort"))
        );
      }),

      /** What the coordinator presumes is wrong when an inquiry comes late, and does no harm. */
      toldBoth: (s) =>
        Participant.some(
          (p) =>
            s.messages.has({ type: "Decision", to: p, decision: "commit" }) &&
            s.messages.has({ type: "Decision", to: p, decision: "abort" }),
        ),

      /** All have acknowledged, and the coordinator has forgotten. */
      forgotten: (s) => s.coordinator.stable.includes("end"),

      blocked: when(crashes !== undefined, (s) => isBlocked(s) && !s.coordinator.stable.includes("commit")),

      /** The client knows, and those who are in doubt cannot. */
      blockedThoughCommitted: when(crashes !== undefined, (s) => isBlocked(s) && hasReply(s, "commit")),

      /** One has only read, and is gone, when the others commit. */
      leavesEarly: when(readers > 0, (s) =>
        Participant.some((p) => hasOnlyRead(p) && s.participant[p].state === "noInformation" && everyone(s, "committed")),
      ),

      /** A participant has taken over, and had the others abort, none of whom had asked. */
      transferred: when(constants.transfer ?? false, (s) => {
        const isAsked = Participant.some((p) => s.messages.has({ type: "Inquiry", from: p }));
        const isAnswered = Participant.some((p) => s.messages.has({ type: "Answer", to: p, decision: "abort" }));
        return s.coordinator.state === "down" && everyone(s, "aborted") && isAnswered && !isAsked;
      }),

      /** One has agreed while it was in doubt, and again when it knew; and nobody else tells. */
      agreesAgain: when(constants.transfer ?? false, (s) =>
        Participant.some(
          (c) =>
            s.participant[c].state === "committed" &&
            !isTold(s, c, "commit") &&
            Participant.every((q) => q === c || s.messages.has({ type: "Agreement", from: q, to: c, state: "prepared" })),
        ),
      ),
    },

    /** Everybody who is up has decided, or has left; or they are blocked. */
    terminal: (s) => isBlocked(s) || Participant.every((p) => s.participant[p].state !== "working" && !inDoubt(s, p)),

    refines: {
      /** Each participant goes through the states that Transaction Commit allows it. One that has left stays prepared. */
      transactionCommit: refinement(instance(transactionCommit, { resourceManagers: constants.participants }), (s) => ({
        rm: (rm: Id<"rm">) => {
          const p = rm as symbol as ParticipantId;
          const outcome = s.history.outcome[p];
          const isPrepared = hasVoted(s, p, "readOnly") || s.participant[p].stable.includes("prepared");
          return { state: outcome !== "none" ? outcome : isPrepared ? "prepared" : "working" };
        },
      })),
    },
  });
};
