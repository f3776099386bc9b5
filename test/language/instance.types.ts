// What instances and mutants are checked against: the spec's state, actions and properties, and constants that are JSON.
import { twoPhaseCommit } from "../../specs/commit/two-phase-commit.ts";
import { paxos } from "../../specs/consensus/paxos.ts";
import {
  type Id,
  type Instance,
  instance,
  instancesOf,
  type Mutant,
  mutant,
  restarts,
  sentMessages,
} from "../../specs/language/index.ts";
import { claim, type Equal, same } from "./equal.ts";
import { everything } from "./spec.types.ts";

// Published specs keep what was inferred.
type TwoPhase = ReturnType<typeof twoPhaseCommit>;
claim<
  Equal<
    TwoPhase["properties"][number],
    "consistent" | "commitNeedsAll" | "decisionIsFinal" | "everyoneCommits" | "everyoneAborts" | "transactionCommit"
  >
>();
claim<Equal<keyof TwoPhase["state"], "rm" | "tm" | "messages">>();

// An instance knows its spec; both ways of declaring one do.
const three = instance(twoPhaseCommit, { resourceManagers: 3 }, { expect: { states: 288, generated: 1_146, depth: 11 } });
const here = instancesOf(import.meta.url);
claim<Equal<typeof three, Instance<TwoPhase>>>();
same<Instance<TwoPhase>>()(here(twoPhaseCommit, { resourceManagers: 3 }));
const { keys: RM } = three.spec.state.rm;
claim<Equal<(typeof RM.values)[number], Id<"rm">>>();

// Constants may be of a named interface, and optional ones left out.
interface Size {
  resourceManagers: number;
}
instance((size: Size) => twoPhaseCommit(size), { resourceManagers: 2 });
instance(paxos, { acceptors: 3, values: 2, ballots: 2 });
instance(paxos, { acceptors: 3, values: 2, ballots: 2, crashes: true });

// Bounds are typed by the spec, alone or named.
const bounded = instance(
  everything,
  { answers: true, crashes: false },
  {
    name: "bounded",
    default: false,
    init: {
      params: { rm: RM },
      state: ({ rm }) => ({
        process: (each) => ({ up: rm === each, level: "low", known: [rm], past: { asked: false } }),
        wire: [],
        posted: [{ type: "Posted", rm, level: "high" }],
        history: { heard: [] },
      }),
    },
    within: {
      quiet: (s) => s.wire.size < 2,
      unheard: (s) => !s.history.heard.has(RM.values[0]),
    },
    allow: {
      low: (_before, after, action) => action.name !== "ask" || after.process[action.args.from].level === "low",
      up: (before, _after, { name, args }) => name !== "crash" || before.process[args.process].up,
    },
    deadlockAllowed: "all is quiet",
    outOfReach: ["optionalWitness"],
    expect: { verdict: "incomplete" },
  },
);
instance(
  everything,
  { answers: true, crashes: false },
  { within: (s) => s.wire.size < 2, allow: (before) => before.wire.size < 2 },
);

// Mutants: actions, conditions one by one, faults, initial states, networks.
const broken = mutant(bounded, "asks itself", {
  actions: {
    ask: {
      guard: {
        other: (s, { from, n }) => {
          same<number>()(n);
          return s.process[from].level === "low";
        },
      },
    },
    answer: {
      effect: (s, { m }) => {
        same<"Ask">()(m.type);
        s.wire.consume(m);
      },
    },
    lose: { when: false },
    restart: restarts(bounded.spec.state.process, { level: "high" }),
  },
  breaks: "implied",
  after: 2,
  also: ["named", "deadlock"],
});
claim<Equal<typeof broken, Mutant<ReturnType<typeof everything>>>>();

mutant(bounded, "one starts high", {
  init: {
    process: { up: true, level: "high", known: [], past: { asked: false } },
    wire: [],
    posted: [],
    history: { heard: [] },
  },
  breaks: "deadlock",
});
mutant(bounded, "any of several starts high", {
  init: {
    params: { high: RM },
    state: ({ high }) => ({
      process: (rm) => ({ up: true, level: rm === high ? "high" : "low", known: [], past: { asked: false } }),
      wire: [],
      posted: [],
      history: { heard: [] },
    }),
  },
  breaks: "upper",
});
mutant(three, "few messages can be sent", {
  networks: { messages: sentMessages({ Prepared: { rm: RM }, Commit: {}, Abort: {} }, { atMost: 1 }) },
  breaks: "everyoneCommits",
});
