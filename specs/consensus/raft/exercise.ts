/**
 * An exercise: five servers, A to E. A leads term 3; an entry of that term stands on A, B and C; then A crashes, and stays down.
 * Who can be elected? Is the entry committed? Does a new leader keep it?
 *
 * Each answer is a property, checked in coarse steps, over every way in which two more terms can go.
 */
import { instancesOf, type Read, spec } from "../../language/index.ts";
import { isSame } from "./log.ts";
import { raft } from "./raft.ts";
import { s1 as a, s2 as b, s3 as c, s4 as d, s5 as e, log, situation } from "./raft-instance.ts";
import type { Constants, ServerId } from "./raft-state.ts";

const [entry] = log(3);

export const exercise = (constants: Constants) => {
  const { state, init, actions } = raft(constants);
  const { keys: Term } = state.history.fields.leaders;
  const later = Term.filter((term) => term > 3);
  /** The first leader after the crash. */
  const isSuccessor = (s: Read<typeof state>, i: ServerId) =>
    later.some((term) => s.history.leaders[term].has(i)) &&
    later.every((term) => s.history.leaders[term].every((other) => other === i));

  return spec({
    name: "raft-exercise",
    state,
    init,
    actions,
    invariants: {
      // Who can be elected? Each of these that is violated says that the server can.
      notA: (s) => !isSuccessor(s, a),
      notB: (s) => !isSuccessor(s, b),
      notC: (s) => !isSuccessor(s, c),
      notD: (s) => !isSuccessor(s, d),
      notE: (s) => !isSuccessor(s, e),
      /** D and E have to wait until a leader has passed the entry on to them. */
      notDWithoutTheEntry: (s) => s.server[d].role !== "leader" || isSame(s.server[d].log[0], entry),

      // Is the entry committed?
      /** No server that is up takes it to be so, */
      neverKnown: (s) => s.history.committed.length === 0,
      /** nor does any before an entry of its leader's own term is committed with it. */
      neverKnownAlone: (s) => s.history.committed.length !== 1,
      /** But whatever else is committed, it comes first. */
      neverReplaced: (s) => s.history.committed.length === 0 || isSame(s.history.committed[0], entry),

      // Does a new leader keep it?
      kept: (s) => [b, c, d, e].every((i) => s.server[i].role !== "leader" || isSame(s.server[i].log[0], entry)),
    },
    witnesses: {
      succeeded: (s) => later.some((term) => s.history.leaders[term].size > 0),
      committed: (s) => s.history.committed.length === 2,
    },
  });
};

const instance = instancesOf(import.meta.url);
const fiveServers = { servers: 5, terms: 5, entries: 2, inFlight: 1, coarse: true };
const has = { currentTerm: 3, votedFor: a, log: log(3) };
const lacks = { currentTerm: 3, votedFor: a };
const init = situation([has, has, has, lacks, lacks], { 3: a });
const deadlockAllowed = "the terms have run out";

export const aStaysDown = instance(exercise, fiveServers, {
  name: "a-stays-down",
  init,
  allow: { aIsDown: (before, after) => after.server[a].currentTerm === before.server[a].currentTerm },
  deadlockAllowed,
});

/** A comes back at once, with what it had on disk; there is one more election. */
export const aComesBack = instance(exercise, { ...fiveServers, terms: 4 }, { name: "a-comes-back", init, deadlockAllowed });
