import { describe, expect, test } from "vitest";
import type { Loose } from "../../../checker/model/model.ts";
import { sameTwice } from "../../../checker/reference/same-twice.ts";
import { type Recipe, refusal, step } from "./sample-step.ts";

describe("an effect that breaks a rule is told which, and where", () => {
  const place = "raft.act(i=p1, m=Vote(from=p1, to=p2, term=1)): ";
  let kept: Loose;
  test.each<[string, Recipe, string]>([
    [
      "a value outside its domain",
      (s) => void (s.node[1].term = 5),
      "node[p2].term was set to 5, outside range(0, 2). Write a value of the domain, or bound it in the guard or in within.",
    ],
    ["a misspelt word", (s) => void (s.leader = "none"), 'leader was set to "none", outside optional p (p1 to p2).'],
    ["a deleted field", (s) => void delete s.node[0].term, "node[p1].term was set to undefined, outside range(0, 2)."],
    [
      "a misspelt field",
      (s) => void (s.node[0].trem = 1),
      "node[p1].trem was set, and there is no such field; there are term, log, next, votes.",
    ],
    [
      "a misspelt variable",
      (s) => void (s.laeder = 1),
      "laeder was set, and there is no such variable; there are node, leader",
    ],
    ["a key that is none", (s) => void (s.node[0].next[2] = 1), "node[p1].next was given the key 2."],
    [
      "a map that lacks a key",
      (s) => void (s.mode = { a: true }),
      'mode was set to {"a":true}, which is no map. It has one value for each of oneOf(a, b)',
    ],
    [
      "a long list",
      (s) => void s.node[0].log.push({ term: 1 }, { term: 1 }),
      "node[p1].log was set to a list of 3, outside a list of a record of term, at most 2. Raise atMost, or bound it",
    ],
    [
      "an element outside",
      (s) => void s.node[0].log.push({ term: 7 }),
      "node[p1].log[1].term was set to 7, outside range(0, 2).",
    ],
    [
      "no list at all",
      (s) => void (s.node[0].log = 3),
      "node[p1].log was set to 3, outside a list of a record of term, at most 2.",
    ],
    ["a member outside", (s) => void s.node[0].votes.add(2), "setOf(p) was given 2, outside p (p1 to p2)."],
    [
      "a message outside",
      (s) => void s.network.send({ type: "Vote", from: 0, to: 1, term: 3 }),
      "network was given Vote(from=p1, to=p2, term=3), where Vote.term is 3, outside range(0, 2).",
    ],
    [
      "a list that the state holds elsewhere",
      (s) => void (s.node[0].log = s.node[1].log),
      "node[p1].log was given what the state holds elsewhere. Copy it: [...list]",
    ],
    [
      "a changed list in two places",
      (s) => {
        s.node[0].log.push({ term: 0 });
        s.node[1].log = s.node[0].log;
      },
      "node[p2].log was given what the state holds elsewhere.",
    ],
    [
      "a scalar map that the state holds elsewhere",
      (s) => void (s.node[0].next = s.node[1].next),
      "node[p1].next was given what the state holds elsewhere.",
    ],
    [
      "a record that the state holds elsewhere",
      (s) => void (s.node[0] = s.node[1]),
      "node[p1] was given what the state holds elsewhere.",
    ],
    ["records swapped", (s) => void s.node.reverse(), "node[p1] was given what the state holds elsewhere."],
    [
      "a record spread",
      (s) => void (s.node[0] = { ...s.node[0], term: 2 }),
      "node[p1] was replaced. A record is edited in place: assign its fields one by one.",
    ],
    [
      "a record given to itself",
      (s) => void (s.node[0] = Object.assign(s.node[0], { term: 2 })),
      "node[p1] was replaced. A record is edited in place: assign its fields one by one.",
    ],
    [
      "a record replaced and put back",
      (s) => {
        const [first] = s.node;
        s.node[0] = { term: 2 };
        s.node[0] = first;
      },
      "node[p1] was replaced.",
    ],
    [
      "a map of records",
      (s) => void (s.node = s.node.map((node: Loose) => node)),
      "node was replaced. A map is edited in place: change what it holds, key by key.",
    ],
    ["records sorted, even if they were in order", (s) => void s.node.sort(() => 0), "node[p1] was replaced."],
    ["a set given to itself", (s) => void Object.assign(s.node[0], { votes: s.node[0].votes }), "node[p1].votes was replaced."],
    [
      "a set of another place",
      (s) => void (s.node[0].votes = s.node[1].votes),
      "node[p1].votes was given what the state holds elsewhere.",
    ],
    [
      "an array for a set",
      (s) => void (s.node[0].votes = [1]),
      "node[p1].votes was replaced. A set is edited in place: use add, remove, clear or assign.",
    ],
    [
      "an array for a network",
      (s) => void (s.network = []),
      "network was replaced. A network is edited in place: use its verbs.",
    ],
    [
      "a write to a message",
      (_s, { m }) => void (m.term = 2),
      "the effect writes to what cannot change (TypeError: Cannot assign to read only property 'term'",
    ],
    ["a write to an element", (s) => void (s.node[0].log[0].term = 2), "the effect writes to what cannot change"],
    ["a write to its arguments", (_s, args) => void (args.i = 1), "the effect writes to what cannot change"],
    ["a returned value", (s) => s.node[0].term, "the effect returned 0. It returns nothing: it edits the draft, in braces."],
    [
      "a promise",
      async (s) => void (s.leader = 1),
      "the effect is asynchronous. A step happens at once: leave out async and await.",
    ],
    ["a promise that fails", async () => Promise.reject(new Error("late")), "the effect is asynchronous."],
    ["a part of the draft, returned", (s) => ({ ...s.node }), "the effect returned an object. It returns nothing"],
    ["a clone", (s) => void structuredClone(s.node[0]), "the effect clones what is of the state (DataCloneError: "],
    [
      "a word of arrays",
      (s) => void s.node[0].votes.delete(1),
      "the effect threw TypeError: s.node[0].votes.delete is not a function. Sets have add, remove, clear and assign;",
    ],
    [
      "a message without a field",
      (s) => void s.network.send({ type: "Vote", from: 0, to: 1 }),
      "network was given Vote(from=p1, to=p2, term=undefined): Vote needs term: give every field.",
    ],
    [
      "a message of no type",
      (s) => void s.network.send({ type: "Vite", from: 0, to: 1, term: 0 }),
      'network was given one of type "Vite": there is no such type; did you mean Vote? There are the types Vote.',
    ],
    ["a failure of its own", (s) => void s.nothing.there, "the effect threw TypeError: Cannot read properties of undefined"],
  ])("%s", (_name, effect, message) => {
    const found = refusal(step(effect).take);
    expect(found.slice(0, place.length + message.length)).toBe(place + message);
  });

  test("a draft that outlives its effect", () => {
    const { take } = step((s) => {
      if (kept) kept.term = 1;
      kept = s.node[0];
    });
    take();
    expect(refusal(take)).toContain("uses a draft of an earlier step. A draft lives as long as its effect");
  });

  test("chance", () => {
    let n = 0;
    const random = step((s) => void (s.node[0].term = n++ % 2));
    expect(refusal(() => sameTwice(random.model, random.action, random.before, random.args, random.take()))).toContain(
      "run twice on one state, the effect led to two different states",
    );
    const fickle = step(
      () => undefined,
      () => n++ < 3,
    );
    expect(fickle.ask()).toBe(true);
    expect(refusal(() => sameTwice(fickle.model, fickle.action, fickle.before, fickle.args, fickle.take()))).toContain(
      "the guard first held and then did not",
    );
  });
});

