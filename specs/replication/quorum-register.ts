/**
 * A register kept by replicas: a write waits until W of them have stored it, a read until R of them have answered. Where every
 * R of the replicas meet every W, a read sees the latest write that was acknowledged before it began.
 *
 * Each copy carries a version, a counter and the client that wrote it, and a replica keeps the newest copy it was ever sent.
 * A single writer counts its writes; of several each first asks R replicas, and goes one beyond the greatest counter it
 * hears of. A read returns the newest copy among the answers. If it first writes that copy back, to W replicas, no later read
 * returns an older one, and the register is linearizable.
 *
 * Source:     Gifford, "Weighted Voting for Replicated Data", SOSP 1979, with one vote each; Attiya, Bar-Noy and Dolev,
 *             "Sharing Memory Robustly in Message-Passing Systems", JACM 42(1), 1995 (ABD): one writer, and the write-back;
 *             Lynch and Shvartsman, "Robust Emulation of Shared Memory Using Dynamic Quorum-Acknowledged Broadcasts", FTCS 1997:
 *             several writers, who read the version first.
 * Simplified: A request, what the replica does with it, and its answer are one step. Nothing is lost by that: an answer tells
 *             its client what held at the replica when it was given, whenever it arrives; a question without an answer changes
 *             nothing; and a copy that is stored without an acknowledgment in time is one that arrives late (`late`). Without
 *             `late` copies arrive while their operation lasts, or never. Clients do not crash, but any of them may stop
 *             anywhere, since nothing makes it go on, and start over where it may (`forgets`).
 * Verified:   For every W and R of up to five replicas, and for majorities of seven: test/golden/quorum-table.txt. The counts
 *             are those of both engines where they are small; others' of this model are not known.
 */
import { linearizable, monotonicReads, readYourWrites, sequentiallyConsistent } from "../histories/consistency.ts";
import { crashes, eventuallyAlways, type Id, type Read, spec, subsets, subsetsOfSize, when } from "../language/index.ts";
import { type QuorumRegister, registerState } from "./quorum-register-state.ts";

