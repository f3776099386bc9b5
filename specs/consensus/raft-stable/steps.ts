// What servers do, be their terms numbers or ranks: nothing but the order of terms makes a difference to it.
import { boolean, type Id } from "../../language/index.ts";
import type { Action } from "../../language/spec.ts";
import { append, isUpToDate, lastTerm } from "../raft/log.ts";
import { type Draft, rankIn, type Stable, type State, stableState, termsOf } from "./cluster-state.ts";

type Actor = Id<"server">;

const actions = <A>(
  some: {
    readonly [K in keyof A]: Action<ReturnType<typeof stableState>["state"], A[K]>;
  },
): typeof some => some;

export const stableModel = (constants: Stable) => {
  const { Server, ...rest } = stableState(constants);
  const [lone] = Server.values;
  const isMajority = (count: number) => 2 * count > Server.size;

  const isAtLeast = (s: State, i: Actor, j: Actor) => {
    const { log } = s.server[i];
    return isUpToDate({ lastLogTerm: lastTerm(log), lastLogIndex: log.length }, s.server[j].log);
  };
  /** A majority would vote for it in a term that is new to them. */
  const couldWin = (s: State, i: Actor) => isMajority(Server.count((j) => isAtLeast(s, i, j)));
  const hasWon = (s: State, i: Actor) => isMajority(s.server[i].votes.size);
  /** The leader's last entry is of its own term. */
  const hasOwnEntry = (s: State, i: Actor) => lastTerm(s.server[i].log) === s.server[i].currentTerm;

  return { ...rest, constants, Server, lone, isMajority, isAtLeast, couldWin, hasWon, hasOwnEntry };
};

type Model = ReturnType<typeof stableModel>;

export const follow = (self: Draft["server"][Actor]) => {
  self.role = "follower";
  self.answers.clear();
  self.votes.clear();
  self.stored.clear();
  self.isCommitted = false;
};

/** A server hears of a term. */
export const hear = (self: Draft["server"][Actor], term: number) => {
  if (term <= self.currentTerm) return;
  self.currentTerm = term;
  self.votedFor = null;
  follow(self);
};

export const stableSteps = (model: Model) => {
  const { Server, constants, lone, isMajority, isAtLeast, hasWon, hasOwnEntry } = model;
  const isRanked = constants.terms === undefined;

  /** Terms that nobody knows of any more leave no gap. */
  const rank = (s: Draft) => {
    if (!isRanked) return;
    const terms = termsOf(s, model);
    if (terms.every((term, k) => term === k + 1)) return;
    for (const i of Server) {
      const self = s.server[i];
      const log = self.log.map(({ term }) => ({ term: rankIn(terms, term) }));
      self.currentTerm = rankIn(terms, self.currentTerm);
      self.log = log;
    }
  };

  /** Nobody knows the term after this one: those that are known, and later, move up. */
  const makeRoom = (s: Draft, after: number) => {
    const moved = (term: number) => (term > after ? term + 1 : term);
    for (const i of Server) {
      const self = s.server[i];
      const log = self.log.map(({ term }) => ({ term: moved(term) }));
      self.currentTerm = moved(self.currentTerm);
      self.log = log;
    }
  };

  return actions({
    /**
     * The next term may be one that is known, or none: ranks do not say. Once settled, the one server waits until all have
     * answered: messages are faster than its timeout.
     */
    timeOut: {
      params: { i: Server, isNew: boolean },
      by: "i",
      guard: {
        notLeader: (s, { i }) => s.server[i].role !== "leader",
        alone: (s, { i }) => !s.isSettled || i === lone,
        patient: (s, { i }) => {
          const { role, answers } = s.server[i];
          return !s.isSettled || role === "follower" || (answers.size === Server.size && !hasWon(s, i));
        },
        possible: (s, { i, isNew }) => {
          const { currentTerm } = s.server[i];
          if (!isRanked) return isNew && currentTerm < (constants.terms ?? 0);
          return isNew || termsOf(s, model).length > currentTerm;
        },
      },
      effect: (s, { i, isNew }) => {
        const self = s.server[i];
        if (isRanked && isNew) makeRoom(s, self.currentTerm);
        follow(self);
        self.role = "candidate";
        self.currentTerm += 1;
        self.votedFor = i;
        self.answers.add(i);
        self.votes.add(i);
        rank(s);
      },
    },

    /** A candidate asks for a vote, and is answered, unless the answer is lost. */
    requestVote: {
      params: { i: Server, j: Server, isLost: boolean },
      by: "i",
      guard: {
        candidate: (s, { i, j }) => s.server[i].role === "candidate" && !s.server[i].answers.has(j),
        flows: (s, { isLost }) => !isLost || !s.isSettled,
      },
      effect: (s, { i, j, isLost }) => {
        const [self, other] = [s.server[i], s.server[j]];
        hear(other, self.currentTerm);
        const isGranted =
          other.currentTerm === self.currentTerm && (other.votedFor === null || other.votedFor === i) && isAtLeast(s, i, j);
        if (isGranted) other.votedFor = i;
        if (!isLost) {
          self.answers.add(j);
          if (isGranted) self.votes.add(j);
          hear(self, other.currentTerm);
        }
        rank(s);
      },
    },

    becomeLeader: {
      params: { i: Server },
      by: "i",
      guard: (s, { i }) => s.server[i].role === "candidate" && hasWon(s, i),
      effect: (s, { i }) => {
        const self = s.server[i];
        follow(self);
        self.role = "leader";
        self.stored.add(i);
      },
    },

    /** A leader takes a request; once settled, a blank one of its own, without which it cannot commit what it has found. */
    append: {
      params: { i: Server },
      by: "i",
      guard: (s, { i }) =>
        s.server[i].role === "leader" &&
        (s.isSettled ? i === lone && !hasOwnEntry(s, i) : s.server[i].log.length < constants.entries),
      effect: (s, { i }) => {
        const self = s.server[i];
        self.log.push({ term: self.currentTerm });
        self.stored.assign([i]);
        self.isCommitted = false;
      },
    },

    /** Another server comes to hold the leader's log, and says so, unless the answer is lost. */
    replicate: {
      params: { i: Server, j: Server, isLost: boolean },
      by: "i",
      guard: {
        leader: (s, { i, j }) => s.server[i].role === "leader" && i !== j,
        flows: (s, { isLost }) => !isLost || !s.isSettled,
      },
      effect: (s, { i, j, isLost }) => {
        const [self, other] = [s.server[i], s.server[j]];
        hear(other, self.currentTerm);
        if (other.currentTerm === self.currentTerm) {
          follow(other);
          append(other.log, 0, self.log.slice());
          if (!isLost) self.stored.add(j);
        }
        if (!isLost) hear(self, other.currentTerm);
        rank(s);
      },
    },

    commit: {
      params: { i: Server },
      by: "i",
      guard: {
        leader: (s, { i }) => s.server[i].role === "leader" && !s.server[i].isCommitted,
        stored: (s, { i }) => isMajority(s.server[i].stored.size),
        ownTerm: (s, { i }) => hasOwnEntry(s, i),
      },
      effect: (s, { i }) => {
        s.server[i].isCommitted = true;
      },
    },

    // The environment.

    restart: {
      environment: true,
      params: { i: Server },
      guard: (s) => !s.isSettled,
      effect: (s, { i }) => {
        follow(s.server[i]);
      },
    },

    /** It may take as long as it likes, and need not ever happen. */
    settle: {
      environment: true,
      guard: (s) => !s.isSettled,
      effect: (s) => {
        s.isSettled = true;
      },
    },
  });
};
