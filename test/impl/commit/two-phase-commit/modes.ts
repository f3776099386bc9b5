// The ways in which the implementation is held to its spec, and to what it promises; each looks for what is wrong with some rules.
import { conforms } from "../../../../checker/conform/conforms.ts";
import { replayTours } from "../../../../checker/conform/replay-tours.ts";
import { type Tours, tours } from "../../../../checker/conform/tours.ts";
import { explore } from "../../../../checker/explore/explore.ts";
import type { TwoPhaseCommit } from "../../../../impl/commit/two-phase-commit/protocol.ts";
import type { CommitRules } from "../../../../impl/commit/two-phase-commit/rules.ts";
import type { Commit } from "../../../../impl/commit/two-phase-commit/sight.mapping.ts";
import { PRESUMED } from "../../../../impl/commit/two-phase-commit/variants.ts";
import { ContractError } from "../../../../impl/runtime/contract-error.ts";
import { shrink } from "../../../../impl/runtime/simulator/shrink.ts";
import type { SystemState } from "../../../../impl/runtime/system-state.ts";
import { commitState } from "../../../../specs/commit/two-phase-commit-recovery/commit-state.ts";
import { twoPhaseCommitRecovery } from "../../../../specs/commit/two-phase-commit-recovery/two-phase-commit-recovery.ts";
import { type InstanceOptions, instance } from "../../../../specs/language/index.ts";
import { wrongAmong, wrongIn } from "./promises.ts";
import { conformance, promised, type Scenario, scenarios, systemOf } from "./scenarios.ts";
import { FIRST_TAKING_OVER, followedOutcomeOf, shapeOf } from "./simulated.ts";
import { allow } from "./stricter.ts";
import { toured } from "./toured.ts";

/** What a mode found wrong, and how much it took: `where` it found it, after how many states, tests or seeds, in how many steps. */
export interface Found {
  readonly what: string;
  readonly where: string;
  readonly after: number;
  readonly steps: number;
}

/** A core that breaks its contract, or that throws, has been found out. */
const found = async (where: string, look: () => Promise<Found | undefined>): Promise<Found | undefined> => {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return { what: "contract", where, after: 0, steps: 0 };
  }
};

/** The place that is known to show it, alone; or all. */
const placesOf = <T>(places: Readonly<Record<string, T>>, known: string | undefined): readonly (readonly [string, T])[] =>
  Object.entries(places).filter(([where]) => known === undefined || known.includes(`, ${where}, `));

const first = async <T>(all: Iterable<T>, look: (one: T) => Promise<Found | undefined>): Promise<Found | undefined> => {
  for (const one of all) {
    const wrong = await look(one);
    if (wrong) return wrong;
  }
  return undefined;
};

/** Without the largest: what the coordinator presumes makes no difference to the mistakes that need two stores and a crash. */
const { "crashing, nothing presumed": _, "crashing, commit presumed": __, ...quick } = scenarios;

/** Every run of the small clusters, each step held against the spec. */
export const byConformance = (rules: CommitRules, known?: string): Promise<Found | undefined> =>
  first(placesOf<Scenario>(quick, known), ([where, scenario]) =>
    found(where, async () => {
      const { instance, system, mapping } = conformance(scenario, rules);
      const { verdict, states, divergence } = await conforms(instance, system, mapping, { samples: 0 });
      if (verdict === "conforms") return undefined;
      if (verdict === "inconclusive" || divergence === undefined) throw new Error(`${where}: ${verdict}`);
      return { what: divergence.class, where, after: states, steps: divergence.run.length + 1 };
    }),
  );

/** Every run of the small clusters, each state held against the promises. */
export const byPromises = (rules: CommitRules, known?: string): Promise<Found | undefined> =>
  first(placesOf<Scenario>(promised, known), ([where, scenario]) =>
    found(where, async () => {
      const { states, wrong } = explorePromised(scenario, rules);
      return wrong && { what: wrong.what, where, after: states, steps: wrong.steps.length };
    }),
  );

