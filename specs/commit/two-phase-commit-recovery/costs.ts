/**
 * What a transaction costs where nothing fails: messages, records and forced records, counted in every run of the spec.
 *
 * Nobody crashes or waits too long, no message is duplicated, and a coordinator that may forget at once first tells everybody. Where
 * the transaction aborts, the first participant votes no, and that is heard last: a coordinator that hears it before the other
 * votes does with fewer messages.
 */
import { instancesOf, type Read, spec } from "../../language/index.ts";
import { type Constants, commitState } from "./commit-state.ts";
import { modelOf } from "./model.ts";
import { twoPhaseCommitRecovery } from "./two-phase-commit-recovery.ts";

export interface Costs {
  /** Between sites, the client's apart; to ask all participants is as many messages. */
  readonly messages: number;
  readonly coordinatorWrites: number;
  readonly coordinatorForced: number;
  /** Of all participants together. */
  readonly writes: number;
  readonly forced: number;
}

export interface CostConstants extends Omit<Constants, "costs" | "crashes" | "transfer"> {
  readonly outcome: "commit" | "abort";
  /** What every run must cost; without it, any cost will do. */
  readonly costs?: Costs;
}

export const commitCosts = ({ outcome, costs, ...constants }: CostConstants) => {
  const { Participant } = commitState(constants);
  const { state, init, actions } = twoPhaseCommitRecovery({ ...constants, costs: true });
  type State = Read<typeof state>;
  const isOver = (s: State) =>
    s.coordinator.state === "noInformation" &&
    Participant.every((p) => s.participant[p].state !== "working" && s.participant[p].state !== "prepared") &&
    (outcome === "commit") === s.messages.has({ type: "Reply", decision: "commit" });
  const counted = (s: State) => s.history as unknown as Costs;

  return spec({
    name: "commit-costs",
    state,
    init,
    actions,
    invariants: {
      neverOver: (s) => !isOver(s),
      costsAsMuch: (s) =>
        !isOver(s) ||
        costs === undefined ||
        (counted(s).messages === costs.messages &&
          counted(s).coordinatorWrites === costs.coordinatorWrites &&
          counted(s).coordinatorForced === costs.coordinatorForced &&
          counted(s).writes === costs.writes &&
          counted(s).forced === costs.forced),
    },
  });
};

const instanceOf = instancesOf(import.meta.url);

/** All runs in which nothing fails. */
export const costInstance = (constants: CostConstants) => {
  const { outcome, costs: _ofEveryRun, ...rest } = constants;
  const { Participant, concernedBy } = modelOf(rest);
  const [refuser] = Participant.values;
  const isAbort = outcome === "abort";
  const others = constants.participants - 1;

  return instanceOf(commitCosts, constants, {
    deadlockAllowed: "what comes after a failure is cut",
    allow: {
      nobodyWaitsTooLong: (_before, _after, { name }) => name !== "coordinatorTimesOut" && name !== "participantInquires",
      oneRefuses: (_before, _after, { name, args }) => {
        const isRefuser = isAbort && (args as { p?: symbol }).p === refuser;
        if (name === "participantAborts" || name === "participantVotesNo") return isRefuser;
        return !isRefuser || (name !== "participantPrepares" && name !== "participantVotesReadOnly");
      },
      refusalComesLast: ({ coordinator: { yes, done } }, _after, { name }) =>
        name !== "coordinatorReceivesNo" || yes.size + done.size === others,
      tellsEverybody: (before, _after, { name }) =>
        name !== "coordinatorForgets" ||
        (before.messages.has({ type: "Reply", decision: outcome }) &&
          concernedBy(outcome).every(
            (p) => before.coordinator.done.has(p) || before.messages.has({ type: "Decision", to: p, decision: outcome }),
          )),
    },
  });
};
