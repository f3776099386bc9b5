import { expect, test } from "vitest";
import * as transactionCommit from "../../../specs/commit/transaction-commit.instances.ts";
import * as twoPhaseCommit from "../../../specs/commit/two-phase-commit.instances.ts";
import { paxos } from "../../../specs/consensus/paxos.ts";
import { instance } from "../../../specs/language/index.ts";
import { searched } from "../searched.ts";

const threeAcceptors = instance(paxos, { acceptors: 3, values: 2, ballots: 2 });

// What TLC, Stateright and a program in C find: the same numbers stand beside the specs, and are given here again by hand.
test.each([
  [twoPhaseCommit.one, undefined, [12, 20, 5]],
  [twoPhaseCommit.two, undefined, [56, 154, 8]],
  [twoPhaseCommit.three, undefined, [288, 1_146, 11]],
  [twoPhaseCommit.four, [], [1_568, 8_258, 14]],
  [transactionCommit.three, undefined, [34, 94, 7]],
  [threeAcceptors, [], [3_921, 22_995, 17]],
] as const)("%#: states, generated and depth are the published ones", (of, properties, counts) => {
  const { ended, counts: found, findings } = searched(of, properties);
  expect({ target: of.target, ended, found, findings }).toEqual({
    target: of.target,
    ended: "exhausted",
    found: counts,
    findings: [],
  });
});
