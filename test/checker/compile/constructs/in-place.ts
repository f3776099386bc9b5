// What is edited in place is not replaced, and guards do not write.
import { both, on, sampled, type Table, when } from "./recipe.ts";

const IN_PLACE = /server\[server\d\] was (replaced|given what the state holds elsewhere)/;

export const REPLACED: Table = {
  "a record replaced by another": both(
    {
      effect: (s) => {
        s.server[1] = s.server[0];
      },
    },
    IN_PLACE,
  ),
  "a record replaced by a literal": both(
    {
      effect: (s) => {
        s.server[1] = { role: "leader" };
      },
    },
    IN_PLACE,
  ),
  "records swapped": both(
    {
      effect: (s) => {
        [s.server[0], s.server[1]] = [s.server[1], s.server[0]];
      },
    },
    IN_PLACE,
  ),
  "a set replaced": both(
    {
      effect: (s) => {
        s.server[0].votes = s.server[1].votes;
      },
    },
    /votes|held elsewhere|holds elsewhere/,
  ),
  "a network replaced": both(
    {
      effect: (s) => {
        s.wire = s.line;
      },
    },
    /wire|edited in place/,
  ),
  "a list given to another": both(
    {
      effect: (s) => {
        s.server[1].log = s.server[0].log;
      },
    },
    /server\[server2\]\.log was given what the state holds elsewhere/,
  ),
  "one fresh list given to two": both(
    {
      effect: (s) => {
        s.server[0].log = s.server[1].log = [1];
      },
    },
    /was given what the state holds elsewhere/,
  ),
  "a map given to another": both(
    {
      effect: (s) => {
        s.server[1].next = s.server[0].next;
      },
    },
    /next.* was given what the state holds elsewhere/,
  ),
  "a field that does not exist": both(
    {
      effect: on((self) => {
        self.trem = 1;
      }),
    },
    /trem/,
  ),
  "a variable that does not exist": both(
    {
      effect: (s) => {
        s.trem = 1;
      },
    },
    /trem/,
  ),
  "a field deleted": sampled(
    {
      effect: on((self) => {
        delete self.role;
      }),
    },
    /construct/,
  ),
};

export const GUARDS: Table = {
  "a bag asked for a type that there is not": both(
    { guard: when((_self, s) => s.wire.where({ type: "Aks" }).length === 0) },
    /wire\.where was asked for messages of type Aks; did you mean Ask\?/,
  ),
  "a bag asked by a field that there is not": both(
    { guard: when((_self, s) => s.wire.where({ type: "Ask", rond: 1 }).length === 0) },
    /wire\.where was asked for Ask messages by rond, which they do not have; did you mean round\?/,
  ),
  "queues asked by a field that there is not": both(
    { guard: when((_self, s) => s.line.where({ type: "Word", of: 1 }).length === 0) },
    /line\.where was asked for Word messages by of/,
  ),
  "what was said asked by a field that there is not": both(
    { guard: when((_self, s) => s.said.where({ type: "Said", m: 1 }).length === 0) },
    /said\.where was asked for Said messages by m/,
  ),
  "what was said asked for a type that there is not": both(
    { guard: when((_self, s) => s.said.where({ type: "Told" }).length === 0) },
    /said\.where was asked for messages of type Told/,
  ),
  "few that were said asked by a field that there is not": both(
    { guard: when((_self, s) => s.few.where({ type: "Said", m: 1 }).length === 0) },
    /few\.where was asked for Said messages by m/,
  ),
  "a record cloned": both({ guard: when((self) => structuredClone(self).term === 0) }, /could not be cloned/),
  "a guard that assigns": both(
    {
      guard: when((self) => {
        self.term = 1;
        return true;
      }),
    },
    /the guard assigns/,
  ),
  "a guard that pushes": both(
    {
      guard: when((self) => {
        self.log.push(1);
        return true;
      }),
    },
    /the guard writes/,
  ),
  "a guard that sorts": both({ guard: when((self) => self.log.sort().length > 0) }, /the guard writes/),
  "a guard that writes to a map": both(
    {
      guard: when((_self, s) => {
        s.by.l = 2;
        return true;
      }),
    },
    /the guard writes/,
  ),
  "a guard that adds": both(
    {
      guard: when((self, _s, { i }) => {
        self.votes.add(i);
        return true;
      }),
    },
    /construct.*guard/,
  ),
  "a guard that adds to slots": both(
    {
      guard: when((self) => {
        self.wide.add(1);
        return true;
      }),
    },
    /construct.*guard/,
  ),
  "a guard that sends": both(
    {
      guard: when((_self, s, { m }) => {
        s.wire.send(m);
        return true;
      }),
    },
    /construct.*guard/,
  ),
  "a guard that says": both(
    {
      guard: when((_self, s) => {
        s.said.add({ type: "Said", n: 1 });
        return true;
      }),
    },
    /construct.*guard/,
  ),
  "a guard that queues": both(
    {
      guard: when((_self, s, { m }) => {
        s.line.send({ ...m, type: "Word" });
        return true;
      }),
    },
    /construct.*guard/,
  ),
  "a guard that says maybe": both({ guard: when((self) => self.log.length) }, /the guard returned 2/),
  "a guard that throws": both({ guard: when((self) => self.log.missing.length > 0) }, /the guard threw TypeError/),
};
