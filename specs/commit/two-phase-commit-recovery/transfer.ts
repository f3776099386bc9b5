// Transfer of coordination: a participant in doubt that has waited long enough takes over, if all the other participants agree
// that have something to change. Each that agrees says where it stands, and says so again when it stands elsewhere; one that has
// not voted yet promises to vote for no commit any more. Now the old coordinator can have decided to commit only if all are in
// doubt, or some have committed.
import type { Read } from "../../language/index.ts";
import type { Schema } from "./commit-state.ts";
import { decisionOf, type Model } from "./model.ts";
import { actions } from "./part.ts";
import type { Decision } from "./variants.ts";

type State = Pick<Read<Schema>, "messages">;

/** Which states of another show that a decision cannot be the other one. */
const EVIDENCE = { commit: ["committed"], abort: ["aborted", "working"] } as const;

export const transferOf = ({ Participant, writers }: Pick<Model, "Participant" | "writers">) => {
  type P = (typeof Participant.values)[number];
  const agreements = (s: State, c: P) => s.messages.where({ type: "Agreement", to: c });
  return {
    allAgree: (s: State, c: P) => writers.every((q) => q === c || agreements(s, c).some(({ from }) => from === q)),
    isShown: (s: State, c: P, decision: Decision) =>
      agreements(s, c).some(({ state }) => (EVIDENCE[decision] as readonly string[]).includes(state)),
  };
};

export const transfer = (model: Model) => {
  const { Participant, Decision, messages, carryOut, send } = model;
  const { allAgree, isShown } = transferOf(model);

  return actions({
    participantTakesOver: {
      params: { c: Participant },
      by: "c",
      guard: {
        inDoubt: (s, { c }) => s.participant[c].state === "prepared" && s.participant[c].stable.includes("prepared"),
        first: (s, { c }) => !s.messages.has({ type: "TakeOver", by: c }),
      },
      effect: (s, { c }) => {
        send(s, { type: "TakeOver", by: c });
      },
    },

    participantAgrees: {
      params: { q: Participant, m: messages.any("TakeOver") },
      by: "q",
      guard: {
        other: (_, { q, m }) => q !== m.by,
        up: (s, { q }) => s.participant[q].state !== "down",
        first: (s, { q, m }) => {
          const { state } = s.participant[q];
          return state === "down" || !s.messages.has({ type: "Agreement", from: q, to: m.by, state });
        },
      },
      effect: (s, { q, m }) => {
        const self = s.participant[q];
        if (self.state === "working") self.fenced = true;
        if (self.state !== "down") send(s, { type: "Agreement", from: q, to: m.by, state: self.state });
      },
    },

    newCoordinatorDecides: {
      params: { c: Participant, decision: Decision },
      by: "c",
      guard: {
        inDoubt: (s, { c }) => s.participant[c].state === "prepared",
        agreed: (s, { c }) => allAgree(s, c),
        shown: (s, { c, decision }) => isShown(s, c, decision),
      },
      effect: (s, { c, decision }) => {
        carryOut(s, c, decision);
      },
    },

    newCoordinatorSendsDecision: {
      params: { c: Participant, p: Participant, decision: Decision },
      by: "c",
      guard: {
        other: (_, { c, p }) => c !== p,
        tookOver: (s, { c }) => s.messages.has({ type: "TakeOver", by: c }) && allAgree(s, c),
        decided: (s, { c, decision }) => decisionOf(s.participant[c].state) === decision,
        first: (s, { p, decision }) => !s.messages.has({ type: "Answer", to: p, decision }),
      },
      effect: (s, { p, decision }) => {
        send(s, { type: "Answer", to: p, decision });
      },
    },
  });
};
