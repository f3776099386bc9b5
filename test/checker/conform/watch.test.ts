import { expect, test } from "vitest";
import { Follower } from "../../../checker/conform/follower.ts";
import { NOTHING, Tracker } from "../../../checker/conform/tracker.ts";
import { instance, Matcher, type MatcherOptions, range, spec, watch } from "../../../checker/index.ts";
import { runLines } from "../../../checker/report/conform-lines.ts";
import { nothingAround } from "../../../checker/report/conform-surroundings.ts";
import { two } from "../../../specs/commit/two-phase-commit.instances.ts";
import { expectGolden } from "../../golden.ts";
import { lock, mapping, server } from "./example/lock.ts";
import { light, repaired, seen } from "./light.ts";

const three = instance(lock, { clients: 3 });
const around = { ...nothingAround, spec: three.spec };

/** A run by chance of so many steps, told to a watch; the same seed, the same run. */
const run = (steps: number, { bug = false, window = 50 } = {}) => {
  const system = server(3, bug);
  const watched = watch(three, mapping(three), { window });
  let [state] = system.initial();
  let outcome = watched.start(state);
  let seed = 7;
  let taken = 0;
  for (; taken < steps && outcome.verdict === "conforms"; taken++) {
    const choices = [...system.successors(state)];
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    const step = choices[Math.floor((seed / 2 ** 31) * choices.length)];
    state = step.state;
    outcome = watched.step(step, state);
  }
  return { watched, outcome, taken };
};

test("a long run conforms, and says what it was held against", () => {
  const { watched, taken } = run(20_000);
  const report = watched.report();
  expect([report.outcome.verdict, report.steps, taken]).toEqual(["conforms", 20_000, 20_000]);
  expect(report).toMatchObject({ neverMatched: [], insensitive: [], specStates: 20 });
});

test("a divergence is told at once, with the last steps before it", () => {
  const { watched, outcome, taken } = run(20_000, { bug: true, window: 3 });
  expect(outcome).toMatchObject({ verdict: "diverges", divergence: { class: "guard-false" } });
  if (outcome.verdict === "conforms") return;
  const { omitted, run: kept } = outcome.divergence;
  expect(omitted + kept.length + 1).toBe(taken);
  expect(kept.length).toBeGreaterThanOrEqual(3);
  expect(kept.length).toBeLessThan(6);
  expectGolden("conform/watch-bug", `${runLines(three.target, watched.report(), around).join("\n")}\n`);
  // And it stays so.
  const [state] = server(3).initial();
  expect(watched.step({ action: "ask", args: { type: "Ask", client: 0 } }, state)).toBe(outcome);
});

/** Two hands of a clock, of which one is seen. */
const clock = instance(
  ({ hours }: { hours: number }) =>
    spec({
      name: "clock",
      state: { seen: range(0, hours - 1), unseen: range(0, hours - 1) },
      init: { seen: 0, unseen: 0 },
      actions: {
        tick: {
          params: { by: range(0, 1) },
          effect: (s, { by }) => {
            s.seen = (s.seen + 1) % hours;
            s.unseen = (s.unseen + by) % hours;
          },
        },
      },
    }),
  { hours: 400 },
);

test("what is not needed any more is forgotten, and the run goes on", () => {
  const tracker = new Tracker(clock);
  const follower = new Follower(tracker, 5, 300);
  const looks = (seen: number, unseen?: number) => tracker.seen(unseen === undefined ? { seen } : { seen, unseen }, "the test");
  const step = (seen: number, unseen?: number) => {
    const does = tracker.hinted("tick", "the test");
    return follower.follow({ action: "tick", args: {}, seen: tracker.observation(does, NOTHING, looks(seen, unseen)) });
  };
  follower.begin(looks(0));
  let most = 0;
  for (let i = 1; i < 390; i++) {
    // Now and then the other hand is seen, too: it can have moved by any number up to ten.
    expect(step(i, i % 10 === 0 ? i / 2 : undefined).verdict).toBe("conforms");
    most = Math.max(most, tracker.size);
  }
  expect(most).toBeLessThan(330);
  expect(tracker.states.met).toBeGreaterThan(1_000);
  expect(follower.candidates).toHaveLength(10);
  const outcome = step(7);
  expect(outcome).toMatchObject({ verdict: "diverges", divergence: { class: "post-mismatch", candidates: 10 } });
  if (outcome.verdict === "conforms") return;
  expect(outcome.divergence.omitted + outcome.divergence.run.length).toBe(389);
  expect(outcome.divergence.start).toEqual({ seen: outcome.divergence.omitted });
});

