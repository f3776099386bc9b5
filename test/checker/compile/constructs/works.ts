// Constructs that both engines understand alike.
import type { Construct, Loose } from "../specimens/servers.ts";
import { on, when } from "./recipe.ts";

const EMPTY: readonly number[] = Object.freeze([]);

export const WORKS: Readonly<Record<string, Construct>> = {
  "queries that leave a field undefined": {
    guard: when((_self, s) => {
      const asked = s.wire.where({ type: "Ask", round: undefined }).length;
      const words = s.line.where({ type: "Word", from: undefined }).length;
      const said = s.said.where({ type: "Said", n: undefined }).length + s.few.where({ type: "Said", n: undefined }).length;
      return asked > 0 && words === 0 && said <= s.count;
    }),
    effect: (s) => {
      s.said.add({ type: "Said", n: 1 });
      s.few.add({ type: "Said", n: 0 });
    },
  },
  "queries in an effect, before and after a change": {
    guard: (s) => s.count === 2,
    effect: (s) => {
      if (s.said.where({ type: "Said" }).length + s.wire.where({ type: "Ask", round: 1 }).length !== 1) return;
      s.said.add({ type: "Said", n: 1 });
      s.count = s.said.where({ type: "Said", n: 1 }).length;
    },
  },
  "queries by a value that nothing has": {
    guard: when(
      (_self, s) => s.wire.where({ type: "Ask", round: 9 }).length + s.said.where({ type: "Said", n: "0" }).length === 0,
    ),
    effect: on((self) => (self.term = 1)),
  },
  "destructuring, parts held in constants": {
    effect: on((self) => {
      const { term, log, latest } = self;
      if (log.length > term) latest.term = log.at(-1);
    }),
  },
  "at, length, includes, reduce in a guard": {
    guard: when(
      ({ log, term }) =>
        log.at(-1) === 0 && log.length > term && !log.includes(1) && log.reduce((a: number, b: number) => a + b, 0) === 2,
    ),
    effect: on((self) => (self.term = 1)),
  },
  "push, pop, unshift, shift": {
    effect: on(({ log }) => {
      log.push(log.shift());
      log.unshift(log.pop());
      if (log.length < 3) log.push(0);
    }),
  },
  "an element assigned, a length assigned": {
    effect: on(({ log }) => {
      log[0] = 1;
      log.length = 1;
    }),
  },
  "splice, sort, reverse, fill, copyWithin": {
    effect: on(({ log }) => {
      log.sort();
      log.reverse();
      log.splice(1, 1, 0);
      log.fill(1, 1);
      log.copyWithin(0, 1);
    }),
  },
  "toSorted, with, toSpliced, flatMap, slice": {
    effect: on((self) => {
      self.log = self.log
        .toSorted()
        .with(0, 1)
        .toSpliced(1, 1)
        .flatMap((x: number) => [x, 2])
        .slice(0, 3);
    }),
  },
  "entries, keys, for of, forEach, find": {
    guard: when(({ log }) => {
      let sum = 0;
      for (const [i, x] of log.entries()) sum += i * x;
      log.forEach((x: number) => {
        sum += x;
      });
      return sum + [...log.keys()].length + (log.find((x: number) => x === 0) ?? 5) < 6;
    }),
    effect: on((self) => (self.term = 2)),
  },
  "a fresh list assigned, then changed": {
    effect: on((self) => {
      const next = [...self.log, 1].slice(-2);
      self.log = next;
      next.push(0);
      self.log[0] = 2;
    }),
  },
  "a list replaced, the old one changed": {
    effect: on((self) => {
      const old = self.log;
      self.log = [1];
      old.pop();
      self.log.push(...old.slice(0, 1));
    }),
  },
  "a frozen list of its own, or of a message, assigned": {
    effect: on((self, s, { i, m }) => {
      self.log = i === m.from ? m.log : EMPTY;
      s.count = 0;
    }),
  },
  "Object.assign onto a record": { effect: on((self) => Object.assign(self, { term: 1, role: "leader", log: [2] })) },
  "a map of values mapped, assigned, spread": {
    effect: on((self, s) => {
      self.next = self.next.map((n: number) => 2 - n);
      s.by = { ...s.by, r: 2 };
      s.by.l = Object.values(s.by).length;
    }),
  },
  "a map of lists assigned": {
    effect: on((self, _s, { j }) => {
      self.logs = [[true], []];
      self.logs[j].length = 0;
    }),
  },
  "a map of records iterated": {
    effect: on((_self, s) => {
      for (const one of s.server) one.term = 1;
      s.server.forEach((one: Loose) => {
        one.up = !one.up;
      });
      s.count = Object.values(s.server).length;
    }),
  },
  "sets spread, copied, asked": {
    effect: on((self, s, { i, j }) => {
      self.wide.clear();
      self.votes.assign([...self.votes, j]);
      s.server[j].votes.assign(self.votes);
      if (self.votes.some((v: Loose) => v === i)) self.wide.add(self.votes.size);
    }),
  },
  "a record of the state as an element": {
    effect: on((self) => {
      if (self.entries.length < 2) self.entries.push(self.latest);
      self.latest.term = self.entries.length;
    }),
  },
  "an element spread with a change": {
    effect: on((self) => {
      self.entries = self.entries.map((e: Loose) => ({ ...e, term: 2 }));
    }),
  },
  "a message spread, sent, consumed by an equal literal": {
    effect: on((_self, s, { m }) => {
      s.wire.consume({ type: "Ask", from: m.from, to: m.to, round: m.round, log: [...m.log] });
      s.wire.send({ ...m, from: m.to, to: m.from, extra: 7 });
    }),
  },
  "a message sent, and its list changed afterwards": {
    effect: on((self, s) => {
      if (s.wire.size > 1) return;
      const log = [0];
      s.wire.send({ type: "Ask", from: self.votedFor ?? 0, to: 0, round: 0, log });
      log.push(2);
    }),
  },
  "a network asked after it was changed": {
    effect: on((_self, s, { m }) => {
      s.wire.consume(m);
      if (s.wire.size === 0) s.wire.send({ ...m, round: 2 });
    }),
  },
  "a composite value assigned": {
    effect: on((self, _s, { j }) => {
      self.pair = [self.term, !self.pair[1]];
      self.quorum = [j];
      self.votedFor = self.votedFor === null ? j : null;
    }),
  },
  "lists compared by identity": {
    guard: when(({ log }, s, { i }) => s.server[0].log !== s.server[1].log && s.server[i].log === log),
    effect: on((self) => (self.term = 2)),
  },
  "nothing at all": { effect: () => undefined },
  "an exception caught": {
    effect: on((self) => {
      try {
        self.term = 1;
        throw new Error("mine");
      } catch {
        self.role = "leader";
      }
    }),
  },
};
