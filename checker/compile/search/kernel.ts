// The compiled search of one model: generated loops around the author's recipes, over packed words.
import type { Model } from "../../model/model.ts";
import type { WindowKernel } from "../parallel/window-kernel.ts";
import { windowSource } from "../parallel/window-source.ts";
import type { Frames } from "../recall/frames.ts";
import { growingIntegers, integers, lengthened, sharedIntegers } from "../words/arrays.ts";
import type { Layout } from "../words/layout.ts";
import { bindingsOf } from "./bindings.ts";
import { actionSource, doneSource, ifAsked } from "./expand-source.ts";
import type { Framed } from "./framed.ts";
import type { Listener } from "./listener.ts";
import { grownCapacity, tableSource, wordParameters } from "./table-source.ts";

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
  /**
   * Puts a successor among those to be inserted; its words are the arguments, when a state has few, and then the properties that
   * are asked of it: all, unless it is told.
   */
  readonly stage: (...wordsAndAsked: number[]) => void;
  /** Which properties are asked after a step. */
  readonly frames: Frames;
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
  /** Of a kernel that shares its table with those of other threads. */
  readonly window: WindowKernel | undefined;
}

/** How states are kept. */
export interface Table {
  /** Whether the place of a known state matters, and not only that it is known. */
  readonly isIndexed: boolean;
  /** Puts the representative of a state in its place. */
  readonly canonical?: ((words: Int32Array) => void) | undefined;
  /** Whether other threads may take part. */
  readonly isShared?: boolean;
}

const propertySource = (model: Model, framed: Framed): string => {
  const invariants = model.invariants.map(
    ({ premise }, i) =>
      `${premise ? `if (!premisesHeld[${i}] && ${ifAsked(framed.invariant[i])}PREMISE${i}(VIEW)) premisesHeld[${i}] = 1;` : ""} if (${ifAsked(framed.invariant[i])}!INVARIANT${i}(VIEW)) listener.invariantViolated(${i}, index, ordinal);`,
  );
  const witnesses = model.witnesses.map(
    (_, i) =>
      `if (!seen${i} && ${ifAsked(framed.witness[i])}WITNESS${i}(VIEW)) { seen${i} = true; listener.witnessed(${i}, index); }`,
  );
  return [...invariants, ...witnesses].join("\n");
};

/** What is told of in a window, and to whom, changes. */
const hearingSource = ({ witnesses }: Model): string => `
  window.sees = (witnessed) => { ${witnesses.map((_, i) => `seen${i} = witnessed[${i}] === 1;`).join(" ")} };
  window.listenTo = (other) => { listener = other; };`;

/** Which properties of steps are not known to hold of a step that changes nothing. */
const stillSource = (model: Model, framed: Framed): string => {
  const asked = model.steps.map((_, i) => `if (!STEP${i}_STILL()) unstill |= ${framed.step[i]};`);
  return `unstill = together; at = -1; ${asked.join(" ")}`;
};

const ofStates = ({ within, invariant, witness }: Framed): number =>
  [...within, ...invariant, ...witness].reduce((bits, bit) => bits | bit, 0);

