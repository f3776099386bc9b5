// Small clusters, all of whose runs can be explored: one transfer, and what may befall the sites.
import { type CommitOptions, commitConfig } from "../../../../impl/commit/two-phase-commit/config.ts";
import { commitConstants, twoPhaseCommitMapping } from "../../../../impl/commit/two-phase-commit/mapping.ts";
import type { Transfer } from "../../../../impl/commit/two-phase-commit/messages.ts";
import type { TwoPhaseCommit } from "../../../../impl/commit/two-phase-commit/protocol.ts";
import { type CommitRules, commitRules } from "../../../../impl/commit/two-phase-commit/rules.ts";
import { twoPhaseCommit } from "../../../../impl/commit/two-phase-commit/two-phase-commit.ts";
import { PRESUMED, type Presumed } from "../../../../impl/commit/two-phase-commit/variants.ts";
import { system } from "../../../../impl/runtime/system.ts";
import type { ClientRequest, SystemOptions } from "../../../../impl/runtime/system-options.ts";
import { twoPhaseCommitRecovery } from "../../../../specs/commit/two-phase-commit-recovery/two-phase-commit-recovery.ts";
import { instance } from "../../../../specs/language/index.ts";

type Bounds = Pick<SystemOptions<TwoPhaseCommit>, "crashes" | "losses" | "duplicates" | "timers" | "copies" | "keepsDiscarded">;

export interface Scenario {
  readonly options: Omit<CommitOptions, "coordinator" | "participants">;
  readonly stores: readonly string[];
  /** What is in the accounts first: by store, its accounts. Nothing goes wrong before they are opened. */
  readonly opened: readonly (readonly [store: string, account: string, amount: number])[];
  readonly transfer: Transfer;
  /** How often its client asks at most; once when left out. */
  readonly attempts?: number;
  /** Only the coordinator crashes. */
  readonly storesStayUp?: boolean;
  /** Another, of another client. */
  readonly other?: Transfer;
  readonly bounds: Bounds;
}

const COORDINATOR = "c";
/** 5 from x at a to y at b. */
const across: Transfer = {
  type: "transfer",
  id: "t",
  from: { store: "a", account: "x" },
  to: { store: "b", account: "y" },
  amount: 5,
};
/** 5 from x to y, both at a. */
const within: Transfer = { ...across, to: { store: "a", account: "y" } };

const one = (presumed: Presumed, bounds: Bounds): Scenario => ({
  options: { presumed },
  stores: ["a"],
  opened: [
    ["a", "x", 8],
    ["a", "y", 0],
  ],
  transfer: within,
  bounds,
});
const two = (presumed: Presumed, bounds: Bounds, more: Partial<Scenario> = {}): Scenario => ({
  options: { presumed },
  stores: ["a", "b"],
  opened: [
    ["a", "x", 8],
    ["b", "y", 0],
  ],
  transfer: across,
  bounds,
  ...more,
});
/** The second store only looks whether z holds enough. */
const reading = (presumed: Presumed, bounds: Bounds): Scenario => ({
  options: { presumed },
  stores: ["a", "b"],
  opened: [
    ["a", "x", 8],
    ["a", "y", 0],
    ["b", "z", 3],
  ],
  transfer: { ...within, provided: [{ store: "b", account: "z", atLeast: 3 }] },
  bounds,
});
const poor = { opened: [["a", "x", 4] as const, ["b", "y", 0] as const] };

const each = <N extends string>(name: N, make: (presumed: Presumed) => Scenario) =>
  Object.fromEntries(PRESUMED.map((presumed) => [`${name}, ${presumed} presumed`, make(presumed)])) as Record<
    `${N}, ${Presumed} presumed`,
    Scenario
  >;

/** All of these are held against the spec. The larger ones are for whoever has minutes. */
/** Money for two stores: of three, one may be in doubt, and another may not have been asked. */
const toTwo: Transfer = { ...across, also: [{ store: "d", account: "z", amount: 2 }] };
/** The coordinator alone stops, and a store that is in doubt takes over after it has asked so often. */
const takingOver = (presumed: Presumed, takesOverAfter: number, timers: number): Scenario =>
  two(presumed, { crashes: 1, timers }, { options: { presumed, takesOverAfter }, storesStayUp: true });
/** The third has no such account, and refuses. */
const three = (presumed: Presumed, bounds: Bounds, more: Partial<Scenario> = {}): Scenario =>
  two(presumed, bounds, { options: { presumed, takesOverAfter: 0 }, stores: ["a", "b", "d"], transfer: toTwo, ...more });