test("a hidden step that was possible only before it was needed is looked for in the window", () => {
  const followed = (options: MatcherOptions<typeof light.spec>) => {
    const matcher = new Matcher(light, { hidden: ["fail"], maxHidden: 1, ...options });
    matcher.start(seen("off"));
    const verdicts = repaired.map(({ does, view }) => matcher.step({ does, after: view }).verdict);
    const report = matcher.report();
    const lines = runLines(light.target, report, { ...nothingAround, spec: light.spec });
    // Whether the window is the reason is told.
    expect(lines.some((line) => line.includes("with eager: true, or a larger window"))).toBe(
      report.outcome.verdict === "diverges" && report.outcome.divergence.narrowed === true,
    );
    return report.outcome.verdict === "diverges" && report.outcome.divergence.narrowed
      ? [...verdicts.slice(0, -1), "narrowed"]
      : verdicts;
  };
  const fits = repaired.map(() => "conforms");
  const doesNot = [...fits.slice(1), "diverges"];
  expect(followed({})).toEqual(fits);
  expect(followed({ window: 1 })).toEqual([...fits.slice(1), "narrowed"]);
  expect(followed({ window: 1, eager: true })).toEqual(fits);
  expect(followed({ hidden: [] })).toEqual(doesNot);
});

test("where a hidden step that is looked for in the window breaks a promise, the step is told that broke it", () => {
  const leaky = instance(
    (_: { hours: number }) =>
      spec({
        name: "leaky",
        state: { hour: range(0, 3), leaks: range(0, 1) },
        init: { hour: 0, leaks: 0 },
        actions: {
          tick: {
            effect: (s) => {
              s.hour += 1;
            },
          },
          leak: {
            guard: (s) => s.hour === 0,
            effect: (s) => {
              s.leaks = 1;
            },
          },
        },
        invariants: { tight: (s) => s.leaks === 0 || s.hour === 0 },
      }),
    { hours: 3 },
  );
  const matcher = new Matcher(leaky, { hidden: ["leak"], maxHidden: 1 });
  matcher.start();
  for (const hour of [1, 2]) matcher.step({ does: "tick", after: { hour } }, { action: "tick", args: { hour } });
  const outcome = matcher.step({ does: "stutter", after: { leaks: 1 } }, { action: "look" });
  expect(outcome).toMatchObject({
    verdict: "diverges",
    divergence: {
      class: "invariant-violated",
      run: [],
      step: { action: "tick", args: { hour: 1 } },
      broken: { invariants: ["tight"], state: { hour: 1, leaks: 1 } },
    },
  });
});

test("observations: any of several actions, with some of their arguments, before and after", () => {
  const [rm1, rm2] = two.spec.state.rm.keys.values;
  const matcher = new Matcher(two);
  const sizes: number[] = [];
  const step = (observation: Parameters<typeof matcher.step>[0]) => {
    expect(matcher.step(observation).verdict).toBe("conforms");
    sizes.push(matcher.candidates.length);
  };
  matcher.start({ messages: [] });
  step({ does: ["rmPrepare", "rmChooseToAbort"] });
  step({ does: "stutter", after: { messages: { size: 1 } } });
  step({
    does: { action: "tmReceivePrepared", args: { rm: rm1 } },
    before: { messages: { has: [{ type: "Prepared", rm: rm1 }] } },
  });
  step({ does: ["tmAbort", "stutter"], after: { rm: { [rm2]: { state: "working" } } } });
  step({ does: { inOrder: ["rmReceiveAbort", "rmReceiveAbort"] }, after: { messages: { lacks: [{ type: "Commit" }] } } });
  step({ does: "stutter", after: { rm: () => ({ state: "aborted" }) } });
  expect(sizes).toEqual([4, 2, 1, 2, 3, 1]);
  expect(matcher.candidates[0].tm.state).toBe("aborted");
  expect(matcher.report().neverMatched).toEqual(["tmCommit", "rmReceiveCommit"]);
});
