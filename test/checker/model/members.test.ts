import { describe, expect, test } from "vitest";
import type { Loose } from "../../../checker/model/model.ts";
import { ids, loses, mapOf, range, record, restarts } from "../../../specs/language/index.ts";
import { modelled, network } from "./sample.ts";

const effect = () => undefined;
const holds = () => true;

describe("what stands under a misspelt name is refused, since nothing would read it", () => {
  test.each<[string, Loose, Loose, string]>([
    [
      "of a spec",
      { more: { invariant: { good: holds } } },
      {},
      'sample has no member "invariant"; did you mean invariants? There are the members name, state, init, actions, invariants, steps, witnesses, refines, liveness, fairness, symmetric, terminal.',
    ],
    [
      "of an action",
      { actions: { act: { gaurd: holds, effect } } },
      {},
      'sample.act has no member "gaurd"; did you mean guard? There are the members when, by, environment, params, guard, effect.',
    ],
    [
      "of an action that is left out",
      { actions: { act: { effect }, not: { when: false, effect, evironment: true } } },
      {},
      'sample.not has no member "evironment"; did you mean environment?',
    ],
    [
      "of an instance",
      {},
      { whithin: holds },
      'sample/1: options has no member "whithin"; did you mean within? There are the members name, default, init, within, allow, deadlockAllowed, outOfReach, symmetry, expect.',
    ],
    ["of an instance, too", {}, { expects: { states: 4 } }, 'options has no member "expects"; did you mean expect?'],
    [
      "of what is expected",
      {},
      { expect: { state: 4 } },
      'sample/1: options.expect has no member "state"; did you mean states? There are the members verdict, states, generated, depth.',
    ],
    [
      "that is near to none",
      { more: { assumptions: [] } },
      {},
      'sample has no member "assumptions"; there are the members name, ',
    ],
  ])("%s", (_name, parts, options, message) => {
    expect(() => modelled(parts, options)).toThrow(message);
  });
});

test("all that the language has is known, what faults bring with them included", () => {
  const net = network();
  const P = ids("p", 2);
  const node = mapOf(P, record({ n: range(0, 1) }));
  const actions = {
    act: { when: true, by: "p", environment: false, params: { p: P }, guard: holds, effect },
    lose: { ...loses(net), when: true },
    restart: restarts(node, { n: 0 }),
  };
  const parts = {
    state: { net, node },
    init: { net: [], node: { n: 0 } },
    actions,
    more: {
      invariants: {},
      steps: {},
      witnesses: { seen: holds },
      refines: {},
      liveness: {},
      fairness: {},
      symmetric: [],
      terminal: holds,
    },
  };
  const expect_ = { verdict: "verified", states: 1, generated: 1, depth: 1 };
  const bounds = { within: holds, allow: holds, deadlockAllowed: "it ends", outOfReach: ["seen"], symmetry: false };
  expect(() => modelled(parts, { name: "all", default: false, ...bounds, expect: expect_ })).not.toThrow();
});
