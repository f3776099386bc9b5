// What a leader does by itself: it takes requests, and finds what is committed. Sections 5.3 and 5.4.2 of the paper.
import type { Model } from "./model.ts";
import { actions } from "./part.ts";

export const leadership = ({ constants, Server, Value, Index, isQuorum, entryOf }: Model) =>
  actions({
    clientRequest: {
      environment: true,
      params: { i: Server, value: Value },
      guard: (s, { i }) => s.server[i].role === "leader" && s.server[i].log.length < constants.entries,
      effect: (s, { i, value }) => {
        s.server[i].log.push(entryOf(s.server[i].currentTerm, value));
      },
    },

    /** An entry is committed, with all before it, once a majority stores it. */
    advanceCommitIndex: {
      params: { i: Server, index: Index },
      by: "i",
      guard: {
        leader: (s, { i }) => s.server[i].role === "leader",
        further: (s, { i, index }) => index > s.server[i].commitIndex && index <= s.server[i].log.length,
        stored: (s, { i, index }) => isQuorum(s.server[i].log, (j) => j === i || s.server[i].matchIndex[j] >= index),
        ownTerm: (s, { i, index }) => s.server[i].log[index - 1].term === s.server[i].currentTerm,
      },
      effect: (s, { i, index }) => {
        const self = s.server[i];
        self.commitIndex = index;
        for (const { term, value } of self.log.slice(s.history.committed.length, index)) {
          s.history.committed.push({ term, value, by: self.currentTerm });
        }
      },
    },
  });