export const quorumRegister = (constants: QuorumRegister) => {
  const { readFirst = false, writeBack = false, readRepair = false, late = false, tolerated } = constants;
  const register = registerState(constants);
  const { state, Replica, Operation, Reads, Writes, nothing, isNewer } = register;
  const { isNext, isAsking, isStoring, readQuorum, writeQuorum, invoke, respond, store, storeOwn, earlierWrites } = register;
  const { isWrite, isDone, isStuck, down, written, returned, operations, object, byVersion } = register;
  type Op = Id<"operation">;
  const isAnyDone = (s: Read<typeof state>) => Operation.some((op) => isDone(s, op));

  return spec({
    name: "quorum-register",

    state,

    init: {
      params: { absent: tolerated === undefined ? subsetsOfSize(Replica, 0) : subsets(Replica) },
      state: ({ absent }) => ({
        replica: (r) => ({ up: !absent.includes(r), copy: nothing }),
        operation: { phase: "waiting", answered: [], copy: nothing },
        messages: [],
        history: { observed: register.neverInvoked, written: nothing },
      }),
    },

    actions: {
      // A client asks R replicas: a reader what they hold; a writer, where there are several, what version it is.

      clientAsks: {
        params: { op: readFirst ? Operation : Reads },
        guard: isNext,
        effect: (s, { op }) => {
          s.operation[op].phase = "asking";
          invoke(s, op);
        },
      },

      replicaAnswers: {
        params: { op: Operation, r: Replica },
        by: "r",
        guard: {
          asked: (s, { op, r }) => isAsking(s, { op }) && !s.operation[op].answered.has(r),
          awaited: (s, { op }) => !readQuorum(s, { op }),
          up: (s, { r }) => s.replica[r].up,
        },
        effect: (s, { op, r }) => {
          s.operation[op].answered.add(r);
          if (isNewer(s.replica[r].copy, s.operation[op].copy)) s.operation[op].copy = s.replica[r].copy;
        },
      },

      /**
       * What a client was answered is lost with whoever asked for it, and it asks again. A writer does so only before it has
       * chosen a version: it has one at most.
       */
      clientAsksAgain: {
        when: constants.forgets ?? false,
        params: { op: readFirst ? Operation : Reads },
        guard: (s, { op }) => isAsking(s, { op }) || (!isWrite(op) && isStoring(s, { op })),
        effect: (s, { op }) => {
          s.operation[op].phase = "asking";
          s.operation[op].answered.clear();
          s.operation[op].copy = nothing;
        },
      },

      clientReturns: {
        when: !writeBack,
        params: { op: Reads },
        guard: { asking: isAsking, quorum: readQuorum },
        effect: (s, { op }) => {
          if (readRepair) s.messages.add(s.operation[op].copy);
          respond(s, op);
        },
      },

      // A client has W replicas store a copy: a writer its own; a reader, with write-back, the one that it will return.

      clientWritesBack: {
        when: writeBack,
        params: { op: Reads },
        guard: { asking: isAsking, quorum: readQuorum },
        effect: (s, { op }) => {
          store(s, op, s.operation[op].copy);
        },
      },

      /** The single writer knows how often it has written. */
      clientWrites: {
        when: !readFirst,
        params: { op: Writes },
        guard: isNext,
        effect: (s, { op }) => {
          invoke(s, op);
          storeOwn(s, op, earlierWrites(op) + 1);
        },
      },

      clientWritesNext: {
        when: readFirst,
        params: { op: Writes },
        guard: { asking: isAsking, quorum: readQuorum },
        effect: (s, { op }) => {
          storeOwn(s, op, s.operation[op].copy.counter + 1);
        },
      },

      replicaStores: {
        params: { op: Operation, r: Replica },
        by: "r",
        guard: {
          asked: (s, { op, r }) => isStoring(s, { op }) && !s.operation[op].answered.has(r),
          up: (s, { r }) => s.replica[r].up,
        },
        effect: (s, { op, r }) => {
          if (isNewer(s.operation[op].copy, s.replica[r].copy)) s.replica[r].copy = s.operation[op].copy;
          s.operation[op].answered.add(r);
        },
      },

      clientIsAcknowledged: {
        params: { op: Operation },
        guard: { storing: isStoring, quorum: writeQuorum },
        effect: (s, { op }) => {
          respond(s, op);
        },
      },

      // Replicas, and what befalls them.

      /** A copy arrives for which nobody waits any more. */
      replicaStoresLate: {
        when: late || readRepair,
        params: { r: Replica, m: state.messages.any("Copy") },
        by: "r",
        guard: {
          newer: (s, { r, m }) => isNewer(m, s.replica[r].copy),
          up: (s, { r }) => s.replica[r].up,
        },
        effect: (s, { r, m }) => {
          s.replica[r].copy = m;
        },
      },

      replicaRecovers: {
        when: constants.crashes ?? false,
        params: { r: Replica },
        by: "r",
        guard: (s, { r }) => !s.replica[r].up,
        effect: (s, { r }) => {
          s.replica[r].up = true;
        },
      },

      replicaCrashes: { ...crashes(state.replica, ({ up }) => up, { up: false }), when: constants.crashes ?? false },
    },

    invariants: {
      /** A read that starts after a write was acknowledged returns what was written, or something newer. */
      readsSeeAcknowledged: (s) =>
        Operation.every((op) => {
          const value = returned(s, op);
          const isMissed = (other: Op) =>
            s.history.observed[op].after.has(other) && isNewer(written(s, other), written(s, value!));
          return value === undefined || !Operation.some(isMissed);
        }),

      /** An acknowledged write, or something newer, is kept by W replicas. */
      acknowledgedIsKept: (s) =>
        Operation.every((op) => {
          const kept = Replica.count((r) => !isNewer(written(s, op), s.replica[r].copy));
          return !isDone(s, op) || kept >= constants.write;
        }),

      /** No two writes have the same version. */
      versionsDiffer: (s) =>
        Operation.every((op) =>
          Operation.every((other) => {
            const [one, two] = [written(s, op), written(s, other)];
            return op === other || one.counter === 0 || isNewer(one, two) || isNewer(two, one);
          }),
        ),

      /** A write that starts after another was acknowledged has a newer version. */
      laterWritesAreNewer: (s) =>
        Operation.every((op) => {
          const isUndone = (other: Op) =>
            s.history.observed[op].after.has(other) && !isNewer(written(s, op), written(s, other));
          return written(s, op).counter === 0 || !Operation.some((other) => isWrite(other) && isUndone(other));
        }),

      readYourWrites: (s) => readYourWrites(operations(s), object, byVersion(s)),

      // Without write-back two reads may return a write that is under way, and then what was before: new, then old.

      linearizable: when(writeBack, (s) => linearizable(operations(s), object)),

      sequentiallyConsistent: when(writeBack, (s) => sequentiallyConsistent(operations(s), object)),

      monotonicReads: when(writeBack, (s) => monotonicReads(operations(s), object, byVersion(s))),

      /** No operation completes that started with more replicas down than are tolerated; they are down for good. */
      toleratesNoMore: when(tolerated !== undefined, (s) => !isAnyDone(s) || down(s) <= tolerated!),
    },

    steps: {
      /** What a replica holds only ever becomes newer. */
      copiesBecomeNewer: (before, after) => Replica.every((r) => !isNewer(before.replica[r].copy, after.replica[r].copy)),
    },

    // Nobody need ask; but each replica answers whom it could, be it now and then down, and a client with a quorum goes on.
    fairness: {
      replicaAnswers: constants.crashes ? { strong: ["op", "r"] } : { weak: ["op", "r"] },
      replicaStores: constants.crashes ? { strong: ["op", "r"] } : { weak: ["op", "r"] },
      clientReturns: { weak: ["op"] },
      clientWritesBack: { weak: ["op"] },
      clientWritesNext: { weak: ["op"] },
      clientIsAcknowledged: { weak: ["op"] },
    },

    liveness: {
      /** What was begun is done at last, while a quorum is up. */
      returns: when(
        constants.live ?? false,
        eventuallyAlways((s) =>
          Operation.every((op) => s.operation[op].phase === "waiting" || isDone(s, op) || isStuck(s, op)),
        ),
      ),
    },

    witnesses: {
      /** A read returns what was acknowledged before it began. */
      readAcknowledged: (s) =>
        Operation.some((op) => Operation.some((other) => returned(s, op) === other && s.history.observed[op].after.has(other))),

      /** A read returns what is not acknowledged yet. */
      readEarly: (s) => Operation.some((op) => Operation.some((other) => returned(s, op) === other && !isDone(s, other))),

      /** A replica holds what its writer does not know it to hold: the copy was late, or from a reader. */
      heldUnknown: when(late || readRepair, (s) =>
        Operation.some((op) => {
          const { phase, answered, copy } = s.operation[op];
          return (
            isWrite(op) &&
            phase === "storing" &&
            Replica.some((r) => !answered.has(r) && s.replica[r].copy.value === copy.value)
          );
        }),
      ),

      /** Two writers choose the same counter. */
      tied: when(readFirst, (s) =>
        Operation.some((op) =>
          Operation.some(
            (other) => op !== other && written(s, op).counter > 0 && written(s, op).counter === written(s, other).counter,
          ),
        ),
      ),

      /** One completes that started with as many down. */
      toleratesAsMany: when(tolerated !== undefined, (s) => isAnyDone(s) && down(s) === tolerated),
    },

    /** All is done, or what is left may need more replicas than are up. */
    terminal: (s) =>
      Operation.every((op) => isDone(s, op)) || constants.replicas - down(s) < Math.max(constants.read, constants.write),
  });
};