const kernelSource = (
  model: Model,
  layout: Layout,
  framed: Framed,
  { isIndexed, canonical, isShared = false }: Table,
): string => {
  const { words } = layout;
  let conditions = 0;
  const firstCondition: number[] = [];
  for (const action of model.actions) {
    firstCondition.push(conditions);
    conditions += action.conditions.length;
  }
  const actions = model.actions.flatMap((action) => [
    doneSource(model, action, words, framed),
    actionSource(action, firstCondition[action.index]),
  ]);
  const all = model.actions.map(({ index }) => `a${index}();`).join(" ");
  const asked = propertySource(model, framed);
  const deadlock = model.deadlock
    ? `if (!live) { at = -1; ${model.terminal ? "if (!TERMINAL(VIEW))" : ""} listener.deadlocked(head); }`
    : "";
  const refines = model.refinements.length > 0;
  const stageParameters = wordParameters(words);
  const needsBefore = model.steps.length + model.allow.length > 0;
  return `"use strict";
  /** Properties of states that are asked after every step: other threads have asked of the state before, or, where states are symmetric, of one like it, and read what is not known here. */
  let together = ${canonical === undefined ? 0 : ofStates(framed)};
  let unstill = -1, head = 0, settled = 0, at = -1, ordinal = 0, live = false, recording = false, recorder = null;
  const taken = new Float64Array(${model.actions.length}), withinCut = new Float64Array(${model.within.length}), allowCut = new Float64Array(${model.allow.length});
  const F = new Uint8Array(${conditions}), E = new Uint8Array(${conditions}), premisesHeld = new Uint8Array(${model.invariants.length});
  ${model.witnesses.map((_, i) => `let seen${i} = false;`).join(" ")}
  const record = (action, args) => recorder(action, args);
  const stepViolated = (step) => listener.stepViolated(step, head, ordinal);
  const outsideViolated = (invariant) => listener.outsideViolated(invariant, head, ordinal);
  const outsideRefined = () => listener.outsideRefined(head, ordinal);
  ${tableSource(layout, { isIndexed, isSymmetric: canonical !== undefined, isShared })}
  ${actions.join("\n")}
  function ask(index, ordinal, asked = -1) { at = -1; asked |= UNSURE[0] | together; ${asked} }
  function settle() {
    if (count > 10000) touch();
    for (; settled < staged; settled++) {
      const j = settled, before = count, index = insert(j, head);
      if (isFull) return;
      ${asked === "" && !refines ? "" : "if (index === before) { load(index); ask(index, O[j], M[j]); }"}
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
  function takeSteps() {
    load(head);
    keep();
    ${needsBefore ? "loadBefore(head);" : ""}
    staged = 0; settled = 0; ordinal = 0; live = false;
    ${stillSource(model, framed)}
    if (recording) stepsTwice(); else steps();
    ${deadlock}
  }
  function expand() {
    if (settled >= staged) takeSteps();
    settle();
  }
  function run(states, end) {
    for (let done = 0; done < states && head < end && !isFull; done++) {
      expand();
      if (count + batch > capacity || count + batch > mostInTable) return;
    }
  }
  ${isShared ? windowSource(layout, { isIndexed, isAsked: asked !== "", refines, ofStates: ofStates(framed) }) : "const window = undefined;"}
  ${isShared ? hearingSource(model) : ""}
  return {
    start(ordinal = 0) {
      staged = 0; stageCurrent();
      const before = count, index = insert(0, -1), isNew = index === before;
      staged = 0;
      // What bounds a state was asked before it came here; what is asked of it after a step hangs on what that reads of this one.
      if (isNew) { load(index); ${model.within.map((_, i) => `WITHIN${i}(VIEW);`).join(" ")} ask(index, ordinal); }
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
    frames: FRAMES,
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
    stage: (${[...stageParameters, "asked = -1"].join(", ")}) => { ordinal++; stage(${[...stageParameters, "asked"].join(", ")}); },
    codePredicates,
    tookSteps(action, n, isLive) { taken[action] += n; if (isLive) live = true; },
    untraced: [${model.actions.map(({ index }) => `a${index}`).join(", ")}],
    done: [${model.actions.map(({ index }) => `done${index}`).join(", ")}],
    firstCondition: ${JSON.stringify(firstCondition)},
    bytes, bytesGrown, taken, withinCut, allowCut, falsified: F, evaluated: E, premisesHeld, window,
  };`;
};

export const kernelOf = (model: Model, layout: Layout, listener: Listener, table: Table): Kernel => {
  const { bindings: named, framed } = bindingsOf(model, layout, listener);
  const space = table.isShared ? sharedIntegers : integers;
  const arenaSpace = table.isShared ? growingIntegers : integers;
  const bindings = { ...named, canonical: table.canonical, space, arenaSpace, lengthened, grownCapacity };
  return new Function(...Object.keys(bindings), kernelSource(model, layout, framed, table))(
    ...Object.values(bindings),
  ) as Kernel;
};