export const scenarios = {
  ...each("one store", (presumed) => one(presumed, { crashes: 2, timers: 2 })),
  ...each("refusing", (presumed) => two(presumed, { crashes: 1, timers: 0 }, poor)),
  ...each("reading", (presumed) => reading(presumed, { crashes: 1, timers: 1 })),
  ...each("doubled", (presumed) => two(presumed, { duplicates: 1, timers: 0 })),
  ...each("crashing", (presumed) => two(presumed, { crashes: 1, timers: 1 })),
  ...each("taking over", (presumed) => takingOver(presumed, 0, 1)),
  "three stores, abort presumed": three("abort", { timers: 1 }),
};
export const largeScenarios = {
  ...each("crashing once", (presumed) => two(presumed, { crashes: 1, timers: 2 })),
  ...each("crashing twice", (presumed) => two(presumed, { crashes: 2, timers: 1 })),
  ...each("taking over late", (presumed) => takingOver(presumed, 1, 2)),
  ...each("taking over, stores crash", (presumed) =>
    two(presumed, { crashes: 1, timers: 1 }, { options: { presumed, takesOverAfter: 0 } }),
  ),
  // With nothing or commit presumed there are 987,678 and 1,196,510 states, which conform as well, and take 4 GiB.
  "three stores, coordinator crashes, abort presumed": three("abort", { crashes: 1, timers: 1 }, { storesStayUp: true }),
  ...each("losing", (presumed) => two(presumed, { losses: 1, crashes: 1, timers: 2 })),
};

const rich = { opened: [["a", "x", 16] as const, ["b", "y", 0] as const] };
/** 3 the same way. */
const other: Transfer = { ...across, id: "u", amount: 3 };

/** What has no transaction of its own in the spec: these are held against what is promised. */
export const promised = {
  /** Both at once, so that one may find the accounts locked. */
  "two transfers": two("abort", { timers: 0 }, { ...rich, other }),
  /** A coordinator that begins anew, and is asked for something else. */
  "beginning anew": {
    ...one("abort", { crashes: 1, timers: 0 }),
    opened: [
      ["a", "x", 16],
      ["a", "y", 0],
    ],
    other: { ...within, id: "u", amount: 3 },
    storesStayUp: true,
  },
  "asking again": two("abort", { crashes: 1, timers: 0 }, { ...rich, attempts: 2, storesStayUp: true }),
  ...each("starting over", (presumed) =>
    two(presumed, { crashes: 1, timers: 0, keepsDiscarded: true }, { options: { presumed, limits: { log: 2 } } }),
  ),
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;

export const systemOf = (
  { options, stores, opened, transfer, attempts = 1, storesStayUp = false, other, bounds }: Scenario,
  rules: CommitRules = commitRules,
) => {
  const config = commitConfig({ coordinator: COORDINATOR, participants: stores, takesOverAfter: null, ...options });
  const requests: ClientRequest<TwoPhaseCommit>[] = opened.map(([store, account, amount], i) => ({
    session: "s",
    seq: i + 1,
    command: { type: "open", account, amount },
    to: store,
  }));
  requests.push({ session: "s", seq: opened.length + 1, command: transfer, to: COORDINATOR, attempts });
  if (other) requests.push({ session: "r", seq: 1, command: other, to: COORDINATOR });
  const { crashes = 0, duplicates = 0 } = bounds;
  return {
    config,
    system: system({
      core: twoPhaseCommit(rules),
      nodes: Object.fromEntries([COORDINATOR, ...stores].map((node) => [node, config])),
      requests,
      copies: duplicates > 0 ? 2 : 1,
      ...bounds,
      within: {
        storesStayUp: ({ nodes }) => !storesStayUp || stores.every((store) => nodes[store].up),
        opensFirst: ({ left }) =>
          left.requests[opened.length] < attempts ||
          (left.crashes === crashes && (other === undefined || left.requests.at(-1) === 1)),
      },
    }),
  };
};

/** The scenario as a system to explore, and the spec that it is held against. */
export const conformance = (scenario: Scenario, rules: CommitRules = commitRules) => {
  const { config, system } = systemOf(scenario, rules);
  const { transfer } = scenario;
  const against = instance(twoPhaseCommitRecovery, commitConstants(config, transfer));
  const looked = { config, transfer, tx: { start: 1, number: 1 } };
  return { instance: against, system, mapping: twoPhaseCommitMapping(looked)(against) };
};
