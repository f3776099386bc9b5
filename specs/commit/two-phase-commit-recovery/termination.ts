// What a participant does that is in doubt: it has voted yes and not heard what was decided. It asks, whenever it likes; the
// coordinator answers, and so does any other participant that knows.
import { decisionOf, type Model } from "./model.ts";
import { actions } from "./part.ts";

export const termination = ({ constants, Participant, Decision, variant, messages, carryOut, send }: Model) => {
  const areSeveral = constants.participants > 1;

  return actions({
    participantInquires: {
      params: { p: Participant },
      by: "p",
      guard: {
        inDoubt: (s, { p }) => s.participant[p].state === "prepared" && s.participant[p].stable.includes("prepared"),
        first: (s, { p }) => !s.messages.has({ type: "Inquiry", from: p }),
      },
      effect: (s, { p }) => {
        send(s, { type: "Inquiry", from: p });
      },
    },

    /** The coordinator has forgotten, or never knew. As long as it knows, it tells its decision without being asked. */
    coordinatorPresumes: {
      params: { m: messages.any("Inquiry") },
      guard: {
        noInformation: (s) => s.coordinator.state === "noInformation",
        first: (s, { m }) => !s.messages.has({ type: "Decision", to: m.from, decision: variant.answer }),
      },
      effect: (s, { m }) => {
        send(s, { type: "Decision", to: m.from, decision: variant.answer });
      },
    },

    /** Cooperative termination. One that has not voted may abort first; one that has no information cannot say. */
    participantAnswers: {
      when: areSeveral,
      params: { p: Participant, m: messages.any("Inquiry"), decision: Decision },
      by: "p",
      guard: {
        other: (_, { p, m }) => p !== m.from,
        knows: (s, { p, decision }) => decisionOf(s.participant[p].state) === decision,
        first: (s, { m, decision }) => !s.messages.has({ type: "Answer", to: m.from, decision }),
      },
      effect: (s, { m, decision }) => {
        send(s, { type: "Answer", to: m.from, decision });
      },
    },

    participantReceivesAnswer: {
      when: areSeveral,
      params: { m: messages.any("Answer") },
      by: ({ m }) => m.to,
      guard: {
        undecided: (s, { m }) =>
          s.participant[m.to].state === "prepared" || (s.participant[m.to].state === "working" && m.decision === "abort"),
      },
      effect: (s, { m }) => {
        carryOut(s, m.to, m.decision);
      },
    },
  });
};
