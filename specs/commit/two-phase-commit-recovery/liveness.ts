// What is bound to happen: nobody stays in doubt when sites stay up, or when each that has crashed comes back at last.
import { eventuallyAlways, infinitelyOften, when } from "../../language/index.ts";
import type { Model } from "./model.ts";
import { type State, situationsOf } from "./situations.ts";

/**
 * What no site puts off for ever: what it was told it takes in, and what it owes it does, at last, since messages are sent until
 * they get through. Nobody need begin, refuse or have waited too long. Where sites crash again and again, each does at
 * last what it could do again and again, and whoever is down comes back.
 */
export const fairnessOf = ({ constants }: Model) => {
  const isDespite = constants.live === "despiteCrashes";
  const fair = isDespite ? ("strong" as const) : ("weak" as const);
  const fairBy = <const N extends string>(...names: N[]) => (isDespite ? { strong: names } : { weak: names });
  return {
    participantPrepares: fairBy("p"),
    participantVotesYes: fairBy("p"),
    participantVotesReadOnly: fairBy("p"),
    participantVotesNo: fairBy("p"),
    coordinatorReceivesYes: fairBy("m"),
    coordinatorReceivesReadOnly: fairBy("m"),
    coordinatorReceivesNo: fairBy("m"),
    coordinatorDecidesCommit: fair,
    coordinatorSendsDecision: fairBy("p", "decision"),
    participantReceivesDecision: fairBy("m"),
    participantAcknowledges: fairBy("m"),
    coordinatorReceivesAck: fairBy("m"),
    coordinatorEnds: fair,
    coordinatorForgets: fair,
    participantInquires: fairBy("p"),
    coordinatorPresumes: fairBy("m"),
    participantAnswers: fairBy("p", "m", "decision"),
    participantReceivesAnswer: fairBy("m"),
    coordinatorFlushes: fair,
    participantFlushes: fairBy("p"),
    ...(isDespite ? ({ coordinatorRestarts: "weak", participantRestarts: { weak: ["p"] } } as const) : {}),
  };
};

export const livenessOf = (model: Model) => {
  const { Participant, constants } = model;
  const { isUp, inDoubtOnDisk, isBlocked } = situationsOf(model);
  const { live } = constants;

  const isCoordinatorUp = (s: State) => s.coordinator.state !== "down";
  const areParticipantsUp = (s: State) => Participant.every((p) => isUp(s, p));

  /** Whoever was asked has decided, or left, and written down what it must. */
  const isSettled = (s: State) =>
    !s.messages.has({ type: "Prepare" }) ||
    Participant.every((p) => {
      const { state, buffer } = s.participant[p];
      return state !== "working" && state !== "prepared" && buffer.length === 0;
    });

  return {
    // "If from some point on always p, then at last q" is, where q stays so: again and again not p, or q.

    /** When all are back, and nobody crashes any more, whoever was asked decides. */
    decides: when(
      live === "whenUp",
      infinitelyOften((s: State) => !isCoordinatorUp(s) || !areParticipantsUp(s) || isSettled(s)),
    ),

    /** Then, too, the coordinator forgets. */
    forgets: when(
      live === "whenUp",
      infinitelyOften((s: State) => {
        const { state, buffer } = s.coordinator;
        const hasForgotten = (state === "working" || state === "noInformation") && buffer.length === 0;
        return !isCoordinatorUp(s) || !areParticipantsUp(s) || hasForgotten;
      }),
    ),

    /** When the coordinator stays down, the participants that stay up decide without it, unless they are blocked. */
    decidesWithoutCoordinator: when(
      live === "whenUp",
      infinitelyOften((s: State) => isCoordinatorUp(s) || !areParticipantsUp(s) || isSettled(s) || isBlocked(s)),
    ),

    /** Nobody is in doubt for ever, however often sites crash, as long as all come back. */
    outOfDoubt: when(
      live === "despiteCrashes",
      eventuallyAlways((s: State) => Participant.every((p) => !inDoubtOnDisk(s, p))),
    ),
  };
};
