// The compiled engine's breadth-first search: slices, depths, findings; the work is the kernel's.
import type { SpecError } from "../../../specs/language/spec-error.ts";
import type { Coverage, Finding, LabelOf, Search } from "../../explore/search.ts";
import type { Promised } from "../../liveness/question.ts";
import type { GraphBuilder } from "../../liveness/state-graph.ts";
import type { Model } from "../../model/model.ts";
import type { PlainState } from "../../reference/plain.ts";
import type { PropertyKind } from "../../result.ts";
import { forget } from "../faces/array-faces.ts";
import { facesOf } from "../faces/faces.ts";
import { TracedActions } from "../recall/traced-actions.ts";
import { decided } from "../recall/traced-predicate.ts";
import { Symmetry } from "../symmetry/symmetry.ts";
import { encode } from "../words/encode.ts";
import { type Layout, layoutOf } from "../words/layout.ts";
import { CURRENT, current } from "../words/words.ts";
import { Abstraction } from "./abstraction.ts";
import { blame } from "./blame.ts";
import { Coding } from "./coding.ts";
import { coverageOf } from "./coverage.ts";
import { Differential, type Recorded } from "./differential.ts";
import { Findings } from "./findings.ts";
import { graphOf, promisedBy } from "./graph-of.ts";
import { type Kernel, kernelOf, type Listener } from "./kernel.ts";
import { CHOICES_PER_STEP, PACE, type Pace, STATES_BETWEEN_CLOCKS, TRACED_PER_STEP } from "./pace.ts";
import { Runs } from "./runs.ts";

class CompiledSearch implements Search {
  readonly engine = "compiled";
  readonly #model: Model;
  readonly #layout: Layout;
  readonly #kernel: Kernel;
  readonly #view: Readonly<Record<string, unknown>>;
  readonly #abstractions: readonly Abstraction[];
  readonly #differential: Differential;
  readonly #traced: TracedActions;
  readonly #coding: Coding;
  readonly #pace: Pace;
  readonly #symmetry: Symmetry | undefined;
  readonly #runs: Runs;
  readonly #findings: Findings;
  readonly #witnessed = new Map<string, number>();
  readonly #recorded: Recorded[] = [];
  #compared = 0;
  #lastCompared = 0;
  #initials = 0;
  readonly #initialCut: number[];
  failure: Search["failure"];
  /** The depth being expanded, 0 while there are only initial states, and where it ends. */
  #level = 0;
  #levelEnd = 0;

