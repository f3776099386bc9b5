import { expect, test } from "vitest";
import {
  type AnySpec,
  type ConformOptions,
  conformanceText,
  conforms,
  type Instance,
  instance,
  Matcher,
  range,
  spec,
  unobserved,
  type View,
} from "../../../checker/index.ts";
import { conformLines, runLines } from "../../../checker/report/conform-lines.ts";
import { nothingAround } from "../../../checker/report/conform-surroundings.ts";
import { originalIn } from "../../../checker/report/original.ts";
import { commitsUnasked, two } from "../../../specs/commit/two-phase-commit.instances.ts";
import { twoBallots } from "../../../specs/consensus/paxos.instances.ts";
import { expectGolden } from "../../golden.ts";
import { script } from "./script.ts";

type TwoPhase = typeof two.spec;
const [rm1, rm2] = two.spec.state.rm.keys.values;
type Phase = "working" | "prepared" | "committed" | "aborted";

const looks = (one: Phase, other: Phase, tm: "init" | "committed" | "aborted" = "init"): View<TwoPhase["state"]> => ({
  rm: (rm) => ({ state: rm === rm1 ? one : other }),
  tm: { state: tm, prepared: unobserved },
  messages: unobserved,
});
const around = ({ spec, address }: Instance<AnySpec>) => ({ ...nothingAround, spec, original: originalIn(address?.module) });

/** The script against the spec, as its transcript; what it says of the divergence. */
const diverging = async <D extends AnySpec>(
  name: string,
  instance: Instance<D>,
  played: ReturnType<typeof script<D>>,
  options: ConformOptions = {},
) => {
  const result = await conforms(instance, played.system, played.mapping, options);
  expectGolden(`conform/${name}`, `${conformLines({ ...result, seconds: 0 }, around(instance)).join("\n")}\n`);
  return { verdict: result.verdict, class: result.divergence?.class };
};

const prepares = {
  action: "vote",
  args: { node: "b" },
  does: { action: "rmPrepare", args: { rm: rm2 } },
  view: looks("working", "prepared"),
} as const;

test("guard-false: the action is refused, by a condition of its guard", async () => {
  const { system, mapping } = script<TwoPhase>(looks("working", "working"), [
    prepares,
    { action: "count", does: { action: "tmReceivePrepared", args: { rm: rm2 } }, view: looks("working", "prepared") },
    { action: "decide", args: { of: ["b"] }, does: "tmCommit", view: looks("working", "prepared", "committed") },
  ]);
  expect(await diverging("guard-false", two, { system, mapping })).toEqual({ verdict: "diverges", class: "guard-false" });
});

test("post-mismatch: the action comes out otherwise, and another would fit", async () => {
  const played = script<TwoPhase>(looks("working", "working"), [
    { ...prepares, does: { action: "rmPrepare", args: { rm: rm1 } } },
  ]);
  expect(await diverging("post-mismatch", two, played)).toEqual({ verdict: "diverges", class: "post-mismatch" });
});

test("post-mismatch: a stutter must leave the state as it is", async () => {
  const played = script<TwoPhase>(looks("working", "working"), [{ ...prepares, does: "stutter" }]);
  expect(await diverging("stutter", two, played)).toEqual({ verdict: "diverges", class: "post-mismatch" });
});

test("no-action-enabled: the message was never sent", async () => {
  const promise = { action: "phase1b", args: { acc: unobserved, m: { type: "1a", bal: 1 } } } as const;
  const silent = { acceptor: unobserved, messages: { size: 0 } } as const;
  const played = script<typeof twoBallots.spec>(silent, [{ action: "promise", args: { bal: 1 }, does: promise, view: silent }]);
  expect(await diverging("no-action-enabled", twoBallots, played)).toEqual({ verdict: "diverges", class: "no-action-enabled" });
});

test("needs-more-hidden: one hidden step more would do", async () => {
  const hidden = { hidden: ["rmPrepare", "tmReceivePrepared"], maxHidden: 3 } as const;
  const unseen = { rm: unobserved, tm: { state: "init", prepared: unobserved }, messages: unobserved } as const;
  const played = script<TwoPhase>(
    unseen,
    [{ action: "decide", does: "tmCommit", view: { ...unseen, tm: { state: "committed", prepared: unobserved } } }],
    hidden,
  );
  expect(await diverging("needs-more-hidden", two, played)).toEqual({ verdict: "diverges", class: "needs-more-hidden" });
  const enough = { ...played.mapping, maxHidden: 4 };
  expect(await conforms(two, played.system, enough)).toMatchObject({ verdict: "conforms" });
});

