import { expect, test } from "vitest";
import { type ConformSystem, conforms, instance, type Mapping, unobserved } from "../../../checker/index.ts";
import { modelOf } from "../../../checker/model/model-of.ts";
import { systemOf } from "../../../checker/reference/system-of.ts";
import { three } from "../../../specs/commit/two-phase-commit.instances.ts";
import { quorumRegister } from "../../../specs/replication/quorum-register.ts";
import { light, repaired, seen } from "./light.ts";
import { constants, mapping as ofStore, store } from "./quorum-store.ts";
import { script } from "./script.ts";

type TwoPhase = typeof three.spec;
type Loose = Record<string, never>;

/** The spec as an implementation of itself, its whole state in sight. */
const itself = () => {
  const system = systemOf(modelOf(three, [])) as unknown as ConformSystem<Loose, { action: string; args: Loose }>;
  const actions = Object.keys(three.spec.actions).map((action) => [action, (args: Loose) => ({ action, args })]);
  const mapping = { view: (state: Loose) => state, actions: Object.fromEntries(actions) };
  return { system, mapping: mapping as unknown as Mapping<TwoPhase, Loose, { action: string; args: Loose }> };
};

test("where the view is a full function, there is one candidate for each state", async () => {
  const { system, mapping } = itself();
  const result = await conforms(three, system, mapping);
  expect(result).toMatchObject({
    verdict: "conforms",
    states: 288,
    transitions: 1_145,
    product: 288,
    specStates: 288,
    depth: 11,
  });
  expect(result).toMatchObject({ mostCandidates: 1, neverMatched: [], insensitive: [], eager: false });
  expect(result.actions.tmCommit).toEqual({ matched: 1, certain: 1 });
  expect(Object.keys(result.sensitivity)).toEqual(["rm[].state", "tm.state", "tm.prepared", "messages"]);
});

test("limits, the clock and the signal leave no pass", async () => {
  const { system, mapping } = itself();
  const because = async (options: Parameters<typeof conforms>[3]) => {
    const { verdict, because } = await conforms(three, system, mapping, options);
    return [verdict, because];
  };
  expect(await because({ states: 100 })).toEqual(["inconclusive", "states"]);
  expect(await because({ states: 288 })).toEqual(["conforms", undefined]);
  expect(await because({ seconds: 0 })).toEqual(["inconclusive", "time"]);
  expect(await because({ signal: AbortSignal.abort() })).toEqual(["inconclusive", "interrupted"]);
});

test("of what only ever stutters nothing was checked", async () => {
  const unseen = { rm: unobserved, tm: unobserved, messages: unobserved } as const;
  const { system, mapping } = script<TwoPhase>(unseen, [{ action: "idle", does: "stutter", view: unseen }]);
  expect(await conforms(three, system, mapping)).toMatchObject({ verdict: "inconclusive", because: "nothing-matched" });
});

test("states beyond a system's own bounds are held against the spec, counted, and not expanded", async () => {
  const { system, mapping } = itself();
  const decided = (state: Loose) => (state.tm as { state: string }).state !== "init";
  const bounded = { ...system, beyond: (state: Loose) => (decided(state) ? "decided" : undefined) };
  const { verdict, cut, states } = await conforms(three, bounded, mapping);
  expect([verdict, cut.decided > 0, states < 288]).toEqual(["conforms", true, true]);
});

const register = instance(quorumRegister, constants, { name: "two-writes" });

test("an answer that the client may never hear leaves two candidates, until it returns", { timeout: 300_000 }, async () => {
  const result = await conforms(register, store(2), ofStore(register));
  expect(result).toMatchObject({ verdict: "conforms", neverMatched: [], insensitive: [] });
  expect(result.mostCandidates).toBeGreaterThan(8);
  expect(result.actions.replicaAnswers.certain).toBe(0);
});

test("a client that does not wait for its quorum diverges when it returns", async () => {
  const result = await conforms(register, store(1), ofStore(register));
  expect(result.verdict).toBe("diverges");
  expect(result.divergence).toMatchObject({ class: "guard-false", candidates: 2, step: { action: "deliver" } });
  expect(result.divergence?.run).toHaveLength(2);
  const refusals = result.divergence?.closest.flatMap(({ attempts }) => attempts.map(({ outcome }) => outcome));
  expect(refusals).toMatchObject([
    { kind: "refused", refusals: [{ condition: "quorum" }] },
    { kind: "refused", refusals: [{ condition: "quorum" }] },
  ]);
});

test("a hidden step that was possible only before it was needed is found", async () => {
  const { system, mapping } = script<typeof light.spec>(seen("off"), repaired, { hidden: ["fail"], maxHidden: 1 });
  expect(await conforms(light, system, mapping)).toMatchObject({ verdict: "conforms", eager: true });
  expect(await conforms(light, system, { ...mapping, hidden: [] })).toMatchObject({ verdict: "diverges", eager: false });
});

test("a field of which nobody would notice a change is listed", async () => {
  const looks = { light: unobserved, broken: "no", tries: 0 } as const;
  const { system, mapping } = script<typeof light.spec>(looks, [
    { action: "press", does: ["turnOn", "stutter"], view: looks },
    // On or off: whichever had been seen, the spec would have followed.
    { action: "press", does: ["turnOff", "turnOn"], view: { ...looks, light: "on" } },
  ]);
  const { verdict, sensitivity, insensitive } = await conforms(light, system, mapping);
  expect([verdict, insensitive]).toEqual(["conforms", ["light"]]);
  expect(sensitivity).toEqual({
    light: { perturbed: 1, rejected: 0 },
    broken: { perturbed: 2, rejected: 2 },
    tries: { perturbed: 2, rejected: 2 },
  });
});
