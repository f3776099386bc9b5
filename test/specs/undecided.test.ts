// What a finite model can say of Fischer, Lynch and Paterson's theorem ("Impossibility of Distributed Consensus with One Faulty
// Process", JACM 32(2), 1985): at every bound on ballots there is a run that spends them all and has decided nothing.
import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { paxos } from "../../specs/consensus/paxos.ts";
import { voting } from "../../specs/consensus/voting.ts";
import { instance } from "../../specs/language/index.ts";

const actionsTo = async (one: Parameters<typeof check>[0], witness: string): Promise<number | undefined> => {
  const { verdict, strength } = await check(one, { properties: [witness], symmetry: true });
  expect(verdict).toBe("verified");
  return strength?.witnesses[witness];
};

describe("every ballot is spent, and nothing is decided", () => {
  test.each([1, 2, 3, 4])(
    "voting, %i ballots: one vote in each but the last, to which all three come then",
    async (ballots) => {
      const one = instance(voting, { acceptors: 3, values: 2, ballots }, { deadlockAllowed: "the ballots have run out" });
      expect(await actionsTo(one, "undecided")).toBe(ballots - 1 + 3);
    },
  );

  test.each([1, 2, 3])("paxos, %i ballots: each is begun, and two acceptors promise", async (ballots) => {
    expect(await actionsTo(instance(paxos, { acceptors: 3, values: 2, ballots }), "duel")).toBe(3 * ballots);
  });
});
