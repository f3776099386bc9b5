import { expect, test } from "vitest";
import { conforms, Matcher, type Observation, unobserved, watch } from "../../../checker/index.ts";
import { two } from "../../../specs/commit/two-phase-commit.instances.ts";
import { instance, range, spec } from "../../../specs/language/index.ts";
import { script } from "./script.ts";

type TwoPhase = typeof two.spec;
type Loose = never;

/** What is said of a mapping that was not type-checked. */
const said = async (view: object, does: unknown, hidden: object = {}) => {
  const { system, mapping } = script<TwoPhase>(
    view as Loose,
    [{ action: "step", does: does as Loose, view: view as Loose }],
    hidden,
  );
  return conforms(two, system, mapping).then(
    ({ verdict }) => verdict,
    (error: Error) => error.message,
  );
};
const observed = (observation: object) => {
  const matcher = new Matcher(two);
  matcher.start();
  try {
    return matcher.step(observation as Observation<TwoPhase>).verdict;
  } catch (error) {
    return (error as Error).message;
  }
};

test("mistakes in views", async () => {
  expect([
    await said({ tn: {} }, "tmAbort"),
    await said({ tm: undefined }, "tmAbort"),
    await said({ tm: { stat: "init" } }, "tmAbort"),
    await said({ tm: 1 }, "tmAbort"),
    await said({ rm: () => undefined }, "tmAbort"),
    await said({ rm: { 7: {} } }, "tmAbort"),
    await said({ messages: { hass: [] } }, "tmAbort"),
    await said({ messages: { has: 1 } }, "tmAbort"),
    // A value outside its domain is an observation, not a mistake.
    await said({ tm: { state: "asleep" } }, "tmAbort"),
  ]).toMatchInlineSnapshot(`
    [
      "the view of two-phase-commit/2 has no member "tn"; did you mean tm or rm? There are the members rm, tm, messages.",
      "the view of two-phase-commit/2: tm is undefined. Give a value, or say that it is unobserved.",
      "the view of two-phase-commit/2: tm has no member "stat"; did you mean state? There are the members state, prepared.",
      "the view of two-phase-commit/2: tm is 1, and should be an object with the fields that were observed.",
      "the view of two-phase-commit/2: rm[rm1] is undefined. Give a value, or say that it is unobserved.",
      "the view of two-phase-commit/2: rm has no member "7"; did you mean 0 or 1? There are the members 0, 1.",
      "the view of two-phase-commit/2: messages has no member "hass"; did you mean has? There are the members has, lacks, size.",
      "the view of two-phase-commit/2: messages.has is 1, and should be a list.",
      "diverges",
    ]
  `);
});

test("mistakes in hints", async () => {
  expect([
    await said({}, "tmAbrt"),
    await said({}, []),
    await said({}, 7),
    await said({}, { action: "rmPrepare", args: { rn: 1 } }),
    await said({}, { action: "rmPrepare", args: { rm: undefined } }),
    await said({}, { action: "rmPrepare", arg: {} }),
    await said({}, { inOrder: ["tmAbrt"] }),
    await said({}, "tmAbort", { hidden: ["lose"] }),
    await said({}, "tmAbort", { hidden: ["tmAbort"], maxHidden: -1 }),
    observed({ does: "tmAbort", aftr: {} }),
  ]).toMatchInlineSnapshot(`
    [
      "the mapping of step names "tmAbrt", which is no action of two-phase-commit/2; did you mean tmAbort? There are the actions rmPrepare, rmChooseToAbort, tmReceivePrepared, tmCommit, tmAbort, rmReceiveCommit, rmReceiveAbort.",
      "the mapping of step gives an empty list of hints. Say "stutter" where the spec does nothing.",
      "the mapping of step gives the hint 7. Give an action's name, { action, args }, { inOrder: [...] }, "stutter" or unobserved.",
      "the mapping of step: rmPrepare has no member "rn"; did you mean rm? There are the members rm.",
      "the mapping of step: rmPrepare: rm is undefined. Give a value, or say that it is unobserved.",
      "the mapping of step: a hint has no member "arg"; did you mean args? There are the members action, args.",
      "the mapping of step names "tmAbrt", which is no action of two-phase-commit/2; did you mean tmAbort? There are the actions rmPrepare, rmChooseToAbort, tmReceivePrepared, tmCommit, tmAbort, rmReceiveCommit, rmReceiveAbort.",
      "hidden names "lose", which is no action of two-phase-commit/2; there are the actions rmPrepare, rmChooseToAbort, tmReceivePrepared, tmCommit, tmAbort, rmReceiveCommit, rmReceiveAbort.",
      "maxHidden is -1. Give an integer from 0.",
      "step 1 has no member "aftr"; did you mean after? There are the members does, before, after.",
    ]
  `);
});

