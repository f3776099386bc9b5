// Values outside their domain, in every kind of place; what is full; and effects that are none.
import { both, outside, sampled, type Table } from "./recipe.ts";

export const VALUES: Table = {
  "a word outside": outside((self) => {
    self.role = "lender";
  }, /role was set to "lender", outside oneOf/),
  "a number too great": outside((self) => {
    self.term += 3;
  }, /term was set to 3, outside range\(0, 2\)/),
  "a number too small": outside((self) => {
    self.term -= 1;
  }, /term was set to -1/),
  "half a number": outside((self) => {
    self.term = 0.5;
  }, /term was set to 0.5/),
  "no number": outside((self) => {
    self.term = Number.NaN;
  }, /term was set to NaN/),
  "a number in quotes": outside((self) => {
    self.term = "1";
  }, /term was set to "1"/),
  "a number for a boolean": outside((self) => {
    self.up = 1;
  }, /up was set to 1/),
  "undefined for null": outside((self) => {
    self.votedFor = undefined;
  }, /votedFor was set to undefined/),
  "an id too many": outside((self) => {
    self.votedFor = 2;
  }, /votedFor was set to 2/),
  "no subset": outside((self) => {
    self.quorum = [1, 0];
  }, /quorum was set to/),
  "a member of a subset too many": outside((self) => {
    self.quorum = [0, 0];
  }, /quorum was set to/),
  "an element outside": outside((self) => {
    self.log.push(3);
  }, /log\[2\] was set to 3/),
  "a hole in a list": outside((self) => {
    self.log[2] = 1;
    self.log.length = 3;
    delete self.log[0];
  }, /log\[0\] was set to undefined/),
  "a list too long": outside((self) => {
    self.log.push(1, 1);
  }, /log was set to .*Raise atMost/),
  "no list": outside((self) => {
    self.log = 3;
  }, /log was set to 3/),
  "a set for a list": outside((self) => {
    self.log = new Set([1]);
  }, /log was set to/),
  "an object for a list": outside((self) => {
    self.log = { 0: 1, length: 1 };
  }, /log was set to/),
  "a record with a field too few": outside((self) => {
    self.entries.push({ term: 1 });
  }, /entries\[1\]\.by was set to undefined/),
  "a record with a field outside": outside((self) => {
    self.entries[0] = { term: 9, by: null };
  }, /entries\[0\]\.term was set to 9/),
  "a tuple too short": outside((self) => {
    self.pair = [1];
  }, /pair was set to/),
  "a tuple with a part outside": outside((self) => {
    self.pair = [1, 2];
  }, /pair\[1\] was set to 2/),
  "a member outside": outside((self) => {
    self.votes.add(2);
  }, /was given 2, outside server/),
  "a member outside, of slots": outside((self) => {
    self.wide.add(1000);
  }, /was given 1000/),
  "members assigned outside": outside((self) => {
    self.votes.assign([0, 5]);
  }, /was given 5/),
};

export const COLLECTIONS: Table = {
  "a key outside": outside((_self, s) => {
    s.by.x = 1;
  }, /by was given the key x/),
  "a map with a key too few": outside((_self, s) => {
    s.by = { l: 1 };
  }, /by was set to|by\[r\]/),
  "a map with a key too many": outside((_self, s) => {
    s.by = { l: 1, r: 1, x: 1 };
  }, /by was given the key x/),
  "a map of lists too short": outside((self) => {
    self.logs = [[true]];
  }, /logs was set to/),
  "a map value outside": outside((self) => {
    self.next[0] = 3;
  }, /next\[server1\] was set to 3/),
  "a message of no type": outside((_self, s) => {
    s.said.add({ type: "Sad", n: 1 });
  }, /said was given/),
  "a message with a field outside": outside((_self, s) => {
    s.said.add({ type: "Said", n: 3 });
  }, /said was given Said\(n=3\), where Said.n is 3/),
  "a message in flight with a field outside": outside((_self, s, { m }) => {
    s.wire.send({ ...m, round: 3 });
  }, /wire was given Ask/),
  "a message to nobody": outside((_self, s) => {
    s.line.send({ type: "Word", from: 0, to: 2 });
  }, /line was given Word/),
  "a full bag": outside((_self, s, { m }) => {
    s.wire.send(m);
    s.wire.send(m);
  }, /wire is full/),
  "a full queue": outside((_self, s) => {
    s.line.send({ type: "Word", from: 0, to: 1 });
    s.line.send({ type: "Word", from: 0, to: 1 });
  }, /line is full/),
  "a full set": outside((self) => {
    self.wide.add(1);
    self.wide.add(2);
  }, /is full/),
  "all that may be said": outside((_self, s) => {
    s.few.add({ type: "Said", n: 0 });
    s.few.add({ type: "Said", n: 1 });
  }, /few is full/),
  "a message consumed twice": outside((_self, s, { m }) => {
    s.wire.consume(m);
    s.wire.consume(m);
  }, /wire was asked to consume/),
  "a message that is not in flight": outside((_self, s, { m }) => {
    s.wire.consume({ ...m, round: 0 });
  }, /wire was asked to consume/),
  "a message that is not the first": outside((_self, s) => {
    s.line.consume({ type: "Word", from: 0, to: 1 });
  }, /line was asked to consume/),
  "a message written to": outside((_self, _s, { m }) => {
    m.round = 0;
  }, /the effect writes to what cannot change/),
  "a list in a message written to": outside((_self, _s, { m }) => {
    m.log.push(0);
  }, /the effect writes to what cannot change/),
  "an element written to": outside((self) => {
    self.entries[0].term = 2;
  }, /the effect writes to what cannot change/),
  "arguments written to": sampled({ effect: (_s, args) => void (args.i = 1) }, /the effect writes to what cannot change/),
};

export const EFFECTS: Table = {
  "an effect that returns a value": both(
    { effect: (s) => s.server[0].log.push(1) },
    /the effect returned 3\. It returns nothing/,
  ),
  "an effect that returns null": both({ effect: () => null }, /the effect returned null/),
  "an effect that is asynchronous": both({ effect: async () => {} }, /the effect is asynchronous/),
  "an effect that fails later": both(
    {
      effect: async () => {
        await null;
        throw new Error("late");
      },
    },
    /the effect is asynchronous/,
  ),
  "an effect that throws": both(
    {
      effect: () => {
        throw new Error("mine");
      },
    },
    /construct\(.*: the effect threw Error: mine/,
  ),
};
