import { describe, expect, test } from "vitest";
import {
  boolean,
  crashes,
  duplicates,
  ids,
  instance,
  listOf,
  mapOf,
  mutant,
  oneOf,
  optional,
  ordered,
  range,
  record,
  restarts,
  sentMessages,
  setOf,
  spec,
  unordered,
} from "../../specs/language/index.ts";

// biome-ignore lint/suspicious/noExplicitAny: what the types refuse is given here as JavaScript would give it.
type Loose = any;

describe("what a word would not do is refused where it is written", () => {
  const Node = ids("node", 2);
  const node = mapOf(Node, record({ up: boolean }));
  const net = unordered({ between: Node, messages: { Ping: {} }, atMost: 2 });
  const isUp = (n: Loose) => n.up;

  test.each<[string, () => unknown, string]>([
    ["a set's limit", () => setOf(Node, { most: 1 } as Loose), 'setOf(node) has no member "most"; did you mean atMost?'],
    ["a list's limit", () => listOf(Node, { atmost: 1 } as Loose), 'listOf(node) has no member "atmost"; did you mean atMost?'],
    ["of what was sent", () => sentMessages({ A: {} }, { most: 1 } as Loose), 'sentMessages has no member "most"'],
    [
      "of a network",
      () => unordered({ between: Node, messages: {}, atMost: 1, whenfull: "error" } as Loose),
      'unordered has no member "whenfull"; did you mean whenFull? There are the members between, messages, atMost, whenFull.',
    ],
    ["of queues", () => ordered({ amid: Node, messages: {}, atMost: 1 } as Loose), 'ordered has no member "amid"'],
    [
      "a message of nothing",
      () => unordered({ between: Node, messages: { A: null }, atMost: 1 } as Loose),
      "message A has no fields; give them, if none: { A: {} }",
    ],
    ["numbers as words", () => oneOf(...([1, 2] as Loose)), 'oneOf takes words, one after the other: oneOf("a", "b").'],
    ["words in a list", () => oneOf(["a", "b"] as Loose), "oneOf takes words, one after the other"],
    ["numbers that run into each other", () => range(2 ** 53, 2 ** 53 + 3), "give two integers"],
    ["a record or none", () => optional(record({ up: boolean }) as Loose), "optional(record): only the values of a domain"],
    ["nothing or none", () => optional(undefined as Loose), "optional(undefined): only the values of a domain"],
    ["a copy that is never made", () => duplicates(net, { copies: 0 }), "duplicates: copies is 0. Give how many of a message"],
    ["copies of no number", () => duplicates(net, { copy: 2 } as Loose), "duplicates: copies is undefined."],
    [
      "a crash of a misspelt field",
      () => crashes(node, isUp, { upp: false } as Loose),
      'crashes: a process has no field "upp"; did you mean up? There are the fields up.',
    ],
    ["a crash of whom", () => crashes(node, undefined as Loose, { up: false }), "crashes: say which processes run"],
    ["a restart to nothing", () => restarts(node, false as Loose), "restarts: what a crash changes is false."],
  ])("%s", (_name, make, message) => {
    expect(make).toThrow(message);
  });
});

describe("what a mutant could not keep is refused where it is written", () => {
  const counting = () =>
    spec({
      name: "counting",
      state: { n: range(0, 3) },
      init: { n: 0 },
      actions: { up: { guard: { room: (s) => s.n < 3 }, effect: (s) => void s.n++ } },
      invariants: { low: (s) => s.n < 4 },
    });
  const base = instance(counting, {});
  const breaks = "low";

  test.each<[string, Loose, Loose, string]>([
    ["no name", undefined, { breaks }, "a mutant says its mistake in words, on one line"],
    ["two lines", "one\ntwo", { breaks }, "a mutant says its mistake in words, on one line"],
    ["nothing", "odd", undefined, 'mutant "odd" breaks nothing; name the property that it breaks'],
    ["no property", "odd", { actions: {} }, 'mutant "odd" breaks nothing'],
    ["a number in words", "odd", { breaks, after: "6" }, 'mutant "odd": after is "6". Give a whole number of actions'],
    ["one in place of several", "odd", { breaks, also: "low" }, 'mutant "odd": also is "low". Give a list of properties'],
    [
      "an action by a name that objects have",
      "odd",
      { breaks, actions: { toString: { effect: () => undefined } } },
      'mutant "odd": there is no action "toString"; it has up',
    ],
    [
      "a condition by such a name",
      "odd",
      { breaks, actions: { up: { guard: { toString: () => true } } } },
      'mutant "odd": up has no condition "toString"; it has room',
    ],
    ["a change of nothing", "odd", { breaks, actions: { up: null } }, 'mutant "odd": the change of up gives nothing'],
  ])("%s", (_name, name, mutation, message) => {
    expect(() => mutant(base, name, mutation)).toThrow(message);
  });
});
