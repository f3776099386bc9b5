// The compiled search of one model: generated loops around the author's recipes, over packed words.
import type { Model, ModelAction } from "../../model/model.ts";
import { LOADED, writeBack } from "../faces/array-faces.ts";
import { facesOf } from "../faces/faces.ts";
import { decided, type Remembered, tracedPredicate, tracedStepPredicate } from "../recall/traced-predicate.ts";
import { tracing, tracingBefore } from "../recall/tracer.ts";
import type { Layout } from "../words/layout.ts";
import { BEFORE, before, CURRENT, current, Refusal, refuseReturned } from "../words/words.ts";
import { drawn, offeredBy } from "./arguments-at.ts";
import { actionSource, doneSource } from "./expand-source.ts";
import { tableSource, wordParameters } from "./table-source.ts";

/** What the kernel tells of as it runs; ordinals count the steps taken from the state being expanded. */
export interface Listener {
  invariantViolated(invariant: number, state: number, ordinal: number): void;
  stepViolated(step: number, parent: number, ordinal: number): void;
  outsideViolated(invariant: number, parent: number, ordinal: number): void;
  outsideRefined(parent: number, ordinal: number): void;
  refined(parent: number, state: number, isNew: boolean, ordinal: number): void;
  deadlocked(state: number): void;
  witnessed(witness: number, state: number): void;
  record(action: number, args: object): void;
}

export interface Kernel {
  /** Inserts the state in CURRENT as an initial one, which has its place among those; the index, and whether it is new. */
  start(ordinal?: number): { readonly index: number; readonly isNew: boolean };
  /** Expands up to so many states before `end`, and stops early when a table is about to grow. */
  run(states: number, end: number): void;
  /** Expands one state with every step recorded. */
  runRecorded(): void;
  /** The successors of a state other than itself, inserted, repeats included; CURRENT is the state afterwards. */
  successors(index: number): number[];
  /** The same, each with the action that leads there and its arguments. Counts what it does as if it had been done again. */
  steps(index: number, step: (target: number, action: number, args: object) => void): void;
  load(index: number): void;
  loadBefore(index: number): void;
  parentOf(index: number): number;
  arena(): Int32Array;
  /** The words of the state at hand. */
  words(): Int32Array;
  /** At most so many states are stored from now on; `isFull` once there was one more, and what it came from is then half expanded. */
  store(states: number): void;
  readonly isFull: boolean;
  /** Whether the next expansion goes on with the state of the last, which found no room for all of its successors. */
  readonly isHalfExpanded: boolean;
  readonly count: number;
  readonly head: number;
  /** The action whose recipe ran last; -1 when it was a property. */
  at: number;
  /** Puts other ways of taking all steps from the state at hand in place of running the recipes. The recorded ones call `done`. */
  takeStepsBy(steps: () => void, recorded?: () => void): void;
  /** Makes code of what is known of the properties by now. */
  codePredicates(): void;
  /** Puts a successor among those to be inserted; its words are the arguments, when a state has few. */
  readonly stage: (...words: number[]) => void;
  /** Counts steps that were staged without `done`. */
  tookSteps(action: number, count: number, isLive: boolean): void;
  /** Of each action: its recipes run for all arguments, and what follows one step that it took. */
  readonly untraced: readonly (() => void)[];
  readonly done: readonly ((step: { readonly name: string; readonly args: object }) => void)[];
  /** Of each action, the place of its first condition among all. */
  readonly firstCondition: readonly number[];
  bytes(): number;
  bytesGrown(): number;
  readonly taken: Float64Array;
  readonly withinCut: Float64Array;
  readonly allowCut: Float64Array;
  /** Of each condition, in order of actions: whether it was ever false, and ever true. */
  readonly falsified: Uint8Array;
  readonly evaluated: Uint8Array;
  readonly premisesHeld: Uint8Array;
}

/** How states are kept. */
export interface Table {
  /** Whether the place of a known state matters, and not only that it is known. */
  readonly isIndexed: boolean;
  /** Puts the representative of a state in its place. */
  readonly canonical?: ((words: Int32Array) => void) | undefined;
}

const propertySource = (model: Model): string => {
  const invariants = model.invariants.map(
    ({ premise }, i) =>
      `${premise ? `if (!premisesHeld[${i}] && PREMISE${i}(VIEW)) premisesHeld[${i}] = 1;` : ""} if (!INVARIANT${i}(VIEW)) listener.invariantViolated(${i}, index, ordinal);`,
  );
  const witnesses = model.witnesses.map(
    (_, i) => `if (!seen${i} && WITNESS${i}(VIEW)) { seen${i} = true; listener.witnessed(${i}, index); }`,
  );
  return [...invariants, ...witnesses].join("\n");
};

