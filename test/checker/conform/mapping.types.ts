// What a mapping is checked against: the spec's variables, fields, values, actions and arguments, and the system's states and
// steps. Each mistake is one of those that a change of the spec, or of the implementation, would leave behind.
import {
  conforms,
  type Driver,
  type Mapping,
  Matcher,
  replayTours,
  type TransitionSystem,
  tours,
  unobserved,
  watch,
} from "../../../checker/index.ts";
import { two } from "../../../specs/commit/two-phase-commit.instances.ts";
import { oneAcceptor } from "../../../specs/consensus/paxos.instances.ts";
import type { Id } from "../../../specs/language/index.ts";
import { same } from "../../language/equal.ts";

type TwoPhase = typeof two.spec;
interface State {
  readonly phases: readonly ("working" | "prepared" | "committed" | "aborted")[];
  readonly decision: "init" | "committed" | "aborted";
}
/** Each step has arguments of its own, and may carry more. */
type Step =
  | { readonly action: "vote"; readonly args: { readonly node: number }; readonly effects: readonly string[] }
  | { readonly action: "decide"; readonly args: { readonly commit: boolean } };

declare const system: {
  initial(): Iterable<State>;
  successors(state: State): Iterable<Step & { readonly state: State }>;
  key(state: State): string;
};
const RM = two.spec.state.rm.keys;
const rm1 = RM.values[0];

// The whole of it: nothing needs an annotation.
const whole: Mapping<TwoPhase, State, Step> = {
  view: (s) => ({
    rm: (rm) => ({ state: s.phases[RM.values.indexOf(same<Id<"rm">>()(rm))] }),
    tm: { state: s.decision, prepared: unobserved },
    messages: { has: [{ type: "Prepared", rm: rm1 }], lacks: [{ type: "Abort" }], size: 1 },
  }),
  actions: {
    vote: ({ node }, before, after, step) => {
      same<State>()(before);
      same<State>()(after);
      same<readonly string[]>()(step.effects);
      return node > 0 ? { action: "rmPrepare", args: { rm: RM.values[node] } } : ["stutter", "rmChooseToAbort"];
    },
    decide: ({ commit }) =>
      commit ? { inOrder: ["tmCommit", { action: "rmReceiveCommit", args: { rm: unobserved } }] } : unobserved,
  },
  hidden: ["tmReceivePrepared"],
  maxHidden: 1,
};
void conforms(two, system, whole);
watch(two, whole).step({ action: "decide", args: { commit: true } }, { phases: [], decision: "init" });

// A mapping that asks for less serves a system that has more; a system whose steps are of one type serves as well.
declare const richer: TransitionSystem<State & { readonly clock: number }, { readonly node: number }>;
void conforms(two, richer, {
  view: () => ({ rm: unobserved, tm: unobserved, messages: [] }),
  actions: { any: ({ node }) => (node > 0 ? "tmAbort" : "stutter") },
});

const { view, actions } = whole;
type Broken = Mapping<TwoPhase, State, Step>;
const elsewhere = { rm: unobserved, messages: unobserved } as const;

// Views.

// @ts-expect-error a variable of another name
({ ...whole, view: (_: State) => ({ rms: unobserved, tm: unobserved, messages: unobserved }) }) satisfies Broken;
// @ts-expect-error a variable that is not there any more, or a new one: it must be said of each
({ ...whole, view: (_: State) => ({ tm: unobserved, messages: unobserved }) }) satisfies Broken;
// @ts-expect-error a field of another name
({ actions, view: (s) => ({ rm: () => ({ stat: s.phases[0] }), tm: unobserved, messages: unobserved }) }) satisfies Broken;
// @ts-expect-error a value of another name
({ actions, view: () => ({ rm: () => ({ state: "perpared" }), tm: unobserved, messages: unobserved }) }) satisfies Broken;
// @ts-expect-error a value that the spec's variable cannot have
({ actions, view: (s) => ({ ...elsewhere, tm: { state: s.phases[0], prepared: unobserved } }) }) satisfies Broken;
// @ts-expect-error a value that may be missing
({ actions, view: (s) => ({ ...elsewhere, tm: { state: s.phases.at(0) && "init", prepared: unobserved } }) }) satisfies Broken;
// @ts-expect-error a message of another name
({ actions, view: () => ({ rm: unobserved, tm: unobserved, messages: [{ type: "Vote" }] }) }) satisfies Broken;
// @ts-expect-error a message that lacks a field
({ actions, view: () => ({ rm: unobserved, tm: unobserved, messages: { has: [{ type: "Prepared" }] } }) }) satisfies Broken;
// @ts-expect-error a number in the place of an id
({ actions, view: () => ({ rm: unobserved, tm: { state: "init", prepared: [0] }, messages: unobserved }) }) satisfies Broken;

// Actions.

