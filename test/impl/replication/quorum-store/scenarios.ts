// Small clusters, all of whose runs can be explored: what clients ask of whom, and what may befall the nodes.
import { type QuorumStoreOptions, quorumStoreConfig } from "../../../../impl/replication/quorum-store/config.ts";
import { quorumStoreMapping, registerConstants } from "../../../../impl/replication/quorum-store/mapping.ts";
import type { QuorumStore } from "../../../../impl/replication/quorum-store/protocol.ts";
import { quorumStore } from "../../../../impl/replication/quorum-store/quorum-store.ts";
import { type QuorumRules, quorumRules } from "../../../../impl/replication/quorum-store/rules.ts";
import { system } from "../../../../impl/runtime/system.ts";
import type { ClientRequest, SystemOptions } from "../../../../impl/runtime/system-options.ts";
import { instance } from "../../../../specs/language/index.ts";
import { quorumRegister } from "../../../../specs/replication/quorum-register.ts";

type Asked = ClientRequest<QuorumStore> & { readonly to: string };
type Bounds = Pick<SystemOptions<QuorumStore>, "crashes" | "losses" | "duplicates" | "timers" | "within">;

export interface Scenario {
  readonly options: QuorumStoreOptions;
  /** In the order of `registerConstants`. */
  readonly requests: readonly Asked[];
  /** The nodes that catch up. */
  readonly catchingUp?: readonly string[];
  readonly bounds: Bounds;
}

let sessions = 0;
const put = (to: string, value: string): Asked => ask(to, { type: "put", key: "k", value });
const get = (to: string): Asked => ask(to, { type: "get", key: "k" });
const ask = (to: string, command: Asked["command"]): Asked => ({ to, session: `s${++sessions}`, seq: 1, command });
/** Each when the one before has been answered. */
const then = (...asked: readonly Asked[]): readonly Asked[] =>
  asked.map((one, i) => ({ ...one, session: asked[0].session, seq: i + 1 }));

/** Each option alone, so that a scenario is as small as it may be: no tries again, no repair, no catching up. */
const cluster = (nodes: readonly string[], options: Partial<QuorumStoreOptions> = {}): QuorumStoreOptions => ({
  nodes,
  readRepair: false,
  catchUp: false,
  retry: { times: 0 },
  ...options,
});

const one = ["a"];
const two = ["a", "b"];
const three = ["a", "b", "c"];

export const scenarios = {
  /** One replica: nothing but its disk. */
  alone: {
    options: cluster(one),
    requests: [...then(put("a", "x"), put("a", "y")), ...then(get("a"), get("a"))],
    bounds: { crashes: 1, timers: 0 },
  },
  /** A log of nine records starts over. */
  aloneStartingOver: {
    options: cluster(one, { limits: { log: 1, writes: 1 } }),
    requests: then(put("a", "v"), put("a", "w"), put("a", "x"), put("a", "y"), get("a")),
    bounds: { crashes: 1, timers: 0 },
  },
  givingUp: { options: cluster(two), requests: [put("a", "x"), get("b")], bounds: { timers: 1 } },
  tryingAgain: {
    options: cluster(two, { retry: { times: 1 } }),
    requests: [put("a", "x"), get("b")],
    bounds: { losses: 1, timers: 1 },
  },
  askingAgain: {
    options: cluster(two),
    requests: [{ ...put("a", "x"), attempts: 2 }, get("b")],
    bounds: { timers: 0 },
  },
  /** A write is asked for again after its coordinator has restarted, while another goes on elsewhere. */
  repeating: {
    options: cluster(two),
    requests: [{ ...put("a", "x"), attempts: 2 }, put("b", "y")],
    bounds: { crashes: 1, timers: 0 },
  },
  readingAgain: {
    options: cluster(two, { write: 1, read: 2 }),
    requests: [{ ...get("a"), attempts: 2 }, put("b", "x")],
    bounds: { crashes: 1, timers: 0 },
  },
  /** Until its log starts over. */
  repeatingAlone: {
    options: cluster(one, { limits: { log: 1 } }),
    requests: [{ ...put("a", "x"), attempts: 6 }],
    bounds: { crashes: 5, timers: 0 },
  },
  readingAll: {
    options: cluster(two, { write: 1, read: 2 }),
    requests: [put("a", "x"), get("b")],
    bounds: { crashes: 1, timers: 0 },
  },
  writingAll: {
    options: cluster(two, { write: 2, read: 1 }),
    requests: [put("a", "x"), get("b")],
    bounds: { crashes: 1, timers: 0 },
  },
  twoWriters: { options: cluster(two), requests: [put("a", "x"), put("b", "y")], bounds: { timers: 0 } },
  oneAfterTheOther: {
    options: cluster(two, { write: 1, read: 2 }),
    requests: [...then(put("a", "x"), put("a", "y")), get("b")],
    bounds: { timers: 0 },
  },
  crashing: { options: cluster(two), requests: [put("a", "x"), get("b")], bounds: { crashes: 1, timers: 0 } },
  doubled: { options: cluster(three), requests: [put("a", "x")], bounds: { duplicates: 1, timers: 0 } },
  restarting: {
    options: cluster(two, { write: 1, read: 2 }),
    requests: [get("a"), put("b", "x"), get("a")],
    bounds: { crashes: 1, timers: 0 },
  },
  restartedWriter: {
    options: cluster(one),
    requests: [put("a", "x"), put("a", "y")],
    bounds: {
      crashes: 1,
      timers: 0,
      within: { firstIsAskedFirst: ({ left }) => left.requests[0] === 0 || left.requests[1] === 1 },
    },
  },
  catchingUp: {
    options: cluster(two, { write: 1, read: 2 }),
    catchingUp: ["a"],
    requests: then(put("b", "x"), put("b", "y")),
    bounds: { crashes: 0, timers: 0 },
  },
  repairingTwo: {
    options: cluster(two, { write: 1, read: 2, writeBack: false, readRepair: true }),
    requests: [put("a", "x"), get("b")],
    bounds: { timers: 0 },
  },
} satisfies Record<string, Scenario>;

/** Three replicas, with how many states there are. */
export const largeScenarios = {
  three: { options: cluster(three), requests: [put("a", "x"), get("b")], bounds: { timers: 0 }, states: 17_141 },
  repairing: {
    options: cluster(three, { writeBack: false, readRepair: true }),
    requests: [put("a", "x"), get("b")],
    bounds: { timers: 0 },
    states: 11_578,
  },
  restartingThree: {
    options: cluster(three),
    requests: [get("a"), put("b", "x")],
    bounds: { crashes: 1, timers: 0 },
    states: 183_114,
  },
} satisfies Record<string, Scenario & { readonly states: number }>;

export type ScenarioName = keyof typeof scenarios;

/** The scenario as a system to explore, and the spec that it is held against. */
export const conformance = ({ options, requests, catchingUp = [], bounds }: Scenario, rules: QuorumRules = quorumRules) => {
  const config = quorumStoreConfig(options);
  const against = instance(quorumRegister, registerConstants(config, requests));
  const nodes = Object.fromEntries(config.nodes.map((node) => [node, { ...config, catchUp: catchingUp.includes(node) }]));
  return {
    instance: against,
    // One message more that is equal is as good as lost: replicas and coordinators ignore the second, whichever it is.
    system: system({
      core: quorumStore(rules),
      nodes,
      requests,
      copies: 1,
      ...bounds,
      ...(bounds.duplicates ? { copies: 2 } : {}),
    }),
    mapping: quorumStoreMapping(config.nodes, requests)(against),
  };
};