const kernelSource = (model: Model, layout: Layout, { isIndexed, canonical }: Table): string => {
  const { words } = layout;
  let conditions = 0;
  const firstCondition: number[] = [];
  for (const action of model.actions) {
    firstCondition.push(conditions);
    conditions += action.conditions.length;
  }
  const actions = model.actions.flatMap((action) => [
    doneSource(model, action, words),
    actionSource(action, firstCondition[action.index]),
  ]);
  const all = model.actions.map(({ index }) => `a${index}();`).join(" ");
  const asked = propertySource(model);
  const deadlock = model.deadlock
    ? `if (!live) { at = -1; ${model.terminal ? "if (!TERMINAL(VIEW))" : ""} listener.deadlocked(head); }`
    : "";
  const refines = model.refinements.length > 0;
  const stageParameters = wordParameters(words).join(", ");
  const needsBefore = model.steps.length + model.allow.length > 0;
  return `"use strict";
  let head = 0, settled = 0, at = -1, ordinal = 0, live = false, recording = false, recorder = null;
  const taken = new Float64Array(${model.actions.length}), withinCut = new Float64Array(${model.within.length}), allowCut = new Float64Array(${model.allow.length});
  const F = new Uint8Array(${conditions}), E = new Uint8Array(${conditions}), premisesHeld = new Uint8Array(${model.invariants.length});
  ${model.witnesses.map((_, i) => `let seen${i} = false;`).join(" ")}
  const record = (action, args) => recorder(action, args);
  const stepViolated = (step) => listener.stepViolated(step, head, ordinal);
  const outsideViolated = (invariant) => listener.outsideViolated(invariant, head, ordinal);
  const outsideRefined = () => listener.outsideRefined(head, ordinal);
  ${tableSource(layout, isIndexed, canonical !== undefined)}
  ${actions.join("\n")}
  function ask(index, ordinal) { at = -1; ${asked} }
  function settle() {
    if (count > 10000) touch();
    for (; settled < staged; settled++) {
      const j = settled, before = count, index = insert(j, head);
      if (isFull) return;
      ${asked === "" && !refines ? "" : "if (index === before) { load(index); ask(index, O[j]); }"}
      ${refines ? "listener.refined(head, index, index === before, O[j]);" : ""}
    }
    head++;
  }
  function untraced() { ${all} }
  let steps = untraced, recordedSteps = untraced;
  /** The steps recorded, and again as they are taken when they are not: both must stage the same. */
  function stepsTwice() {
    const counts = [taken, withinCut, allowCut].map((counted) => [counted, counted.slice()]);
    recordedSteps();
    if (steps === recordedSteps) return;
    recording = false;
    const n = staged, expected = B.slice(0, n * ${words});
    for (const [counted, before] of counts) counted.set(before);
    staged = 0; ordinal = 0;
    steps();
    if (staged !== n || expected.some((word, i) => word !== B[i])) disagree();
  }
  function expand() {
    if (settled < staged) { settle(); return; }
    load(head);
    keep();
    ${needsBefore ? "loadBefore(head);" : ""}
    staged = 0; settled = 0; ordinal = 0; live = false;
    if (recording) stepsTwice(); else steps();
    ${deadlock}
    settle();
  }
  function run(states, end) {
    for (let done = 0; done < states && head < end && !isFull; done++) {
      expand();
      if (count + batch > capacity || count + batch > mostInTable) return;
    }
  }
  return {
    start(ordinal = 0) {
      staged = 0; stageCurrent();
      const before = count, index = insert(0, -1), isNew = index === before;
      staged = 0;
      if (isNew) { load(index); ask(index, ordinal); }
      return { index, isNew };
    },
    run,
    runRecorded() {
      recording = true; recorder = listener.record;
      try { expand(); } finally { recording = false; }
    },
    successors(index) {
      const headKept = head;
      head = index; staged = 0; load(head); keep();
      steps();
      const found = [];
      for (let j = 0; j < staged; j++) found.push(insert(j, -1));
      staged = 0; head = headKept;
      return found;
    },
    steps(index, step) {
      const headKept = head, done = [];
      head = index; staged = 0; load(head); keep();
      ${needsBefore ? "loadBefore(head);" : ""}
      recording = true; recorder = (action, args) => { done.push({ action, args, staged }); };
      try { recordedSteps(); } finally { recording = false; }
      done.forEach(({ action, args, staged: j }, i) => {
        if (j < (i + 1 < done.length ? done[i + 1].staged : staged)) step(insert(j, -1), action, args);
      });
      staged = 0; head = headKept;
    },
    load, loadBefore,
    parentOf(index) { return P[index]; },
    arena() { return A; },
    words() { return W.slice(0, ${words}); },
    get count() { return count; },
    get head() { return head; },
    store(states) { most = states; if (count < most) isFull = false; },
    get isFull() { return isFull; },
    get isHalfExpanded() { return settled < staged; },
    get at() { return at; },
    set at(action) { at = action; },
    takeStepsBy(quick, recorded = quick) { steps = quick; recordedSteps = recorded; },
    stage: (${stageParameters}) => { ordinal++; stage(${stageParameters}); },
    codePredicates,
    tookSteps(action, n, isLive) { taken[action] += n; if (isLive) live = true; },
    untraced: [${model.actions.map(({ index }) => `a${index}`).join(", ")}],
    done: [${model.actions.map(({ index }) => `done${index}`).join(", ")}],
    firstCondition: ${JSON.stringify(firstCondition)},
    bytes, bytesGrown, taken, withinCut, allowCut, falsified: F, evaluated: E, premisesHeld,
  };`;
};

