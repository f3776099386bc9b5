// Clients that start over, a write only as long as it has no version: nothing that is promised needs them not to.
import { expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { instance } from "../../specs/language/index.ts";
import { quorumRegister } from "../../specs/replication/quorum-register.ts";

test("all promises are kept", async () => {
  const constants = { replicas: 2, write: 2, read: 2, readFirst: true, writeBack: true, late: true } as const;
  const clients = [["write"], ["write"], ["read"]] as const;
  const [one, other] = await Promise.all(
    [false, true].map((forgets) => check(instance(quorumRegister, { ...constants, clients, forgets }))),
  );
  expect([one, other].map(({ verdict, violations }) => ({ verdict, violations }))).toEqual([
    { verdict: "verified", violations: [] },
    { verdict: "verified", violations: [] },
  ]);
  expect(other.states).toBe(14_925);
  expect(other.states).toBeGreaterThan(one.states);
});
