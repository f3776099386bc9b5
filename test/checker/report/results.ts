// Results as a check would find them, written by hand: what is rendered is tested apart from what finds it.
import type { Json, Result, Trace, TraceStep } from "../../../checker/result.ts";
import { two } from "./relay.ts";

type State = { readonly [variable: string]: Json };

const node = (role1: string, role2: string): Json => ({ node1: { role: role1, met: [] }, node2: { role: role2, met: [] } });
const offer = (to: string): Json => ({ type: "Offer", from: "node1", to, term: 1 });

const initially: State = { node: node("idle", "idle"), log: [], network: [] };
const steps: readonly TraceStep[] = [
  { action: "init", args: {}, state: initially },
  { action: "offer", args: { from: "node1", to: "node1" }, state: { ...initially, network: [offer("node1")] } },
  { action: "offer", args: { from: "node1", to: "node2" }, state: { ...initially, network: [offer("node1"), offer("node2")] } },
  { action: "accept", args: { m: offer("node1") }, state: { node: node("owner", "idle"), log: [], network: [offer("node2")] } },
  { action: "accept", args: { m: offer("node2") }, state: { node: node("owner", "owner"), log: [], network: [] } },
];

const base: Result = {
  schema: 1,
  verdict: "verified",
  expected: "verified",
  target: two.target,
  engine: "compiled",
  states: 288,
  generated: 1146,
  depth: 11,
  cut: {},
  seconds: 0.12,
  statesPerSecond: 2400,
  generatedPerSecond: 9550,
  bytesPerState: 40,
  properties: {
    oneOwner: { kind: "invariant", verdict: "verified" },
    ownersAreLogged: { kind: "invariant", verdict: "verified" },
    everyoneMet: { kind: "witness", verdict: "verified", depth: 5 },
    ownership: { kind: "refinement", verdict: "verified" },
    deadlock: { kind: "deadlock", verdict: "verified" },
  },
  actions: { offer: 900, accept: 245 },
  strength: {
    actionsNeverTaken: [],
    guardsAlwaysTrue: [],
    variablesNeverChanged: [],
    valuesNeverSeen: [],
    premisesNeverHeld: [],
    witnesses: { everyoneMet: 4 },
  },
  violations: [],
  mismatches: [],
};

const { strength: _ofGreenRuns, ...red } = base;

const trace = (more: Partial<Trace>): Trace => ({
  schema: 1,
  target: two.target,
  constants: { nodes: 2 },
  verdict: "violated",
  steps,
  ...more,
});

export const verified = base;

/** Green, and saying little. */
export const hollow: Result = {
  ...base,
  cut: { term: 12, "log is short": 1 },
  properties: { ...base.properties, handedOver: { kind: "liveness", verdict: "incomplete" } },
  strength: {
    actionsNeverTaken: ["accept"],
    guardsAlwaysTrue: ["offer", "accept.unseen"],
    variablesNeverChanged: ["log", ...Array.from({ length: 9 }, (_, i) => `node[node${i + 1}].met`)],
    valuesNeverSeen: ["node[].role: owner"],
    premisesNeverHeld: ["ownersAreLogged"],
    witnesses: { everyoneMet: 1 },
  },
};

const oneOwner = trace({
  property: "oneOwner",
  kind: "invariant",
  why: {
    because: [
      {
        over: "node",
        quantifier: "count",
        predicate: 'node=>s.node[node].role==="owner"',
        result: 2,
        values: ["node1", "node2"],
      },
    ],
  },
});

export const violated: Result = {
  ...red,
  verdict: "violated",
  properties: {
    ...base.properties,
    oneOwner: { kind: "invariant", verdict: "violated", depth: 5 },
    ownersAreLogged: { kind: "invariant", verdict: "violated", depth: 5 },
  },
  violations: [oneOwner],
};

export const violatedAsRecorded: Result = { ...violated, expected: "violated", mutant: "takes what it is not offered" };

export const refinementViolated: Result = {
  ...red,
  verdict: "violated",
  properties: { ...base.properties, ownership: { kind: "refinement", verdict: "violated", depth: 5 } },
  violations: [
    trace({
      property: "ownership",
      kind: "refinement",
      why: {
        because: [],
        abstract: {
          of: "ownership/2",
          before: { node: { node1: { role: "owner" }, node2: { role: "idle" } } },
          after: { node: { node1: { role: "owner" }, node2: { role: "owner" } } },
        },
      },
    }),
  ],
};

export const deadlocked: Result = {
  ...red,
  verdict: "deadlocked",
  properties: { ...base.properties, deadlock: { kind: "deadlock", verdict: "deadlocked", depth: 5 } },
  violations: [trace({ verdict: "deadlocked", property: "deadlock", kind: "deadlock" })],
};

export const unwitnessed: Result = {
  ...base,
  verdict: "unwitnessed",
  properties: { ...base.properties, everyoneMet: { kind: "witness", verdict: "unwitnessed" } },
  strength: {
    actionsNeverTaken: [],
    guardsAlwaysTrue: [],
    variablesNeverChanged: ["log"],
    valuesNeverSeen: [],
    premisesNeverHeld: [],
    witnesses: {},
  },
};

export const incomplete: Result = {
  ...base,
  verdict: "incomplete",
  stoppedBy: "states",
  properties: {
    ...base.properties,
    oneOwner: { kind: "invariant", verdict: "incomplete" },
    ownership: { kind: "refinement", verdict: "incomplete" },
    deadlock: { kind: "deadlock", verdict: "incomplete" },
    ownersAreLogged: { kind: "invariant", verdict: "incomplete" },
  },
};

export const erroneous: Result = {
  ...red,
  verdict: "error",
  message:
    "relay.offer(from=node1, to=node2): network holds 3 messages, and atMost is 3.\nRaise atMost, or bound the network in within.",
  violations: [trace({ verdict: "error", steps: steps.slice(0, 2) })],
};

export const miscounted: Result = { ...base, mismatches: [{ what: "states", expected: 289, found: 288 }] };