// @ts-expect-error an action that was renamed in the spec
({ view, actions: { ...actions, vote: () => ({ action: "rmVote", args: { rm: rm1 } }) } }) satisfies Broken;
// @ts-expect-error an action that was renamed, by its name alone
({ view, actions: { ...actions, vote: () => "rmVote" } }) satisfies Broken;
// @ts-expect-error an argument that was renamed
({ view, actions: { ...actions, vote: () => ({ action: "rmPrepare", args: { manager: rm1 } }) } }) satisfies Broken;
// @ts-expect-error an argument that is not one of the domain
({ view, actions: { ...actions, vote: () => ({ action: "rmPrepare", args: { rm: 1 } }) } }) satisfies Broken;
// @ts-expect-error one of several that is misspelt
({ view, actions: { ...actions, vote: () => ["stuter", "rmPrepare"] } }) satisfies Broken;
// @ts-expect-error nothing is said
({ view, actions: { ...actions, vote: () => undefined } }) satisfies Broken;
// @ts-expect-error a hidden action that is not there
({ view, actions, hidden: ["loses"] }) satisfies Broken;
// @ts-expect-error a step of the implementation that was forgotten
({ view, actions: { vote: actions.vote } }) satisfies Broken;
// @ts-expect-error an argument that the implementation's step does not have
({ view, actions: { ...actions, decide: ({ node }) => (node > 0 ? "tmCommit" : "tmAbort") } }) satisfies Broken;
// @ts-expect-error a system whose steps the mapping does not know
void conforms(two, richer, whole);

// A system that names its steps is held to these names, and so is the mapping.

type Named = { readonly action: "vote" | "decide"; readonly args: { readonly node: number } };
declare const named: TransitionSystem<State, Named["args"], Named["action"]>;
const unseen = { view: (): ReturnType<typeof view> => ({ ...elsewhere, tm: unobserved }) };
void conforms(two, named, {
  ...unseen,
  actions: { vote: ({ node }) => (node > 0 ? "rmPrepare" : "stutter"), decide: () => "tmAbort" },
});
// @ts-expect-error a step that the mapping forgets
void conforms(two, named, { ...unseen, actions: { vote: () => "rmPrepare" } });
// @ts-expect-error a step that the system does not take
void conforms(two, named, { ...unseen, actions: { vote: () => "rmPrepare", decide: () => "tmAbort", drop: () => "tmAbort" } });
// @ts-expect-error a step that was renamed in the system
({ action: "votes", args: { node: 0 }, state: { phases: [], decision: "init" } }) satisfies ReturnType<
  typeof named.successors
> extends Iterable<infer T>
  ? T
  : never;

// Messages as arguments: the type and each field, or that it is not known.

({ action: "phase1b", args: { acc: unobserved, m: { type: "1a", bal: unobserved } } }) satisfies Parameters<
  Matcher<typeof oneAcceptor.spec>["step"]
>[0]["does"];
const paxos = new Matcher(oneAcceptor, { hidden: ["phase1a"] });
// @ts-expect-error a message of another type
paxos.step({ does: { action: "phase1b", args: { acc: unobserved, m: { type: "2a", bal: 0 } } } });

// Observations are as partial as one likes, and no less exact.

const matcher = new Matcher(two);
matcher.start({ tm: { state: "init" } });
matcher.step({ does: "tmAbort", before: { rm: { [rm1]: { state: "working" } } }, after: { tm: { prepared: { has: [rm1] } } } });
// @ts-expect-error a field of another name
matcher.step({ does: "tmAbort", after: { tm: { stat: "aborted" } } });
// @ts-expect-error an action of another name
matcher.step({ does: ["tmAbort", "tmAbrot"] });
same<{ readonly state: "init" | "committed" | "aborted" }["state"]>()(matcher.candidates[0].tm.state);

// Drivers have each action of the spec, typed by its parameters.

const driver: Driver<TwoPhase> = {
  start: () => undefined,
  actions: {
    rmPrepare: ({ rm }) => void same<Id<"rm">>()(rm),
    rmChooseToAbort: "not offered",
    tmReceivePrepared: () => "not offered",
    tmCommit: () => undefined,
    tmAbort: () => undefined,
    rmReceiveCommit: () => undefined,
    rmReceiveAbort: () => undefined,
  },
  view: () => ({ rm: unobserved, tm: unobserved, messages: unobserved }),
};
replayTours(tours(two), driver);
const { tmAbort: _, ...fewer } = driver.actions;
// @ts-expect-error an action that is not performed
replayTours(tours(two), { ...driver, actions: fewer });
// @ts-expect-error an argument that the action does not have
replayTours(tours(two), { ...driver, actions: { ...driver.actions, tmAbort: ({ rm }) => void rm } });
for (const { steps } of tours(two).tests) {
  for (const step of steps) if (step.name === "rmPrepare") same<Id<"rm">>()(step.args.rm);
}
