// The exercises: a transfer traced through two-phase commit, and what becomes of those whom the coordinator has left alone.
import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { traceLines } from "../../checker/report/trace-lines.ts";
import {
  type CoordinatorStanding,
  coordinatorGone,
  nothingFails,
  type Standing,
  situation,
} from "../../specs/commit/two-phase-commit-recovery/exercise.ts";
import { PRESUMED } from "../../specs/commit/two-phase-commit-recovery/variants.ts";
import { expectGolden } from "../golden.ts";

/** The shortest run to what the property denies. */
const transcript = async (title: string, of: typeof nothingFails, property: string) => {
  const { verdict, violations } = await check(of, { properties: [property] });
  expect(verdict).toBe("violated");
  return [title, ...traceLines(violations[0], of.spec), ""].join("\n");
};

test.each([
  ["yes", "Both participants vote yes: the money is transferred.", nothingFails, "neverTransferred"],
  ["no", "One votes no: what the other has prepared is undone.", nothingFails, "neverRefused"],
  ["gone", "The coordinator is gone after both have voted: they ask, and nobody can answer.", coordinatorGone, "neverBlocked"],
] as const)("a transfer, traced: %s", async (name, title, of, property) => {
  expectGolden(`two-phase-commit-recovery-${name}`, await transcript(title, of, property));
});

/** What can become of those who stand as given. */
const ends = async (of: ReturnType<typeof situation>) => {
  const questions = ["deadlock", "allAreBack", "blocked", "allDecide", "someoneCommits", "someoneAborts"];
  const { properties } = await check(of, { properties: questions });
  const [noDeadlock, back, blocked, decided, commit, abort] = questions.map((name) => properties[name].verdict === "verified");
  return { noDeadlock, back, blocked, decided, commit, abort };
};

describe("the coordinator is gone, and has asked for votes: blocked exactly when all that can be reached are ready", () => {
  const blocked = { noDeadlock: true, blocked: true, decided: false, commit: false, abort: false };
  const aborts = { noDeadlock: true, blocked: false, decided: true, commit: false, abort: true };
  const commits = { noDeadlock: true, blocked: false, decided: true, commit: true, abort: false };
  /** One that has not voted may still vote yes, and be blocked with the others. */
  const eitherWay = { ...aborts, blocked: true };

  test.each<[Standing[], object]>([
    [["prepared"], blocked],
    [["prepared", "prepared"], blocked],
    [["prepared", "downInDoubt"], blocked],
    [["prepared", "downBeforeVote"], blocked],
    [["prepared", "prepared", "downInDoubt"], blocked],
    [["prepared", "prepared", "prepared"], blocked],
    [["prepared", "aborted"], aborts],
    [["prepared", "prepared", "aborted"], aborts],
    [["prepared", "aborted", "downInDoubt"], aborts],
    [["prepared", "committed"], commits],
    [["prepared", "prepared", "committed"], commits],
    [["prepared", "committed", "downInDoubt"], commits],
    [["prepared", "working"], eitherWay],
    [["prepared", "prepared", "working"], eitherWay],
  ])("%j", async (standings, expected) => {
    expect(await ends(situation("down", standings, false))).toMatchObject(expected);
  });
});

describe.each(PRESUMED.map((presumed) => ({ presumed })))("presumed $presumed: sites crash and come back", ({ presumed }) => {
  /** What can come out, once all are back. */
  const outcomes = async (coordinator: CoordinatorStanding, ...standings: Standing[]) => {
    const { noDeadlock, back, commit, abort } = await ends(situation(coordinator, standings, true, { presumed }));
    expect({ noDeadlock, back }).toEqual({ noDeadlock: true, back: true });
    return [...(commit ? ["commit"] : []), ...(abort ? ["abort"] : [])];
  };

  test("who has crashed before its vote makes all abort", async () => {
    expect(await outcomes("waiting", "downBeforeVote", "prepared")).toEqual(["abort"]);
  });

  test("who has crashed after its yes is in doubt, and does as the coordinator decides", async () => {
    expect(await outcomes("waiting", "downInDoubt", "prepared")).toEqual(["commit", "abort"]);
    expect(await outcomes("committed", "downInDoubt", "prepared")).toEqual(["commit"]);
    if (presumed !== "commit") expect(await outcomes("aborted", "downInDoubt", "prepared")).toEqual(["abort"]);
  });

  test("a coordinator that comes back without a decision aborts", async () => {
    expect(await outcomes("down", "prepared", "prepared")).toEqual(["abort"]);
  });
});
