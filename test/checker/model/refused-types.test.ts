import { describe, expect, test } from "vitest";
import type { Loose } from "../../../checker/model/model.ts";
import { boolean, ghost, listOf, mapOf, oneOf, record, sentMessages, setOf, unordered } from "../../../specs/language/index.ts";
import { modelled, P } from "./sample.ts";

describe("types that would lose what they hold, or that no state has room for", () => {
  const held = (type: Loose, init: Loose = 0) => ({ state: { x: type }, init: { x: init } });

  test.each<[string, Loose, Loose, string]>([
    [
      "a variable of a name of JavaScript's own",
      { state: { constructor: P } as Loose, init: { constructor: 0 } },
      {},
      'sample.state: "constructor" is a name of JavaScript\'s own. Choose another.',
    ],
    [
      "a field of such a name",
      held(record({ ["__proto__"]: P, up: boolean }), {}),
      {},
      'sample.state.x: "__proto__" is a name of JavaScript\'s own.',
    ],
    [
      "a message's field of such a name",
      held(sentMessages({ A: { constructor: P } }), []),
      {},
      'sample.state.x: a field of A: "constructor" is a name of JavaScript\'s own.',
    ],
    [
      "a key of such a name",
      held(mapOf(oneOf("up", "__proto__"), boolean), true),
      {},
      'sample.state.x: a key: "__proto__" is a name of JavaScript\'s own.',
    ],
    [
      "a list of more than a state has room for",
      held(listOf(P, { atMost: 1e9 }), []),
      {},
      "sample.state.x: atMost of a list is 1000000000, and each state has room for so many. 65536 is the most.",
    ],
    [
      "a ghost in a list",
      held(listOf(ghost({ seen: boolean }) as Loose, { atMost: 1 }), []),
      {},
      "sample.state.x: an element is a ghost, which changes in place",
    ],
    ["a set of nothing", held(setOf(undefined as Loose), []), {}, "sample.state.x: a member is no type of the language."],
    [
      "keys that are nothing",
      held(mapOf(undefined as Loose, boolean), true),
      {},
      "sample.state.x: the keys of a map are ids, words or numbers.",
    ],
    [
      "a network between nobody",
      held(unordered({ messages: { A: {} }, atMost: 1 } as Loose), []),
      {},
      'sample.state.x: between names no processes. Give a domain, such as ids("node", 3).',
    ],
    [
      "a network that does something else when full",
      held(unordered({ between: P, messages: { A: {} }, atMost: 1, whenFull: "lose" } as Loose), []),
      {},
      'sample.state.x: whenFull is lose. Give "error" or "loseNewest", or leave it out.',
    ],
  ])("%s", (_name, parts, options, message) => {
    expect(() => modelled(parts, options)).toThrow(message);
  });
});

test("all other names that objects have of their own can be used", () => {
  const names = ["toString", "valueOf", "hasOwnProperty", "length", "name", "then", "toJSON", "0"];
  const given = <T>(value: T) => Object.fromEntries(names.map((name) => [name, value]));
  const state = { ...given(boolean), r: record(given(boolean)), net: sentMessages({ ...given({}), A: given(boolean) }) };
  expect(modelled({ state, init: { ...given(false), r: given(true), net: [] } }).variables).toHaveLength(names.length + 3);
});
