// Mistakes that must not compile, each under the sentence that says what it is. mistakes.test.ts keeps what their author sees.
import {
  boolean,
  crashes,
  eventually,
  ghost,
  ids,
  implies,
  instance,
  leadsTo,
  listOf,
  loses,
  mapOf,
  mutant,
  oneOf,
  orderedIds,
  range,
  record,
  refinement,
  restarts,
  type Spec,
  type Step,
  sentMessages,
  setOf,
  spec,
  tuple,
  unordered,
  when,
} from "../../specs/language/index.ts";

const RM = ids("rm", 2);
const Place = orderedIds("place", 2);
const Index = range(0, 2);
const Level = oneOf("low", "high");
const [someone] = RM.values;
const [somewhere] = Place.values;

const sent = sentMessages({
  Ask: { rm: RM, n: Index },
  Answer: { granted: boolean },
  Log: { levels: listOf(Level, { atMost: 2 }) },
});
const wire = unordered({ between: RM, messages: { Ask: { n: Index }, Answer: { granted: boolean } }, atMost: 2 });
const rm = mapOf(RM, record({ level: Level, known: setOf(RM), log: listOf(record({ level: Level }), { atMost: 2 }) }));
const count = mapOf(RM, Index);
const pairs = setOf(tuple(RM, Index));

const state = { rm, count, pairs, sent, wire, history: ghost({ heard: setOf(RM) }) };
const started = {
  rm: { level: "low", known: [], log: [] },
  count: 0,
  pairs: [],
  sent: [],
  wire: [],
  history: { heard: [] },
} as const;

const upper = (_constants: { managers: number }) =>
  spec({
    name: "upper",
    state: { rm: mapOf(RM, record({ state: oneOf("working", "done") })) },
    init: { rm: { state: "working" } },
    actions: {
      finish: { params: { rm: RM }, guard: { atWork: () => true }, effect: (s, { rm }) => void (s.rm[rm].state = "done") },
    },
    invariants: { fine: () => true },
    witnesses: { finished: (s) => RM.every((rm) => s.rm[rm].state === "done") },
  });
const two = instance(upper, { managers: 2 });

// Types that do not nest.

// @ts-expect-error a set of sets
setOf(setOf(RM));
// @ts-expect-error a set in a message
sentMessages({ Heard: { from: setOf(RM) } });
// @ts-expect-error a record that holds a set, in a list
listOf(record({ known: setOf(RM) }), { atMost: 2 });
// @ts-expect-error a list without a bound
listOf(RM);
// @ts-expect-error a network without a bound
unordered({ between: RM, messages: { Ask: {} } });
// @ts-expect-error a map whose keys are no keys
mapOf(boolean, Index);