  constructor(model: Model, pace: Pace) {
    this.#model = model;
    this.#pace = pace;
    this.#layout = layoutOf(model.variables);
    this.#symmetry = Symmetry.of(model, this.#layout);
    const isIndexed = model.refinements.length + model.liveness.length > 0;
    this.#kernel = kernelOf(model, this.#layout, this.#listener(), { isIndexed, canonical: this.#symmetry?.put });
    this.#runs = new Runs(this.#kernel, this.#layout, this.#symmetry);
    this.#view = facesOf(this.#layout.root, current).view;
    this.#abstractions = model.refinements.map((refinement) => new Abstraction(refinement, this.#view));
    this.#differential = new Differential(model, this.#layout);
    this.#findings = new Findings((...found) => this.#runs.to(...found));
    this.#traced = new TracedActions(model, this.#layout, this.#kernel, (...step) =>
      this.#differential.compareLearned(...step),
    );
    this.#coding = new Coding(this.#kernel, this.#traced, pace.codedFirst);
    this.#initialCut = model.within.map(() => 0);
  }

  advance(milliseconds: number, limits: { readonly states: number; readonly bytes: number }): ReturnType<Search["advance"]> {
    const end = performance.now() + milliseconds;
    try {
      this.#kernel.store(limits.states);
      if (this.#initials < this.#model.initials.length) this.#start();
      do {
        if (this.#kernel.isFull) return "states";
        if (this.#kernel.head === this.#levelEnd && !this.#nextDepth())
          return this.#findings.isEmpty ? "exhausted" : "violated";
        if (this.#bytesGrown > limits.bytes) return "memory";
        this.#expand();
      } while (performance.now() < end);
      return "more";
    } catch (error) {
      forget();
      throw this.#blamed(error);
    }
  }

  /** The error as the author should read it; `failure` then leads to where it was met. */
  #blamed(error: unknown): SpecError {
    const { at, head } = this.#kernel;
    const isExpanded = this.#level > 0;
    const last = this.#kernel.words();
    const { spec, actions } = this.#model;
    this.failure = { run: () => (isExpanded ? this.#runs.to(head) : [this.#runs.decoded(last)]) };
    const place = at >= 0 ? `${spec.name}.${actions[at].name}` : spec.name;
    const state = isExpanded ? this.#runs.at(head) : this.#runs.decoded(last);
    return blame(error, this.#model, place, state, isExpanded);
  }

  /** False when nothing is left to expand, or when a violation was found at the depth just finished. */
  #nextDepth(): boolean {
    if (this.#kernel.head === this.#kernel.count || !this.#findings.isEmpty) return false;
    this.#level++;
    this.#levelEnd = this.#kernel.count;
    return true;
  }

  /** Goes on with the initial states, until there is no room for one. */
  #start(): void {
    const { initials, within } = this.#model;
    for (let i = this.#initials; i < initials.length; i++) {
      encode(this.#layout.root, initials[i], CURRENT, this.#layout.words, "init");
      const outside = within.findIndex(({ holds }) => !decided(holds(this.#view)));
      if (outside >= 0) {
        this.#initialCut[outside]++;
        this.#askOutside(i);
      } else {
        const { index, isNew } = this.#kernel.start(i);
        if (this.#kernel.isFull) return;
        if (isNew) this.#refineInitial(index, i);
      }
      this.#initials++;
    }
  }

  #askOutside(ordinal: number): void {
    this.#model.invariants.forEach(({ name, holds }, order) => {
      if (!decided(holds(this.#view))) this.#found("invariant", name, order, -1, ordinal, this.#kernel.words());
    });
    this.#abstractions.forEach((abstraction, i) => {
      if (abstraction.startsOutside()) return;
      this.#found(
        "refinement",
        this.#model.refinements[i].name,
        this.#places.refinement + i,
        -1,
        ordinal,
        this.#kernel.words(),
      );
    });
  }

  #refineInitial(index: number, ordinal: number): void {
    this.#abstractions.forEach((abstraction, i) => {
      this.#kernel.load(index);
      if (!abstraction.startsFrom(index))
        this.#found("refinement", this.#model.refinements[i].name, this.#places.refinement + i, index, ordinal, undefined);
    });
  }

  #expand(): void {
    const { head } = this.#kernel;
    this.#coding.attend();
    const { comparedSteps, comparedStates } = this.#pace;
    const isTrusted =
      this.#compared >= (this.#traced.areAllTraced ? comparedSteps / TRACED_PER_STEP : comparedSteps) &&
      head - this.#lastCompared < comparedStates;
    if (isTrusted || this.#kernel.isHalfExpanded) {
      const untilCompared = this.#kernel.isHalfExpanded ? 1 : comparedStates - (head - this.#lastCompared);
      this.#kernel.run(Math.min(STATES_BETWEEN_CLOCKS, untilCompared), this.#levelEnd);
      return;
    }
    this.#recorded.length = 0;
    this.#kernel.load(head);
    const parent = this.#kernel.words();
    this.#kernel.runRecorded();
    const choices = this.#differential.compare(parent, this.#recorded);
    this.#symmetry?.check(this.#runs.decoded(parent));
    this.#compared += this.#recorded.length + 1 + Math.floor(choices / CHOICES_PER_STEP);
    this.#lastCompared = head;
  }

  /** Where steps and refinements stand among all properties, as declared. */
  get #places() {
    const { invariants, steps } = this.#model;
    return { step: invariants.length, refinement: invariants.length + steps.length };
  }

  #found(
    kind: PropertyKind,
    property: string,
    place: number,
    state: number,
    ordinal: number,
    last: Int32Array | undefined,
  ): void {
    const expanded = this.#level === 0 ? -1 : this.#kernel.head;
    this.#findings.add({ kind, property, depth: this.#level + 1, order: [expanded, ordinal, place], state, last });
  }

  #listener(): Listener {
    const { invariants, steps, refinements, witnesses } = this.#model;
    return {
      invariantViolated: (i, state, ordinal) => this.#found("invariant", invariants[i].name, i, state, ordinal, undefined),
      outsideViolated: (i, parent, ordinal) =>
        this.#found("invariant", invariants[i].name, i, parent, ordinal, this.#kernel.words()),
      stepViolated: (i, parent, ordinal) =>
        this.#found("step", steps[i].name, this.#places.step + i, parent, ordinal, this.#kernel.words()),
      refined: (parent, state, isNew, ordinal) =>
        this.#abstractions.forEach((abstraction, i) => {
          this.#kernel.load(state);
          if (abstraction.allows(parent, state, isNew)) return;
          this.#found("refinement", refinements[i].name, this.#places.refinement + i, parent, ordinal, this.#kernel.words());
        }),
      outsideRefined: (parent, ordinal) =>
        this.#abstractions.forEach((abstraction, i) => {
          if (abstraction.allowsOutside(parent)) return;
          this.#found("refinement", refinements[i].name, this.#places.refinement + i, parent, ordinal, this.#kernel.words());
        }),
      deadlocked: (state) =>
        this.#findings.add({
          kind: "deadlock",
          property: "deadlock",
          depth: this.#level,
          order: [state, 0, 0],
          state,
          last: undefined,
        }),
      witnessed: (i, state) => void this.#witnessed.set(witnesses[i].name, state),
      record: (action, args) =>
        void this.#recorded.push({ action, args: args as Recorded["args"], words: this.#kernel.words() }),
    };
  }

  get states(): number {
    return this.#kernel.count;
  }
  get generated(): number {
    const { taken, allowCut } = this.#kernel;
    return [...taken, ...allowCut].reduce((sum, n) => sum + n, this.#initials);
  }
  get depth(): number {
    return this.#level + (this.#kernel.count > this.#levelEnd ? 1 : 0);
  }
  get queue(): number {
    return this.#kernel.count - this.#kernel.head;
  }
  get bytes(): number {
    return this.#abstractions.reduce((sum, { bytes }) => sum + bytes, this.#kernel.bytes());
  }
  get #bytesGrown(): number {
    return this.bytes - this.#kernel.bytes() + this.#kernel.bytesGrown();
  }
  get cut(): Readonly<Record<string, number>> {
    const { within, allow } = this.#model;
    const byBound = [
      ...within.map(({ name }, i) => [name, this.#kernel.withinCut[i] + this.#initialCut[i]]),
      ...allow.map(({ name }, i) => [name, this.#kernel.allowCut[i]]),
    ];
    return Object.fromEntries(byBound);
  }
  get taken(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#model.actions.map(({ name, index }) => [name, this.#kernel.taken[index]]));
  }
  get findings(): readonly Finding[] {
    return this.#findings.sorted();
  }
  get witnessed(): ReadonlyMap<string, { readonly depth: number; run(): PlainState[] }> {
    const reached = [...this.#witnessed].map(([name, state]) => {
      return [name, { depth: this.#runs.depthOf(state), run: () => this.#runs.to(state) }] as const;
    });
    return new Map(reached);
  }
  get perRepresentative(): number | undefined {
    return this.#symmetry?.microseconds;
  }
  coverage(): Coverage {
    return coverageOf(this.#model, this.#layout, this.#kernel);
  }
  graph(labelOf: LabelOf): Generator<GraphBuilder, GraphBuilder> {
    return graphOf(this.#kernel, labelOf);
  }
  promised(): readonly Promised[] {
    return promisedBy(this.#kernel, this.#view, this.#model.liveness);
  }
  stateAt(index: number): PlainState {
    return this.#runs.at(index);
  }
  stored(): Iterable<PlainState> {
    return this.#runs.all();
  }
}

export const compiledSearch = (model: Model, pace = PACE): Search => new CompiledSearch(model, pace);
