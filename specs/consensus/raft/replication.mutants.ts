// Mistakes in how a leader's log comes to be that of the others.
import { mutant } from "../../language/index.ts";
import { append } from "./log.ts";
import { instance, log, s1, s2, s3, situation } from "./raft-instance.ts";

/**
 * The third server led term 2 and has two entries of it that nobody else has; the first led term 1, leads term 3, and has an
 * entry of each. The second has the older of these. One election is left, and nobody crashes.
 */
export const divergence = instance(
  { servers: 3, terms: 4, entries: 2, inFlight: 1 },
  {
    name: "divergence",
    default: false,
    expect: { states: 7_374, generated: 35_681, depth: 35 },
    init: situation(
      [
        { currentTerm: 3, votedFor: s1, role: "leader", log: log(1, 3), nextIndex: 2, matchIndex: (j) => (j === s2 ? 1 : 0) },
        { currentTerm: 3, votedFor: s1, log: log(1) },
        { currentTerm: 3, log: log(2, 2) },
      ],
      { 1: s1, 2: s3, 3: s1 },
    ),
    outOfReach: ["leaderInTerm2"],
  },
);

export const previousUnchecked = mutant(divergence, "an entry is accepted whatever comes before it", {
  actions: { acceptAppendEntriesRequest: { guard: { previousEntryMatches: () => true } } },
  breaks: "logMatching",
  after: 2,
  also: ["leaderCompleteness", "stateMachineSafety", "committedNeverChanges"],
});

export const acknowledgesTooMuch = mutant(divergence, "a follower acknowledges its whole log, not what it was sent", {
  actions: {
    /** It must not take the leader beyond its own log, where nothing is to be sent. */
    handleAppendEntriesResponse: {
      effect: (s, { m }) => {
        const self = s.server[m.to];
        self.matchIndex[m.from] = Math.max(self.matchIndex[m.from], Math.min(m.matchIndex, self.log.length));
        self.nextIndex[m.from] = Math.max(self.nextIndex[m.from], self.matchIndex[m.from] + 1);
        s.network.consume(m);
      },
    },
    acceptAppendEntriesRequest: {
      effect: (s, { m }) => {
        const self = s.server[m.to];
        append(self.log, m.prevLogIndex, m.entries);
        self.commitIndex = Math.max(self.commitIndex, Math.min(m.commitIndex, m.prevLogIndex + m.entries.length));
        s.network.reply(m, { type: "AppendEntriesResponse", term: m.term, success: true, matchIndex: self.log.length });
      },
    },
  },
  breaks: "leaderCompleteness",
  after: 13,
  also: ["stateMachineSafety", "committedNeverChanges"],
});

export const commitsUnverified = mutant(divergence, "a follower commits what it has, not what it was sent", {
  actions: {
    acceptAppendEntriesRequest: {
      effect: (s, { m }) => {
        const self = s.server[m.to];
        const matchIndex = m.prevLogIndex + m.entries.length;
        append(self.log, m.prevLogIndex, m.entries);
        self.commitIndex = Math.max(self.commitIndex, Math.min(m.commitIndex, self.log.length));
        s.network.reply(m, { type: "AppendEntriesResponse", term: m.term, success: true, matchIndex });
      },
    },
  },
  breaks: "stateMachineSafety",
  after: 9,
  also: ["committedNeverChanges"],
});

/** A refusal that tells how long the log is saves the leader some attempts, as long as it is not mistaken for an acceptance. */
export const refusalCounts = mutant(
  divergence,
  "a leader takes what a follower has for what they agree on, though it refused",
  {
    actions: {
      rejectAppendEntriesRequest: {
        effect: (s, { m }) => {
          const { currentTerm, log } = s.server[m.to];
          s.network.reply(m, { type: "AppendEntriesResponse", term: currentTerm, success: false, matchIndex: log.length });
        },
      },
      handleAppendEntriesRefusal: {
        effect: (s, { m }) => {
          const self = s.server[m.to];
          self.nextIndex[m.from] = Math.max(self.nextIndex[m.from] - 1, self.matchIndex[m.from] + 1);
          self.matchIndex[m.from] = Math.max(self.matchIndex[m.from], Math.min(m.matchIndex, self.log.length));
          s.network.consume(m);
        },
      },
    },
    breaks: "leaderCompleteness",
    after: 10,
    also: ["stateMachineSafety", "committedNeverChanges"],
  },
);

/** Two servers, and a leader from the start: what it sends may come late, or twice. */
export const lateAppend = instance(
  { servers: 2, terms: 1, entries: 2, inFlight: 2, copies: 2 },
  {
    name: "late-append",
    default: false,
    expect: { states: 536, generated: 2_497, depth: 17 },
    init: situation(
      [
        { currentTerm: 1, votedFor: s1, role: "leader" },
        { currentTerm: 1, votedFor: s1 },
      ],
      { 1: s1 },
    ),
    outOfReach: ["leaderInTerm2", "olderTermCommitted", "truncation", "leaderStepsDown"],
  },
);

export const truncatesAlways = mutant(lateAppend, "a follower gives up what follows an append, though nothing conflicts", {
  actions: {
    acceptAppendEntriesRequest: {
      effect: (s, { m }) => {
        const self = s.server[m.to];
        const matchIndex = m.prevLogIndex + m.entries.length;
        self.log = [...self.log.slice(0, m.prevLogIndex), ...m.entries];
        self.commitIndex = Math.max(self.commitIndex, Math.min(m.commitIndex, matchIndex));
        s.network.reply(m, { type: "AppendEntriesResponse", term: m.term, success: true, matchIndex });
      },
    },
  },
  breaks: "committedNeverChanges",
  after: 9,
  also: ["stateMachineSafety"],
});
