import { describe, expect, test } from "vitest";
import type { Loose } from "../../../checker/model/model.ts";
import { loses, range, when } from "../../../specs/language/index.ts";
import { modelled, network } from "./sample.ts";

const effect = () => undefined;
const never = () => false;
const GROUP = "Give an object that gives each its name: { name: ... }.";
const FLAG = "Give true or false. An optional constant may be left out: constants.lossy ?? false.";

describe("what is not of the kind that its name asks for is refused, since nothing would ask it", () => {
  const more = (parts: Loose) => ({ more: parts });
  const act = (parts: Loose) => ({ actions: { act: { effect, ...parts } } });
  const init = { params: { n: range(0, 1) }, state: ({ n }: Loose) => ({ n }) };

  test.each<[string, Loose, Loose, string]>([
    ["one function in place of invariants", more({ invariants: never }), {}, `sample.invariants is a function. ${GROUP}`],
    ["a list of invariants", more({ invariants: [never] }), {}, `sample.invariants is a list. ${GROUP}`],
    ["true in place of steps", more({ steps: true }), {}, `sample.steps is true. ${GROUP}`],
    ["a list of what is fair", more({ fairness: ["up"] }), {}, `sample.fairness is a list. ${GROUP}`],
    ["no state", more({ state: undefined }), {}, `sample.state is undefined. ${GROUP}`],
    ["no actions", more({ actions: null }), {}, `sample.actions is null. ${GROUP}`],
    ["no name", more({ name: undefined }), {}, "the spec.name is undefined. Give some words in quotes, on one line."],
    ["a name of two lines", more({ name: "a\nb" }), {}, "Give some words in quotes, on one line."],
    ["a terminal that is none", more({ terminal: true }), {}, "sample.terminal is true. Give a function of the state."],
    ["one of the symmetric", more({ symmetric: "RM" }), {}, 'sample.symmetric is "RM". Give a list: [...].'],
    ["an action left empty", { actions: { act: undefined } }, {}, "sample.act is undefined. Give an object with its effect"],
    ["true in place of a guard", act({ guard: true }), {}, "sample.act.guard is true. Give a function, or several by name."],
    ["an environment in words", act({ environment: "yes" }), {}, `sample.act.environment is "yes". ${FLAG}`],
    ["a when that is undefined", act({ when: undefined }), {}, `sample.act: when is undefined. ${FLAG}`],
    ["a when in words", act({ when: "false" }), {}, `sample.act: when is "false". ${FLAG}`],
    [
      "a property's when that is undefined",
      more({ invariants: { never: when(undefined as Loose, never) } }),
      {},
      `sample.invariants.never: when is undefined. ${FLAG}`,
    ],
    ["options in words", {}, "small", 'options is "small". Give an object: { name, within, ... }.'],
    [
      "true in place of a bound",
      {},
      { within: true },
      "sample/1: options.within is true. Give a function, or several by name.",
    ],
    ["a name that is empty", {}, { name: "" }, 'options.name is "". Give some words in quotes, on one line.'],
    [
      "a deadlock not allowed",
      {},
      { deadlockAllowed: false },
      "sample/1: options.deadlockAllowed is false. Give the reason in words, or leave it out where a deadlock is a mistake.",
    ],
    ["a deadlock for no reason", {}, { deadlockAllowed: "" }, 'options.deadlockAllowed is "". Give the reason in words'],
    ["one that is out of reach", {}, { outOfReach: "high" }, 'options.outOfReach is "high". Give a list: [...].'],
    ["a verdict by itself", {}, { expect: "violated" }, `sample/1: options.expect is "violated". ${GROUP}`],
    ["a verdict that is none", {}, { expect: { verdict: "ok" } }, 'options.expect.verdict is "ok". Give one of verified, '],
    ["a count in words", {}, { expect: { states: "4" } }, 'options.expect.states is "4". Give a whole number.'],
    [
      "what else is said of an init",
      more({ init: { ...init, where: never } }),
      {},
      'sample: init has no member "where"; there are the members params, state.',
    ],
    [
      "an init over no domain",
      more({ init: { ...init, params: { n: 3 } } }),
      {},
      "sample: init: parameter n ranges over no domain. Give one: ids, range, oneOf, boolean, subsets.",
    ],
    [
      "an init that throws",
      more({ init: { ...init, state: () => (({}) as Loose).none.n } }),
      {},
      "sample: init: the function threw TypeError: ",
    ],
    [
      "what else is said of a parameter",
      act({ params: { n: { of: range(0, 1), from: () => [1], where: never } } }),
      {},
      'sample.act: parameter n has no member "where"; there are the members of, from.',
    ],
  ])("%s", (_name, parts, options, message) => {
    expect(() => modelled(parts, options)).toThrow(message);
  });
});

test("what may be left out may be undefined, too", () => {
  const net = network();
  const actions = { act: { effect, guard: undefined, params: undefined }, lose: { ...loses(net), when: false } };
  const more = { invariants: undefined, terminal: undefined, fairness: undefined };
  const options = { within: undefined, expect: undefined, deadlockAllowed: undefined };
  expect(modelled({ state: { net }, init: { net: [] }, actions, more }, options).actions).toHaveLength(1);
});