export const explorePromised = (scenario: Scenario, rules: CommitRules) => {
  const { transfer, other } = scenario;
  const isWrong = wrongAmong(other ? [transfer, other] : [transfer]);
  const { system } = systemOf(scenario, rules);
  return explore<SystemState<TwoPhaseCommit>, unknown>(system, { wrongState: (sites) => wrongIn(sites) ?? isWrong(sites) });
};

type Options = NonNullable<InstanceOptions<Commit>["allow"]>;
/** Led along every step of the spec: with one participant and crashes, or with two whose coordinator has asked, and is gone. */
const smallTours = (kind: string, allow: Options = {}) => [
  ...PRESUMED.map((presumed) => {
    const constants = { participants: 1, presumed, crashes: "everybody" } as const;
    return instance(twoPhaseCommitRecovery, constants, { name: `1-${presumed}-crashes${kind}`, allow });
  }),
  ...PRESUMED.map((presumed) => {
    const constants = { participants: 2, presumed, transfer: true } as const;
    const { init } = commitState(constants);
    const stable = presumed === "commit" ? (["collecting"] as const) : [];
    const gone = { ...init.coordinator, state: "down", stable } as const;
    const name = `2-${presumed}-taking-over${kind}`;
    return instance(twoPhaseCommitRecovery, constants, {
      name,
      init: { ...init, coordinator: gone, messages: [{ type: "Prepare" }] },
      allow,
    });
  }),
];
const largeTours = (kind: string, allow: Options = {}) =>
  PRESUMED.map((presumed) =>
    instance(twoPhaseCommitRecovery, { participants: 2, presumed }, { name: `2-${presumed}${kind}`, allow }),
  );
export const tourInstances = smallTours("");
export const largeTourInstances = largeTours("");
/** The same, where the spec allows no more than the sites do: they can be led along all of it. */
export const strictTourInstances = smallTours("-strict", allow);
export const largeStrictTourInstances = largeTours("-strict", allow);

const planned = new Map<unknown, Tours<Commit>>();
export const toursOf = (one: (typeof tourInstances)[number]): Tours<Commit> => {
  const known = planned.get(one) ?? tours(one);
  planned.set(one, known);
  return known;
};

export const byTours = (rules: CommitRules, known?: string): Promise<Found | undefined> => {
  const places = Object.fromEntries(tourInstances.map((one) => [one.name, one]));
  return first(placesOf(places, known), ([where, one]) =>
    found(where, async () => {
      const { verdict, tests, divergence } = replayTours(toursOf(one), toured(one, rules));
      if (verdict === "conforms" || divergence === undefined) return undefined;
      return { what: "other state", where, after: tests, steps: divergence.steps.length };
    }),
  );
};

/** Runs with faults, from seeds, each held against the promises; the tape of the first that breaks one is shrunk. */
export const bySimulation = (rules: CommitRules, seeds: number, known?: string): Found | undefined => {
  const only = known && /seed (\d+)/.exec(known)?.[1];
  const all = [0, FIRST_TAKING_OVER].flatMap((first) => Array.from({ length: seeds }, (_, i) => first + i));
  for (const seed of only ? [Number(only)] : all) {
    const shape = shapeOf(seed);
    const { failure, tape } = followedOutcomeOf(shape, { seed }, rules);
    if (failure === undefined) continue;
    const found = { what: failure.kind, where: `seed ${seed}`, after: (seed % FIRST_TAKING_OVER) + 1 };
    // To shrink a tape takes longer than all else: how short it becomes is believed.
    const believed = known && /(\d+) steps$/.exec(known)?.[1];
    if (believed) return { ...found, steps: Number(believed) };
    const fails = (candidate: readonly number[]) =>
      followedOutcomeOf(shape, { tape: candidate }, rules).failure?.kind === failure.kind;
    const shrunk = followedOutcomeOf(shape, { tape: shrink(tape, fails, { attempts: 300 }) }, rules);
    return { ...found, steps: shrunk.failure?.event ?? failure.event };
  }
  return undefined;
};