describe("a guard", () => {
  const idle = () => undefined;
  test.each<[string, Recipe, string]>([
    ["that assigns", (s) => (s.leader = 1), "the guard assigns leader. Only effects write: did you mean ===?"],
    ["that assigns a field", (s) => (s.node[0].term = 1), "the guard assigns term. Only effects write: did you mean ===?"],
    ["that changes a list", (s) => s.node[0].log.push({ term: 1 }), "the guard writes"],
    ["that sorts a map", (s) => s.node.sort().length === 1, "the guard writes"],
    ["that adds to a set", (s) => s.node[0].votes.add(1), "the guard writes"],
    ["that sends", (s) => s.network.send({ type: "Vote", from: 0, to: 1, term: 0 }), "the guard writes"],
    ["that returns no boolean", (s) => s.node[0].log.length, "the guard returned 1. It returns true or false"],
    ["that returns nothing", () => undefined, "the guard returned undefined."],
    ["that is asynchronous", async () => true, "the guard returned a promise."],
    ["that fails", (s) => s.nothing.there, "the guard threw TypeError: Cannot read properties of undefined"],
  ])("%s", (_name, guard, message) => {
    expect(refusal(step(idle, guard).ask)).toContain(`raft.act(i=p1, m=Vote(from=p1, to=p2, term=1)): ${message}`);
  });

  test("of several conditions is named by the one that is wrong", () => {
    expect(refusal(step(idle, { fine: () => true, odd: () => 1 }).ask)).toContain(", condition odd: the guard returned 1.");
    expect(step(idle, { fine: () => true, refuses: () => false, odd: () => 1 }).ask()).toBe(false);
  });
});