export const actions = spec({
  name: "actions",
  state,
  init: started,
  actions: {
    values: {
      params: { i: RM },
      effect: (s, { i }) => {
        // @ts-expect-error a value that is misspelt
        s.rm[i].level = "hihg";
        // @ts-expect-error a variable that is misspelt
        s.rn[i].level = "high";
        // @ts-expect-error a field that is misspelt
        s.rm[i].levle = "high";
        // @ts-expect-error a number for a word
        s.rm[i].level = 1;
        // @ts-expect-error an id for a number
        s.count[i] = i;
        // @ts-expect-error an element that is misspelt
        s.rm[i].log.push({ level: "hihg" });
        // @ts-expect-error a tuple that is too short
        s.pairs.add([i]);
        // @ts-expect-error members of another type
        s.rm[i].known.assign([somewhere]);
      },
    },
    replacing: {
      params: { i: RM },
      effect: (s, { i }) => {
        // @ts-expect-error a set that is assigned
        s.rm[i].known = [];
        // @ts-expect-error a record that is assigned
        s.rm[i] = s.rm[someone];
        // @ts-expect-error a network that is assigned
        s.wire = [];
        // @ts-expect-error an element that is edited in place
        s.rm[i].log[0].level = "high";
      },
    },
    ids: {
      params: { i: RM, j: RM, k: Place },
      // @ts-expect-error ids in an order
      guard: (_, { i, j }) => i < j,
      effect: (s, { i, j, k }) => {
        // @ts-expect-error arithmetic with an id
        s.count[i] = j + 1;
        // @ts-expect-error an id of another kind as a key
        s.count[k] = 1;
        // @ts-expect-error an id of another kind as a member
        s.rm[i].known.add(k);
        // @ts-expect-error a comparison of two kinds of id
        if (i === k) s.count[i] = 1;
        // @ts-expect-error a number for an id
        s.rm[0].level = "low";
        // @ts-expect-error an order among ids that have none
        if (RM.precedes(i, j)) s.count[i] = 1;
      },
    },
    guards: {
      params: { i: RM },
      guard: {
        // @ts-expect-error a comparison that can never hold
        never: (s, { i }) => s.rm[i].level === "hihg",
        // @ts-expect-error a guard that writes
        writes: (s, { i }) => (s.rm[i].level = "high") === "high",
        // @ts-expect-error a guard that changes a set
        adds: (s, { i }) => s.rm[i].known.add(i) === undefined,
        // @ts-expect-error a guard that changes a list
        pushes: (s, { i }) => s.rm[i].log.push({ level: "low" }) > 0,
        // @ts-expect-error a guard that reads a ghost
        ghost: (s) => s.history.heard.size > 0,
        // @ts-expect-error a condition that is no boolean
        number: (s, { i }) => s.rm[i].known.size,
      },
      effect: () => {},
    },
    parameters: {
      params: {
        i: RM,
        // @ts-expect-error a parameter drawn from a ghost
        j: { of: RM, from: (s) => s.history.heard },
        // @ts-expect-error a parameter drawn from another domain
        k: { of: Level, from: () => Index },
        // @ts-expect-error a message drawn of an unknown type
        m: sent.any("Aks"),
      },
      // @ts-expect-error a process that no parameter names
      by: "q",
      // @ts-expect-error a parameter that does not exist
      effect: (_s, { q }) => void q,
    },
    noParameters: {
      // @ts-expect-error a parameter where there are none
      effect: (_s, { i }) => void i,
    },
    messages: {
      params: { m: wire.any("Ask") },
      effect: (s, { m }) => {
        // @ts-expect-error a field that messages of the type do not have
        s.sent.where({ type: "Ask", granted: true });
        // @ts-expect-error a message of no known type
        s.sent.where({ type: "Aks" });
        // @ts-expect-error a field's value outside its domain
        s.sent.where({ type: "Answer", granted: 1 });
        // @ts-expect-error a message that lacks a field
        s.sent.add({ type: "Ask", n: 1 });
        // @ts-expect-error a message whose list holds something else
        s.sent.add({ type: "Log", levels: ["low", "hihg"] });
        // @ts-expect-error a message without an envelope
        s.wire.send({ type: "Ask", n: 1 });
        // @ts-expect-error a reply that addresses itself
        s.wire.reply(m, { type: "Answer", granted: true, from: m.to, to: m.from });
        // @ts-expect-error a message that is changed
        m.n = 2;
        // @ts-expect-error a verb of another network
        s.sent.consume({ type: "Answer", granted: true });
      },
    },
    // @ts-expect-error an effect that returns something
    returns: { effect: (s) => s.wire },
    // @ts-expect-error an effect that waits
    waits: { effect: async () => {} },
    // @ts-expect-error an action without an effect
    idle: { guard: () => true },
    // @ts-expect-error a key of an action that is misspelt
    key: { gaurd: () => true, effect: () => {} },
    // @ts-expect-error a restart of a field that the process does not have
    restart: restarts(rm, { role: "low" }),
    // @ts-expect-error a restart to a value that the field cannot have
    restartTo: restarts(rm, { level: "medium" }),
    // @ts-expect-error a crash of processes that are down, when nothing says so
    crash: crashes(rm, ({ up }) => up, { level: "low" }),
    // @ts-expect-error a loss of messages that are never lost
    lose: loses(sent),
    /** Its neighbours' mistakes leave this one as it was. */
    right: {
      params: { i: RM },
      guard: (s, { i }) => s.rm[i].level === "low",
      effect: (s, { i }) => {
        s.rm[i].level = "high";
      },
    },
  },
});

