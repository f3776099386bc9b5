// Phase two: the coordinator decides, tells whom it concerns, and forgets; the participants obey, and acknowledge.
import { decisionOf, type Model } from "./model.ts";
import { actions } from "./part.ts";

export const deciding = ({ Participant, variant, messages, constants, ...model }: Model) => {
  const { writers, concernedBy, send, coordinatorWrites, carryOut } = model;
  const isReadOnly = writers.length === 0;

  return actions({
    coordinatorDecidesCommit: {
      when: !isReadOnly,
      guard: {
        waiting: (s) => s.coordinator.state === "waiting",
        everyoneVoted: (s) => Participant.every((p) => s.coordinator.yes.has(p) || s.coordinator.done.has(p)),
      },
      effect: (s) => {
        s.coordinator.state = "committed";
        coordinatorWrites(s, "commit");
      },
    },

    /** Where nobody has changed anything there is nothing to decide, and nothing to force. */
    coordinatorEndsReadOnly: {
      when: isReadOnly,
      guard: {
        waiting: (s) => s.coordinator.state === "waiting",
        everyoneVoted: (s) => Participant.every((p) => s.coordinator.done.has(p)),
      },
      effect: (s) => {
        s.coordinator.state = "noInformation";
        if (variant.collecting) coordinatorWrites(s, "commit", false);
        s.messages.add({ type: "Reply", decision: "commit" });
      },
    },

    /** One that votes no has aborted, and is not told. */
    coordinatorReceivesNo: {
      params: { m: messages.any("Vote") },
      guard: {
        waiting: (s) => s.coordinator.state === "waiting",
        no: (_, { m }) => m.vote === "no",
      },
      effect: (s, { m }) => {
        s.coordinator.state = "aborted";
        s.coordinator.done.add(m.from);
        if (variant.logsAbort) coordinatorWrites(s, "abort");
      },
    },

    /** The coordinator need not wait for votes any longer than it likes. */
    coordinatorTimesOut: {
      guard: (s) => s.coordinator.state === "waiting",
      effect: (s) => {
        s.coordinator.state = "aborted";
        if (variant.logsAbort) coordinatorWrites(s, "abort");
      },
    },

    /** The client is told as soon as anybody may be; its messages are not counted. */
    coordinatorTellsClient: {
      params: { decision: model.Decision },
      guard: {
        decided: (s, { decision }) => decisionOf(s.coordinator.state) === decision,
        logged: (s, { decision }) => !variant.coordinatorForces(decision) || s.coordinator.stable.includes(decision),
        first: (s, { decision }) => !s.messages.has({ type: "Reply", decision }),
      },
      effect: (s, { decision }) => {
        s.messages.add({ type: "Reply", decision });
      },
    },

    coordinatorSendsDecision: {
      params: { p: Participant, decision: model.Decision },
      guard: {
        decided: (s, { decision }) => decisionOf(s.coordinator.state) === decision,
        logged: (s, { decision }) => !variant.coordinatorForces(decision) || s.coordinator.stable.includes(decision),
        concerned: (s, { p, decision }) => concernedBy(decision).includes(p) && !s.coordinator.done.has(p),
        first: (s, { p, decision }) => !s.messages.has({ type: "Decision", to: p, decision }),
      },
      effect: (s, { p, decision }) => {
        send(s, { type: "Decision", to: p, decision });
      },
    },

    /** A participant obeys as long as it has not decided. What it hears later it knows, or it is of a time long past. */
    participantReceivesDecision: {
      params: { m: messages.any("Decision") },
      by: ({ m }) => m.to,
      guard: {
        undecided: (s, { m }) =>
          s.participant[m.to].state === "prepared" || (s.participant[m.to].state === "working" && m.decision === "abort"),
      },
      effect: (s, { m }) => {
        carryOut(s, m.to, m.decision);
      },
    },

    /** One that has no information acknowledges at once: it has nothing to carry out. */
    participantAcknowledges: {
      params: { m: messages.any("Decision") },
      by: ({ m }) => m.to,
      guard: {
        wanted: (_, { m }) => variant.isAcknowledged(m.decision),
        carriedOut: (s, { m }) => {
          const { state } = s.participant[m.to];
          return decisionOf(state) === m.decision || state === "noInformation";
        },
        logged: (s, { m }) => s.participant[m.to].buffer.length === 0,
        first: (s, { m }) => !s.messages.has({ type: "Ack", from: m.to }),
      },
      effect: (s, { m }) => {
        send(s, { type: "Ack", from: m.to });
      },
    },

    coordinatorReceivesAck: {
      params: { m: messages.any("Ack") },
      guard: {
        awaited: (s) => variant.isAcknowledged(decisionOf(s.coordinator.state) ?? ""),
        first: (s, { m }) => !s.coordinator.done.has(m.from),
      },
      effect: (s, { m }) => {
        s.coordinator.done.add(m.from);
      },
    },

    /** After the last acknowledgement nobody will ever ask again. */
    coordinatorEnds: {
      guard: {
        acknowledged: (s) => {
          const decision = decisionOf(s.coordinator.state);
          return (
            decision !== undefined &&
            variant.isAcknowledged(decision) &&
            concernedBy(decision).every((p) => s.coordinator.done.has(p))
          );
        },
        logged: (s) => s.coordinator.buffer.length === 0,
      },
      effect: (s) => {
        coordinatorWrites(s, "end");
        s.coordinator.state = "noInformation";
        s.coordinator.yes.clear();
        s.coordinator.done.clear();
      },
    },

    /** What is presumed can be forgotten at once. */
    coordinatorForgets: {
      when: constants.presumed !== "nothing",
      guard: {
        presumed: (s) => decisionOf(s.coordinator.state) === variant.answer,
        logged: (s) => !variant.coordinatorForces(variant.answer) || s.coordinator.stable.includes(variant.answer),
      },
      effect: (s) => {
        s.coordinator.state = "noInformation";
        s.coordinator.yes.clear();
        s.coordinator.done.clear();
      },
    },
  });
};
