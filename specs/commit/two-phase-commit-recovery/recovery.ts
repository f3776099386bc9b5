// Logs and crashes: what is in a buffer reaches the disk some time later, unless a crash is quicker.
import { crashes } from "../../language/index.ts";
import type { Model } from "./model.ts";
import { actions } from "./part.ts";
import type { Variant } from "./variants.ts";

/** What a coordinator knows from its log alone. What is presumed needs no recovery: whoever asks will hear it. */
export const recoveredCoordinator = (stable: readonly string[], { isAcknowledged }: Variant) => {
  if (stable.includes("end")) return "noInformation";
  if (stable.includes("commit")) return isAcknowledged("commit") ? "committed" : "noInformation";
  if (stable.includes("abort")) return isAcknowledged("abort") ? "aborted" : "noInformation";
  return stable.includes("collecting") ? "aborted" : "noInformation";
};

/** One without a record has not voted, and so may abort, but where it may have voted read-only, and does not know. */
export const recoveredParticipant = (stable: readonly string[], someHaveOnlyRead: boolean) => {
  if (stable.includes("commit")) return "committed";
  if (stable.includes("abort")) return "aborted";
  if (stable.includes("prepared")) return "prepared";
  return someHaveOnlyRead ? "noInformation" : "aborted";
};

/** Records reach the disk in the order in which they were written. */
export const disks = ({ Participant }: Model) =>
  actions({
    coordinatorFlushes: {
      guard: (s) => s.coordinator.buffer.length > 0,
      effect: (s) => {
        const [first, ...rest] = s.coordinator.buffer;
        s.coordinator.stable.push(first);
        s.coordinator.buffer = rest;
      },
    },

    participantFlushes: {
      params: { p: Participant },
      by: "p",
      guard: (s, { p }) => s.participant[p].buffer.length > 0,
      effect: (s, { p }) => {
        const [first, ...rest] = s.participant[p].buffer;
        s.participant[p].stable.push(first);
        s.participant[p].buffer = rest;
      },
    },
  });

export const failures = ({ constants, Participant, participant, variant }: Model) => {
  const coordinatorToo = constants.crashes !== undefined;
  const when = constants.crashes === "everybody";
  return {
    ...actions({
      coordinatorCrashes: {
        when: coordinatorToo,
        environment: true,
        guard: (s) => s.coordinator.state !== "down",
        effect: (s) => {
          s.coordinator.state = "down";
          s.coordinator.yes.clear();
          s.coordinator.done.clear();
          s.coordinator.buffer = [];
        },
      },

      coordinatorRestarts: {
        when: coordinatorToo,
        environment: true,
        guard: (s) => s.coordinator.state === "down",
        effect: (s) => {
          s.coordinator.state = recoveredCoordinator(s.coordinator.stable, variant);
        },
      },

      participantRestarts: {
        when,
        environment: true,
        params: { p: Participant },
        guard: (s, { p }) => s.participant[p].state === "down",
        effect: (s, { p }) => {
          const self = s.participant[p];
          self.state = recoveredParticipant(self.stable, (constants.readers ?? 0) > 0);
          if (self.state === "aborted" && s.history.outcome[p] === "none") s.history.outcome[p] = "aborted";
        },
      },
    }),
    participantCrashes: {
      ...crashes(participant, ({ state }) => state !== "down", {
        state: "down",
        buffer: [],
        ...(constants.transfer ? { fenced: false } : {}),
      }),
      when,
    },
  };
};
