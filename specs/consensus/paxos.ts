/**
 * Single-decree Paxos, with neither leaders nor learners made explicit.
 *
 * Source: Lamport, "The Part-Time Parliament", ACM TOCS 16(2), 1998; Paxos.tla, whose action names these are.
 * Simplified, as there: messages are never removed, so that loss and duplication need no actions.
 */
import { ids, majorities, mapOf, optional, range, record, sentMessages, spec } from "../language/index.ts";

export const paxos = (constants: { acceptors: number; values: number; ballots: number }) => {
  const Acceptor = ids("acceptor", constants.acceptors);
  const Value = ids("value", constants.values);
  const Ballot = range(0, constants.ballots - 1);
  const BallotOrNone = range(-1, constants.ballots - 1);
  const Quorum = majorities(Acceptor);

  const sent = sentMessages({
    "1a": { bal: Ballot },
    "1b": { acc: Acceptor, bal: Ballot, maxVBal: BallotOrNone, maxVal: optional(Value) },
    "2a": { bal: Ballot, val: Value },
    "2b": { acc: Acceptor, bal: Ballot, val: Value },
  });

  return spec({
    name: "paxos",

    state: {
      acceptor: mapOf(Acceptor, record({
        /** The greatest ballot it has taken part in. */
        maxBal: BallotOrNone,
        /** The ballot, and the value, of its latest vote. */
        maxVBal: BallotOrNone,
        maxVal: optional(Value),
      })),
      sent,
    },

    init: { acceptor: { maxBal: -1, maxVBal: -1, maxVal: null }, sent: [] },

    actions: {
      phase1a: {
        params: { bal: Ballot },
        effect: (s, { bal }) => {
          s.sent.add({ type: "1a", bal });
        },
      },

      /** An acceptor promises to take no part in a lesser ballot, and reports its latest vote. */
      phase1b: {
        params: { acc: Acceptor, m: sent.any("1a") },
        by: "acc",
        guard: (s, { acc, m }) => m.bal > s.acceptor[acc].maxBal,
        effect: (s, { acc, m }) => {
          const self = s.acceptor[acc];
          self.maxBal = m.bal;
          s.sent.add({ type: "1b", acc, bal: m.bal, maxVBal: self.maxVBal, maxVal: self.maxVal });
        },
      },

      /** A value is proposed that the promises of some quorum show to be safe. */
      phase2a: {
        params: { bal: Ballot, val: Value },
        guard: {
          nothingProposed: (s, { bal }) => s.sent.where({ type: "2a", bal }).length === 0,
          valueSafe: (s, { bal, val }) => Quorum.some((quorum) => {
            const promises = s.sent.where({ type: "1b", bal }).filter((m) => quorum.includes(m.acc));
            const votes = promises.filter((m) => m.maxVBal >= 0);
            return quorum.every((acc) => promises.some((m) => m.acc === acc)) &&
              (votes.length === 0 || votes.some((m) => m.maxVal === val && votes.every((n) => m.maxVBal >= n.maxVBal)));
          }),
        },
        effect: (s, { bal, val }) => {
          s.sent.add({ type: "2a", bal, val });
        },
      },

      phase2b: {
        params: { acc: Acceptor, m: sent.any("2a") },
        by: "acc",
        guard: (s, { acc, m }) => m.bal >= s.acceptor[acc].maxBal,
        effect: (s, { acc, m }) => {
          const self = s.acceptor[acc];
          self.maxBal = m.bal;
          self.maxVBal = m.bal;
          self.maxVal = m.val;
          s.sent.add({ type: "2b", acc, bal: m.bal, val: m.val });
        },
      },
    },

    invariants: {
      /** At most one value is ever chosen. */
      agreement: (s) => {
        const chosen = Value.filter((val) =>
          Ballot.some((bal) => Quorum.some((q) => q.every((acc) => s.sent.has({ type: "2b", acc, bal, val })))));
        return chosen.length <= 1;
      },
    },

    witnesses: {
      chosen: (s) => Value.some((val) => Ballot.some((bal) =>
        Quorum.some((q) => q.every((acc) => s.sent.has({ type: "2b", acc, bal, val }))))),
    },

    /** Every ballot may come to nothing. */
    terminal: () => true,
  });
};
