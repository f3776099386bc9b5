import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import type { Result } from "../../checker/result.ts";
import * as overlap from "../../specs/replication/quorum-overlap.instances.ts";
import * as register from "../../specs/replication/quorum-register.instances.ts";
import type { AnyInstance } from "./protocols.ts";

/** A run, as one would tell it: each action with its arguments. */
const told = ({ violations: [trace] }: Result): string[] =>
  trace.steps.slice(1).map(({ action, args }) => {
    const names = Object.values(args).map((name) => String(name).replace("operation", "").replace("replica", "r"));
    return [action, ...names].join(" ");
  });

// The shortest ways to go wrong. Operation 1 is a write, those after 2 are reads.
test.each<[AnyInstance, string, string[]]>([
  [
    register.n3w1r1,
    "readsSeeAcknowledged",
    [
      "clientWrites 1",
      "replicaStores 1 r1",
      "clientIsAcknowledged 1",
      "clientAsks 3",
      "replicaAnswers 3 r2",
      "clientReturns 3",
    ],
  ],
  [
    // New, then old: one replica holds the write when the first reader returns it, and the second asks the two others.
    register.repairsOnly,
    "linearizable",
    [
      "clientAsks 2",
      "replicaAnswers 2 r1",
      "clientWrites 1",
      "replicaStores 1 r2",
      "replicaAnswers 2 r2",
      "clientReturns 2",
      "clientAsks 3",
      "replicaAnswers 3 r1",
      "replicaAnswers 3 r3",
      "clientReturns 3",
    ],
  ],
])("%#: the shortest counterexample", async (instance, property, run) => {
  const result = await check(instance, { properties: [property] });
  expect(result.verdict).toBe("violated");
  expect(told(result)).toEqual(run);
});

test.each([register.writeBack, register.severalWriters, register.severalWritersLate, register.crashes])(
  "$target: with write-back the register is linearizable",
  async (instance) => {
    const { verdict, properties } = await check(instance);
    expect(verdict).toBe("verified");
    for (const name of ["linearizable", "sequentiallyConsistent", "monotonicReads", "readYourWrites"]) {
      expect(properties[name]).toMatchObject({ verdict: "verified" });
    }
  },
);

test("read repair makes nothing linearizable, and does not claim to", async () => {
  expect((await check(register.readRepair)).properties).not.toHaveProperty("linearizable");
});

describe("both engines find the same graph", () => {
  const facts = ({ verdict, states, generated, depth, actions, properties, violations, stateHash }: Result) => ({
    verdict,
    states,
    generated,
    depth,
    actions,
    properties,
    violations,
    stateHash,
  });
  test.each([
    overlap.five,
    overlap.halves,
    register.n2w1r1,
    register.n2w2r2,
    register.n3w1r1,
    register.oneReader,
    register.ownWrites,
    register.tolerance,
    register.writesFewer,
    register.returnsAtOnce,
    register.waitsForAll,
  ])("$target", async (instance: AnyInstance) => {
    const compiled = facts(await check(instance, { hash: true, all: true }));
    expect(compiled).toEqual(facts(await check(instance, { hash: true, all: true, engine: "reference" })));
  });
});
