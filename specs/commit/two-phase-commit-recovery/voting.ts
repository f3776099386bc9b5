// Phase one: the coordinator asks for votes, and each participant prepares, leaves or refuses.
import type { Model } from "./model.ts";
import { actions } from "./part.ts";

export const voting = ({ Participant, variant, messages, hasOnlyRead, constants, ...model }: Model) => {
  const { send, coordinatorWrites, participantWrites, carryOut } = model;

  return actions({
    /** Where commit is presumed, the coordinator writes down whom it asks: should it crash, it must tell them all to abort. */
    coordinatorInitiates: {
      when: variant.collecting,
      guard: {
        working: (s) => s.coordinator.state === "working",
        first: (s) => s.coordinator.stable.length + s.coordinator.buffer.length === 0,
      },
      effect: (s) => {
        coordinatorWrites(s, "collecting");
      },
    },

    coordinatorAsksForVotes: {
      guard: {
        working: (s) => s.coordinator.state === "working",
        logged: (s) => !variant.collecting || s.coordinator.stable.includes("collecting"),
      },
      effect: (s) => {
        s.coordinator.state = "waiting";
        send(s, { type: "Prepare" }, constants.participants);
      },
    },

    participantPrepares: {
      params: { p: Participant },
      by: "p",
      guard: {
        asked: (s) => s.messages.has({ type: "Prepare" }),
        working: (s, { p }) => s.participant[p].state === "working",
        changed: (_, { p }) => !hasOnlyRead(p),
        free: (s, { p }) => !constants.transfer || !s.participant[p].fenced,
      },
      effect: (s, { p }) => {
        s.participant[p].state = "prepared";
        participantWrites(s, p, "prepared");
      },
    },

    /** From here on the participant may no longer decide alone, whatever befalls it. */
    participantVotesYes: {
      params: { p: Participant },
      by: "p",
      guard: {
        prepared: (s, { p }) => s.participant[p].state === "prepared",
        logged: (s, { p }) => s.participant[p].stable.includes("prepared"),
        first: (s, { p }) => !s.messages.has({ type: "Vote", from: p, vote: "yes" }),
      },
      effect: (s, { p }) => {
        send(s, { type: "Vote", from: p, vote: "yes" });
      },
    },

    /** Whoever has changed nothing does not care what is decided: it leaves, without a record, and is not told. */
    participantVotesReadOnly: {
      when: (constants.readers ?? 0) > 0,
      params: { p: Participant },
      by: "p",
      guard: {
        asked: (s) => s.messages.has({ type: "Prepare" }),
        working: (s, { p }) => s.participant[p].state === "working",
        unchanged: (_, { p }) => hasOnlyRead(p),
        free: (s, { p }) => !constants.transfer || !s.participant[p].fenced,
      },
      effect: (s, { p }) => {
        s.participant[p].state = "noInformation";
        send(s, { type: "Vote", from: p, vote: "readOnly" });
      },
    },

    /** A participant that is not prepared needs no reason to abort: it may be unable to prepare, or have waited long enough. */
    participantAborts: {
      params: { p: Participant },
      by: "p",
      guard: { working: (s, { p }) => s.participant[p].state === "working" },
      effect: (s, { p }) => {
        carryOut(s, p, "abort");
      },
    },

    /** So votes, too, whoever has no information: it may have crashed before it had voted, and lost what it had done. */
    participantVotesNo: {
      params: { p: Participant },
      by: "p",
      guard: {
        asked: (s) => s.messages.has({ type: "Prepare" }),
        refuses: (s, { p }) => s.participant[p].state === "aborted" || s.participant[p].state === "noInformation",
        notPrepared: (s, { p }) =>
          !s.participant[p].stable.includes("prepared") && !s.participant[p].buffer.includes("prepared"),
        logged: (s, { p }) => !variant.participantForces("abort") || s.participant[p].buffer.length === 0,
        first: (s, { p }) => !s.messages.has({ type: "Vote", from: p, vote: "no" }),
      },
      effect: (s, { p }) => {
        send(s, { type: "Vote", from: p, vote: "no" });
      },
    },

    coordinatorReceivesYes: {
      params: { m: messages.any("Vote") },
      guard: {
        waiting: (s) => s.coordinator.state === "waiting",
        yes: (_, { m }) => m.vote === "yes",
        first: (s, { m }) => !s.coordinator.yes.has(m.from),
      },
      effect: (s, { m }) => {
        s.coordinator.yes.add(m.from);
      },
    },

    coordinatorReceivesReadOnly: {
      when: (constants.readers ?? 0) > 0,
      params: { m: messages.any("Vote") },
      guard: {
        waiting: (s) => s.coordinator.state === "waiting",
        readOnly: (_, { m }) => m.vote === "readOnly",
        first: (s, { m }) => !s.coordinator.done.has(m.from),
      },
      effect: (s, { m }) => {
        s.coordinator.done.add(m.from);
      },
    },
  });
};
