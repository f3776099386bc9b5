// TLC counts some models otherwise: up to symmetry, and an action once for each value that makes an existential quantifier of
// its guard true. Counted its way, ours are its published counts. They stand in the manifest.json of two folders of
// tlaplus/Examples: specifications/Paxos and specifications/PaxosHowToWinATuringAward.
import { expect, test } from "vitest";
import { searchBy } from "../../checker/engine.ts";
import { modelOf } from "../../checker/model/model-of.ts";
import * as paxos from "../../specs/consensus/paxos.instances.ts";
import * as voting from "../../specs/consensus/voting.instances.ts";
import type { AnyInstance } from "./protocols.ts";

interface Vote {
  readonly bal: number;
  readonly val: number;
}
interface Voter {
  readonly maxBal: number;
  readonly votes: Iterable<Vote>;
}
interface Messages {
  where(fields: object): readonly { readonly acc: number; readonly mbal: number; readonly mval: number | null }[];
}

const pairs = [
  [0, 1],
  [0, 2],
  [1, 2],
];
const values = [0, 1];
const upTo = (ballots: number) => Array.from({ length: ballots }, (_, bal) => bal);
const sum = (numbers: readonly number[]) => numbers.reduce((left, right) => left + right, 0);

const searched = async (instance: AnyInstance) => {
  const search = await searchBy("reference", modelOf(instance));
  expect(search.advance(60_000, { states: 10_000, bytes: 2 ** 30 })).toBe("exhausted");
  return { states: [...search.stored()], generated: search.generated, taken: search.taken };
};

/** In how many ways each acceptor can act in a state of voting: by quorums, and by members whose latest vote shows a value safe. */
const waysToVote = (voters: readonly Voter[], ballots: number): number => {
  const votes = voters.map((each) => [...each.votes]);
  const voted = (acc: number, bal: number, val?: number) =>
    votes[acc].some((vote) => vote.bal === bal && (val === undefined || vote.val === val));
  const ways = (bal: number, val: number) =>
    sum(
      pairs
        .filter((quorum) => quorum.every((acc) => voters[acc].maxBal >= bal))
        .map((quorum) => {
          const latest = Math.max(-1, ...upTo(bal).filter((lesser) => quorum.some((acc) => voted(acc, lesser))));
          // A quorum whose latest vote was at c shows nothing at a lesser ballot, and one that never voted shows all by itself.
          return latest === -1 ? 1 : quorum.filter((acc) => voted(acc, latest, val)).length;
        }),
    );
  return sum(
    voters.flatMap(({ maxBal }, acc) =>
      upTo(ballots).map((bal) => {
        const open = maxBal <= bal && !voted(acc, bal);
        const agreed = values.filter((val) => voters.every((_, other) => !voted(other, bal) || voted(other, bal, val)));
        return (bal > maxBal ? 1 : 0) + (open ? sum(agreed.map((val) => ways(bal, val))) : 0);
      }),
    ),
  );
};

test("voting with 3 ballots: 41,017 generated", async () => {
  const { states } = await searched(voting.threeBallots);
  expect(1 + sum(states.map(({ acceptor }) => waysToVote(acceptor as Voter[], 3)))).toBe(41_017);
});

const permutations = (size: number): number[][] =>
  size === 0
    ? [[]]
    : permutations(size - 1).flatMap((each) => Array.from({ length: size }, (_, at) => each.toSpliced(at, 0, size - 1)));

/** The state with its acceptors and values renamed in every way, each written down; the least stands for all of them. */
const representative = (voters: readonly Voter[]): string => {
  const renamed = permutations(3).flatMap((acceptor) =>
    permutations(2).map((value) =>
      JSON.stringify(
        acceptor.map((acc) => [voters[acc].maxBal, [...voters[acc].votes].map(({ bal, val }) => [bal, value[val]]).sort()]),
      ),
    ),
  );
  return renamed.sort()[0];
};

test("voting with 2 ballots: 77 states up to the symmetry of acceptors and of values, 451 generated from them", async () => {
  const states = (await searched(voting.twoBallots)).states.map(({ acceptor }) => acceptor as Voter[]);
  const orbits = new Map(states.map((voters) => [representative(voters), voters]));
  expect(states).toHaveLength(599);
  expect(orbits.size).toBe(77);
  expect(1 + sum([...orbits.values()].map((voters) => waysToVote(voters, 2)))).toBe(451);
});

/** In how many ways a value can be proposed in a ballot: by quorums, and by promises that report it as the latest vote. */
const waysToPropose = (messages: Messages, bal: number, val: number): number =>
  sum(
    pairs.map((quorum) => {
      const promises = messages.where({ type: "1b", bal }).filter(({ acc }) => quorum.includes(acc));
      if (promises.length < quorum.length) return 0;
      const latest = Math.max(...promises.map(({ mbal }) => mbal));
      return latest === -1 ? 1 : promises.filter(({ mbal, mval }) => mbal === latest && mval === val).length;
    }),
  );

test("paxos with 2 ballots: 23,563 generated", async () => {
  const { states, generated, taken } = await searched(paxos.twoBallots);
  const ways = states.flatMap((state) => {
    const messages = state.messages as Messages;
    const open = upTo(2).filter((bal) => messages.where({ type: "2a", bal }).length === 0);
    return open.flatMap((bal) => values.map((val) => waysToPropose(messages, bal, val)));
  });
  expect(ways.filter((each) => each > 0)).toHaveLength(taken.phase2a);
  expect(generated - taken.phase2a + sum(ways)).toBe(23_563);
});
