// Searches by threads: they tell what one tells, and where a thread fails it is an error, never a verdict.
import { describe, expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import type { CrewPace } from "../../../checker/compile/parallel/crew.ts";
import { compiledSearch } from "../../../checker/compile/search/compiled-search.ts";
import { modelOf } from "../../../checker/model/model-of.ts";
import { ThreadCrew } from "../../../checker/workers/thread-crew.ts";
import { whereaboutsOf } from "../../../checker/workers/whereabouts.ts";
import { commitsEarly, five, nine, six, two, twoPhaseCommit } from "../../../specs/commit/two-phase-commit.instances.ts";
import { twoBallots } from "../../../specs/consensus/paxos.instances.ts";
import { type AnySpec, type Instance, instance } from "../../../specs/language/index.ts";
import { byCompiled, summaryOf, UNLIMITED } from "../compile/summary.ts";
import * as grids from "./grids.ts";

const EARLY: CrewPace = {
  fromQueue: 0,
  fromMilliseconds: 0,
  cost: 0,
  costOfWarmUp: 0,
  worthOfWaiting: 1,
  worthOfSpent: 1,
  leastWindow: 2,
  statesPerChunk: 4,
  firstWindow: 64,
  shortWindow: 12,
  longWindow: Number.POSITIVE_INFINITY,
  practiceMilliseconds: 1,
  mostCandidates: 10_000,
};

const pause = () => new Promise((resolve) => setTimeout(resolve, 2));
const until = async (isSo: () => boolean) => {
  while (!isSo()) await pause();
};

const crewOf = (one: Instance<AnySpec>, threads: number, properties?: readonly string[]) =>
  new ThreadCrew(threads - 1, { where: whereaboutsOf(one)!, properties, symmetry: undefined }, EARLY);

/** The search waits for the threads when it has just begun. */
const searched = async (one: Instance<AnySpec>, threads: number, { limits = UNLIMITED, properties }: Options = {}) => {
  const model = modelOf(one, properties);
  const crew = crewOf(one, threads, properties);
  const search = compiledSearch(model, undefined, crew);
  let came = "more";
  try {
    came = search.advance(0, limits);
    await until(() => crew.built() !== undefined);
    if (came === "more") came = search.advance(0, limits);
    if (search.threads?.alone?.why !== "unbuilt") await until(() => crew.rehearsed() !== undefined);
    while (came === "more") {
      came = search.advance(1, limits);
      await pause();
    }
  } catch (error) {
    came = String(error);
  }
  const told = { ...summaryOf(model, search, came), threads: search.threads };
  await search.end?.();
  return told;
};
interface Options {
  readonly limits?: typeof UNLIMITED;
  readonly properties?: readonly string[];
}

const agree = async (one: Instance<AnySpec>, threads: number, options: Options = {}) => {
  const alone = byCompiled(modelOf(one, options.properties), undefined, options.limits);
  expect(await searched(one, threads, options)).toEqual({ ...alone, threads: { threads } });
};

describe("what is told", () => {
  test.for([2, 3, 4])("by %i threads", (threads) => agree(six, threads));
  test("by two, with refinement, witnesses and what was never seen", () => agree(five, 2));
  test("of states wider than a word or two", () => agree(twoBallots, 2));
  // Its states lie in the index themselves, which becomes larger on the way.
  test.for([2, 3, 4])("of some properties alone, by %i", (threads) => agree(six, threads, { properties: ["consistent"] }));
  test("of states up to symmetry", () => agree({ ...six, options: { ...six.options, symmetry: true } }, 2));
  test("of a counterexample", () => agree(grids.violated, 3));
  test("of a mutant", () => agree(commitsEarly, 2));
  test.for([100, 1_000, 4_097])("of a search that stops at %i states", (states) =>
    agree(six, 2, { limits: { ...UNLIMITED, states } }),
  );
  test("of a recipe that throws", () => agree(grids.throwing, 2));
});

describe("threads that fail", () => {
  test("one that throws where the search does not is an error: with what it threw, or as another model if it joins late", async () => {
    const { came } = await searched(grids.throwingInAWorker, 2);
    expect(came).toMatch(/^SpecError: .*(there is trouble|came by another model)/s);
  });

  test("one that ends is an error", async () => {
    const { came } = await searched(grids.ending, 2);
    expect(came).toMatch(/a worker ended before the search did, with status 3/);
  });

  test("one that takes other steps is found out before it takes part", async () => {
    const { came } = await searched(grids.another, 2);
    expect(came).toMatch(/grid\/.*: a worker that imported it once more came by another model/);
  });

  test("a random recipe is an error", async () => {
    const { came } = await searched(grids.random, 2);
    expect(came).toMatch(/^SpecError: grid\.up/);
  });

  test("an instance that is not exported is searched alone, and it is said why", async () => {
    const { came, threads } = await searched(grids.unexported.hidden, 2);
    expect([came, threads]).toMatchObject(["violated", { threads: 1, alone: { why: "unbuilt" } }]);
  });
});

describe("a check", () => {
  const workersOf = async (...args: Parameters<typeof check>) => (await check(...args)).workers;

  test("says how many searched, and why no more", async () => {
    expect(await workersOf(six)).toBeUndefined();
    expect(await workersOf(two, { workers: 1 })).toBeUndefined();
    expect(await workersOf(two, { workers: 2 })).toEqual({ asked: 2, used: 1, alone: { why: "short" } });
    expect(await workersOf(two, { workers: 2, engine: "reference" })).toEqual({
      asked: 2,
      used: 1,
      alone: { why: "reference" },
    });
    const unaddressed = instance(twoPhaseCommit, { resourceManagers: 2 });
    expect(await workersOf(unaddressed, { workers: 2 })).toEqual({ asked: 2, used: 1, alone: { why: "unaddressed" } });
  });

  test("is interrupted, and leaves no thread behind", async () => {
    const controller = new AbortController();
    const running = check(nine, {
      workers: 2,
      signal: controller.signal,
      onProgress: ({ seconds }) => {
        if (seconds > 1) controller.abort();
      },
    });
    const { verdict, stoppedBy, states } = await running;
    expect([verdict, stoppedBy]).toEqual(["incomplete", "interrupted"]);
    expect(states).toBeGreaterThan(1_000);
  });
});
