// What any message may tell: that there is a later term, or that nobody waits for it any more. Section 5.1 of the paper.
import type { Model } from "./model.ts";
import { actions } from "./part.ts";

export const terms = ({ network, becomeFollower }: Model) =>
  actions({
    /** Whoever hears of a later term is in it. The message stays in flight, and is next received in its term. */
    updateTerm: {
      params: { m: network.any() },
      by: ({ m }) => m.to,
      guard: (s, { m }) => m.term > s.server[m.to].currentTerm,
      effect: (s, { m }) => {
        const self = s.server[m.to];
        self.currentTerm = m.term;
        self.votedFor = null;
        becomeFollower(self);
      },
    },

    /** A response of an earlier term, or to what its receiver no longer is, or one that does not help a candidate. */
    dropStaleResponse: {
      params: { m: network.any() },
      by: ({ m }) => m.to,
      guard: (s, { m }) => {
        const { currentTerm, role } = s.server[m.to];
        if (m.type === "RequestVoteResponse")
          return m.term < currentTerm || (m.term === currentTerm && (role !== "candidate" || !m.granted));
        return m.type === "AppendEntriesResponse" && (m.term < currentTerm || (m.term === currentTerm && role !== "leader"));
      },
      effect: (s, { m }) => {
        s.network.consume(m);
      },
    },
  });