test("mistakes in calls", async () => {
  const { system, mapping } = script<TwoPhase>({} as Loose, [{ action: "step", does: "tmAbort", view: {} as Loose }]);
  const thrown = async (run: () => unknown) => {
    try {
      await run();
      return "nothing";
    } catch (error) {
      return (error as Error).message;
    }
  };
  const changing = { ...system, successors: (at: number) => system.successors(at) };
  let calls = 0;
  changing.successors = (at) => (calls++ === 0 ? system.successors(at) : []);
  const started = watch(two, mapping);
  started.start(0);
  expect([
    await thrown(() => conforms(two, system, { ...mapping, actions: {} } as Loose)),
    await thrown(() => conforms(two, system, mapping, { candidates: 0 })),
    await thrown(() => conforms(two, system, mapping, { state: 3 } as Loose)),
    await thrown(() => conforms(two, system, mapping, { seconds: Number.NaN })),
    await thrown(() => new Matcher(two, { windows: 3 } as Loose)),
    await thrown(() => new Matcher(two, { window: 0 })),
    await thrown(() => new Matcher(two).step({ does: "stutter" })),
    await thrown(() => started.start(0)),
    await thrown(() => conforms(two, changing, { ...mapping, actions: { step: () => "tmCommit" } })),
  ]).toMatchInlineSnapshot(`
    [
      "the mapping to two-phase-commit/2 has no action "step"; there are no actions.",
      "candidates is 0. Give a positive number, or leave it out.",
      "the options of conforms has no member "state"; did you mean states? There are the members states, seconds, candidates, samples, eager, signal, onProgress.",
      "the option seconds is NaN. Give a number from 0, or leave it out.",
      "the options of a matcher has no member "windows"; did you mean window? There are the members candidates, window, eager, hidden, maxHidden.",
      "the window is 0. Give the number of steps to remember, or leave it out.",
      "the run has not begun. Call start first.",
      "the run has begun already. Make another matcher for another run.",
      "the system does not offer a step that it offered before. Its successors must depend on the state alone.",
    ]
  `);
});

test("mistakes in systems", async () => {
  interface At {
    prepared: number;
  }
  type Step = { action: string; args: object; state: At };
  const system = (own: object) => ({
    initial: () => [{ prepared: 0 }],
    *successors({ prepared }: At): Iterable<Step> {
      if (prepared < 2) yield { action: "prepare", args: {}, state: { prepared: prepared + 1 } };
      if (prepared > 0) yield { action: "forget", args: {}, state: { prepared: prepared - 1 } };
    },
    key: ({ prepared }: At) => String(prepared),
    ...own,
  });
  const mapping = {
    view: ({ prepared }: At) => ({ rm: unobserved, tm: unobserved, messages: { size: prepared } }),
    actions: { prepare: () => "rmPrepare", forget: () => unobserved },
  };
  const told = async (own: object, of: unknown = two) => {
    try {
      return (await conforms(of as typeof two, system(own), mapping as Loose)).verdict;
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect([
    await told({ key: undefined }),
    await told({ successors: 1 }),
    await told({ key: () => 7 }),
    await told({ key: () => "one" }),
    await told({
      successors: (state: At) => {
        state.prepared++;
        return [];
      },
    }),
    await told({
      *successors(state: At) {
        if (state.prepared++ < 2) yield { action: "prepare", args: {}, state };
      },
    }),
    await told({}, {}),
    await told({}, null),
    await told({}),
  ]).toMatchInlineSnapshot(`
    [
      "the system has no function key. It gives initial(), successors(state) and key(state).",
      "the system has no function successors. It gives initial(), successors(state) and key(state).",
      "the system's key of a state is 7. Give a text: the same for states that are the same.",
      "the system's key takes states for the same that the mapping's view tells apart: one. Put into the key all that a state's views and steps depend on.",
      "the system changes the state whose successors it is asked for: its key is another afterwards. Give states of their own, and leave the given one as it is.",
      "the system changes the state whose successors it is asked for: its key is another afterwards. Give states of their own, and leave the given one as it is.",
      "what is checked is an instance: write instance(aSpec, its constants).",
      "what is checked is an instance: write instance(aSpec, its constants).",
      "diverges",
    ]
  `);
});

test("a hint at an action that the constants leave out", async () => {
  const one = instance(
    (constants: { lossy: boolean }) =>
      spec({
        name: "line",
        state: { sent: range(0, 1) },
        init: { sent: 0 },
        actions: {
          send: { guard: (s) => s.sent === 0, effect: (s) => void s.sent++ },
          drop: { when: constants.lossy, guard: (s) => s.sent === 1, effect: (s) => void s.sent-- },
        },
      }),
    { lossy: false },
  );
  const matcher = new Matcher(one);
  matcher.start({ sent: 0 });
  expect(() => matcher.step({ does: "drop" })).toThrowErrorMatchingInlineSnapshot(
    `[SpecError: step 1 names "drop", which the constants of line/only leave out, by its when. Say "stutter" where the spec is to do nothing, or take an instance that has it.]`,
  );
});