export const properties = spec({
  name: "properties",
  state,
  init: started,
  actions: { right: { params: { i: RM }, effect: (s, { i }) => void (s.rm[i].level = "high") } },
  invariants: {
    // @ts-expect-error a property that writes
    writes: (s) => (s.rm[someone].level = "high") === "high",
    premise: implies(
      // @ts-expect-error a premise that can never hold
      (s) => s.rm[someone].level === "hihg",
      () => true,
    ),
    // @ts-expect-error a conditional property that reads what there is not
    conditional: when(true, (s) => s.wier.size === 0),
    // @ts-expect-error an obligation of liveness for an invariant
    kind: eventually((s) => s.wire.size === 0),
  },
  steps: {
    // @ts-expect-error an action that does not exist
    unknownAction: (_before, _after, action) => action.name !== "rihgt",
    // @ts-expect-error an argument of another action
    argument: (_before, _after, action) => action.name !== "right" || action.args.m === 1,
  },
  refines: {
    // @ts-expect-error a mapping that leaves out a variable
    variable: refinement(two, (s) => ({ mr: s.wire.size })),
    // @ts-expect-error a mapping that leaves out a field
    field: refinement(two, () => ({ rm: () => ({}) })),
    // @ts-expect-error a mapping to a value that the other spec does not have
    value: refinement(two, (s) => ({ rm: (i) => ({ state: s.rm[i].level }) })),
  },
  fairness: {
    // @ts-expect-error fairness of an action that does not exist
    rihgt: "weak",
  },
  liveness: {
    // @ts-expect-error a predicate for an obligation
    plain: (s) => s.wire.size === 0,
    unknownVariable: leadsTo(
      // @ts-expect-error an obligation that reads what there is not
      (s) => s.wier.size > 0,
      () => true,
    ),
  },
});

// Initial states.

// @ts-expect-error an initial value that lacks a field
spec({ name: "", state: { rm }, init: { rm: { level: "low" } }, actions: {} });
// @ts-expect-error an initial value that is misspelt
spec({ name: "", state: { count, level: Level }, init: { count: 0, level: "lwo" }, actions: {} });
// @ts-expect-error one of several initial states that misspells a variable
spec({ name: "", state, init: { params: { i: RM }, state: ({ i }) => ({ ...started, history: { herd: [i] } }) }, actions: {} });

// Instances.

// @ts-expect-error a constant that is missing
instance(upper, {});
// @ts-expect-error a constant that is not JSON
instance((constants: { now: Date }) => upper({ managers: constants.now.getDay() }), { now: new Date() });
// @ts-expect-error a bound on a variable that the spec does not have
instance(upper, { managers: 2 }, { within: (s) => s.tm.state === "init" });
// @ts-expect-error a named bound on an action that the spec does not have
instance(upper, { managers: 2 }, { allow: { once: (_before, _after, { name }) => name !== "finnish" } });
// @ts-expect-error a verdict that there is not
instance(upper, { managers: 2 }, { expect: { verdict: "proven" } });
// @ts-expect-error a witness that there is not
instance(upper, { managers: 2 }, { outOfReach: ["finnished"] });

// Mutants.

// @ts-expect-error an action that the base does not have
mutant(two, "", { actions: { finihs: { guard: () => true } }, breaks: "fine" });
// @ts-expect-error a property that the base does not have
mutant(two, "", { actions: { finish: { guard: () => true } }, breaks: "fien" });
// @ts-expect-error a mutant that breaks nothing
mutant(two, "", { actions: { finish: { guard: () => true } } });
// @ts-expect-error a mutant's effect that writes a value outside its domain
mutant(two, "", { actions: { finish: { effect: (s, { rm }) => void (s.rm[rm].state = "gone") } }, breaks: "fine" });
// @ts-expect-error a mutant's guard that reads a parameter its action does not have
mutant(two, "", { actions: { finish: { guard: (_s, { mr }) => mr } }, breaks: "fine" });
// @ts-expect-error a mutant with other parameters
mutant(two, "", { actions: { finish: { params: {} } }, breaks: "fine" });
// @ts-expect-error a mutant with another network where there is none
mutant(two, "", { networks: { rm: sent }, breaks: "fine" });

// Steps.

type Actions = ReturnType<typeof upper> extends Spec<infer _S, infer A, infer _P> ? A : never;
export const steps: Step<Actions>[] = [
  // @ts-expect-error a step by an action that does not exist
  { name: "finnish", args: { rm: someone } },
  // @ts-expect-error a step that lacks an argument
  { name: "finish", args: {} },
];
