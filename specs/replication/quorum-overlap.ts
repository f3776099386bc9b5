/**
 * The overlap of quorums: a writer chooses W replicas and a reader R, neither of them knowing of the other. They have a replica
 * in common, whichever they choose, exactly when W + R > N.
 *
 * Source:     Gifford, "Weighted Voting for Replicated Data", SOSP 1979, with one vote each.
 * Simplified: The sum does not occur below. That it decides is what comes out when all W and R are tried.
 */
import { ids, implies, setOf, spec, subsets } from "../language/index.ts";

export const quorumOverlap = (constants: { replicas: number; write: number; read: number }) => {
  const Replica = ids("replica", constants.replicas);

  return spec({
    name: "quorum-overlap",

    state: { writeQuorum: setOf(Replica), readQuorum: setOf(Replica) },

    init: { writeQuorum: [], readQuorum: [] },

    actions: {
      writerChooses: {
        params: { chosen: subsets(Replica) },
        guard: {
          once: (s) => s.writeQuorum.size === 0,
          enough: (_s, { chosen }) => chosen.length === constants.write,
        },
        effect: (s, { chosen }) => {
          s.writeQuorum.assign(chosen);
        },
      },

      readerChooses: {
        params: { chosen: subsets(Replica) },
        guard: {
          once: (s) => s.readQuorum.size === 0,
          enough: (_s, { chosen }) => chosen.length === constants.read,
        },
        effect: (s, { chosen }) => {
          s.readQuorum.assign(chosen);
        },
      },
    },

    invariants: {
      quorumsMeet: implies(
        (s) => s.writeQuorum.size > 0 && s.readQuorum.size > 0,
        (s) => Replica.some((r) => s.writeQuorum.has(r) && s.readQuorum.has(r)),
      ),
    },

    witnesses: {
      bothChosen: (s) => s.writeQuorum.size > 0 && s.readQuorum.size > 0,
    },

    terminal: (s) => s.writeQuorum.size > 0 && s.readQuorum.size > 0,
  });
};