test("initial-mismatch: the spec does not begin so", async () => {
  expect(await diverging("initial-mismatch", two, script<TwoPhase>(looks("prepared", "working"), []))).toEqual({
    verdict: "diverges",
    class: "initial-mismatch",
  });
});

test("inconclusive: more candidates than are allowed are no pass", async () => {
  const unseen = { rm: unobserved, tm: unobserved, messages: unobserved } as const;
  const played = script<TwoPhase>(unseen, [{ action: "vote", does: "rmPrepare", view: unseen }]);
  expect(await diverging("inconclusive", two, played, { candidates: 1 })).toEqual({
    verdict: "inconclusive",
    class: "inconclusive",
  });
  expect(await conforms(two, played.system, played.mapping, { candidates: 2 })).toMatchObject({
    verdict: "conforms",
    mostCandidates: 2,
  });
});

test("invariant-violated: the spec follows, and is itself wrong", async () => {
  const played = script<TwoPhase>(looks("working", "working"), [
    prepares,
    { action: "decide", does: "tmCommit", view: looks("working", "prepared", "committed") },
  ]);
  expect(await diverging("invariant-violated", commitsUnasked, played)).toEqual({
    verdict: "diverges",
    class: "invariant-violated",
  });
});

test("pre-mismatch: it did not look so before", () => {
  const matcher = new Matcher(two);
  matcher.start();
  expect(matcher.step({ does: "rmPrepare", after: { tm: { state: "init" } } }).verdict).toBe("conforms");
  const outcome = matcher.step({
    does: "tmAbort",
    before: { rm: { [rm1]: { state: "prepared" }, [rm2]: { state: "prepared" } } },
  });
  expect(outcome).toMatchObject({ verdict: "diverges", divergence: { class: "pre-mismatch", candidates: 2 } });
  expectGolden("conform/pre-mismatch", `${runLines(two.target, matcher.report(), around(two)).join("\n")}\n`);
});

test("threw: the implementation itself fails", async () => {
  const { system, mapping } = script<TwoPhase>(looks("working", "working"), [prepares]);
  const failing = {
    ...system,
    *successors(at: number) {
      if (at === 1) throw new TypeError("no vote of undefined");
      yield* system.successors(at);
    },
  };
  expect(await diverging("threw", two, { system: failing, mapping })).toEqual({ verdict: "diverges", class: "threw" });
  const result = await conforms(two, failing, mapping);
  expect(conformanceText(two, result)).toMatch(/^ {4}at test\/checker\/conform\/divergence\.test\.ts:\d+$/m);
});

test("a divergence is explained though other steps would lead beyond the spec's bounds", () => {
  const hours = instance(
    (_: { hours: number }) =>
      spec({
        name: "hours",
        state: { hour: range(0, 2) },
        init: { hour: 0 },
        actions: {
          tick: {
            effect: (s) => {
              s.hour += 1;
            },
          },
          reset: {
            effect: (s) => {
              s.hour = 0;
            },
          },
        },
      }),
    { hours: 2 },
    { within: { early: (s) => s.hour < 2 } },
  );
  const enabled = [{ action: "tick" }, { action: "reset" }];
  const post = { verdict: "diverges", divergence: { class: "post-mismatch", closest: [{ enabled }] } };
  const matcher = new Matcher(hours);
  matcher.start();
  for (const hour of [1, 2]) expect(matcher.step({ does: "tick", after: { hour } }).verdict).toBe("conforms");
  expect(matcher.step({ does: "reset", after: { hour: 2 } })).toMatchObject(post);

  // One hidden step more than may be would be one too many.
  const hiding = new Matcher(hours, { hidden: ["tick"], maxHidden: 1 });
  hiding.start();
  expect(hiding.step({ does: "tick", after: { hour: 1 } }).verdict).toBe("conforms");
  expect(hiding.step({ does: "reset", after: { hour: 2 } })).toMatchObject(post);
});