/** Names bound for the text, with their values. */
const bindingsOf = (model: Model, layout: Layout, listener: Listener): Record<string, unknown> => {
  const { view, draft } = facesOf(layout.root, current);
  const { view: viewBefore } = facesOf(layout.root, before);
  const upon = (action: ModelAction, face: Readonly<Record<string, unknown>>) =>
    action.upon === undefined ? face : face[action.upon];
  const name = (action: number) => `${model.spec.name}.${model.actions[action].name}`;
  const predicates: Remembered<unknown>[] = [];
  const bindings: Record<string, unknown> = {
    codePredicates: () => {
      for (const predicate of predicates) predicate.code();
    },
    W: CURRENT,
    BEFORE,
    VIEW: view,
    VIEW_BEFORE: viewBefore,
    LOADED,
    writeBack,
    listener,
    DOMAINS: model.actions.map(({ parameters }) =>
      parameters.map(({ source }) => (source.kind === "domain" ? source.domain.values : [])),
    ),
    DRAWS: model.actions.map(({ parameters }) => parameters.map((parameter) => drawn(parameter, view))),
    offered: offeredBy(model),
    notBoolean: (action: number, value: unknown) => {
      throw new Refusal(`${name(action)}: the guard gave ${String(value)} instead of true or false`);
    },
    refuseReturned,
    disagree: () => {
      throw new Error(
        `${model.spec.name}: the code made of its recipes takes other steps than the recipes; this is a mistake of the checker`,
      );
    },
    TERMINAL: (view: unknown) => decided(model.terminal!(view)),
  };
  for (const action of model.actions) {
    bindings[`EFFECT${action.index}`] = action.effect;
    bindings[`SEEN${action.index}`] = upon(action, view);
    bindings[`DRAFT${action.index}`] = upon(action, draft);
    action.conditions.forEach(({ holds }, c) => {
      bindings[`GUARD${action.index}_${c}`] = holds;
    });
  }
  const { view: tracingView } = facesOf(layout.root, tracing);
  const ofState = { INVARIANT: model.invariants, WITNESS: model.witnesses, WITHIN: model.within };
  for (const [prefix, properties] of Object.entries(ofState)) {
    properties.forEach(({ name, holds }, i) => {
      const remembered = tracedPredicate(`${model.spec.name}: ${name}`, holds, tracingView);
      predicates.push(remembered);
      bindings[`${prefix}${i}`] = remembered.holds;
    });
  }
  const { view: tracingViewBefore } = facesOf(layout.root, tracingBefore);
  for (const [prefix, properties] of Object.entries({ STEP: model.steps, ALLOW: model.allow })) {
    properties.forEach(({ name, holds }, i) => {
      const remembered = tracedStepPredicate(`${model.spec.name}: ${name}`, holds as never, tracingViewBefore, tracingView);
      predicates.push(remembered);
      bindings[`${prefix}${i}`] = remembered.holds;
    });
  }
  model.invariants.forEach(({ premise }, i) => {
    bindings[`PREMISE${i}`] = premise;
  });
  return bindings;
};

export const kernelOf = (model: Model, layout: Layout, listener: Listener, table: Table): Kernel => {
  const bindings = { ...bindingsOf(model, layout, listener), canonical: table.canonical };
  return new Function(...Object.keys(bindings), kernelSource(model, layout, table))(...Object.values(bindings)) as Kernel;
};
