// The compiled engine's breadth-first search: slices, depths, findings; the work is the kernel's.
import type { SpecError } from "../../../specs/language/spec-error.ts";
import type { Coverage, Finding, LabelOf, Search } from "../../explore/search.ts";
import type { Promised } from "../../liveness/question.ts";
import type { GraphBuilder } from "../../liveness/state-graph.ts";
import type { Model } from "../../model/model.ts";
import type { PlainState } from "../../reference/plain.ts";
import type { PropertyKind } from "../../result.ts";
import { forget } from "../faces/array-faces.ts";
import { type Crew, CrewLost } from "../parallel/crew.ts";
import { Together } from "../parallel/together.ts";
import { decided } from "../recall/traced-predicate.ts";
import { refinedBySteps } from "../symmetry/refined-by-steps.ts";
import { encode } from "../words/encode.ts";
import type { Layout } from "../words/layout.ts";
import { CURRENT } from "../words/words.ts";
import { Abstraction } from "./abstraction.ts";
import { blame } from "./blame.ts";
import { coverageOf } from "./coverage.ts";
import { Findings } from "./findings.ts";
import { graphOf, promisedBy } from "./graph-of.ts";
import type { Kernel } from "./kernel.ts";
import type { Listener } from "./listener.ts";
import { PACE, type Pace } from "./pace.ts";
import { Runs } from "./runs.ts";
import { Stepper } from "./stepper.ts";

class CompiledSearch implements Search {
  readonly engine = "compiled";
  readonly #model: Model;
  readonly #stepper: Stepper;
  readonly #layout: Layout;
  readonly #kernel: Kernel;
  readonly #view: Readonly<Record<string, unknown>>;
  readonly #abstractions: readonly Abstraction[];
  readonly #runs: Runs;
  readonly #findings: Findings;
  readonly #witnessed = new Map<string, number>();
  #initials = 0;
  readonly #initialCut: number[];
  readonly #crew: Crew | undefined;
  readonly #together: Together | undefined;
  failure: Search["failure"];
  /** The depth being expanded, 0 while there are only initial states, and where it ends. */
  #level = 0;
  #levelEnd = 0;

  constructor(model: Model, pace: Pace, crew: Crew | undefined) {
    this.#model = model;
    this.#crew = crew;
    const listener = this.#listener();
    this.#stepper = new Stepper(model, pace, listener, crew !== undefined);
    const { layout, kernel, view, symmetry } = this.#stepper;
    this.#layout = layout;
    this.#kernel = kernel;
    this.#view = view;
    this.#runs = new Runs(kernel, layout, symmetry);
    this.#abstractions = model.refinements.map((refinement) => new Abstraction(refinement, view, crew !== undefined));
    const restore = () => this.#stepper.listenTo(listener);
    this.#together = crew && new Together(this.#stepper, crew, this.#abstractions, restore);
    this.#findings = new Findings((...found) => this.#runs.to(...found));
    this.#initialCut = model.within.map(() => 0);
  }

  advance(milliseconds: number, limits: { readonly states: number; readonly bytes: number }): ReturnType<Search["advance"]> {
    const began = performance.now();
    const end = began + Math.min(milliseconds, this.#together?.patience ?? milliseconds);
    try {
      this.#kernel.store(limits.states);
      if (this.#initials < this.#model.initials.length) this.#start();
      do {
        if (this.#isWindowOpen(end, limits)) continue;
        if (this.#kernel.isFull) return "states";
        if (this.#kernel.head === this.#levelEnd && !this.#nextDepth())
          return this.#findings.isEmpty ? "exhausted" : "violated";
        if (this.#bytesGrown > limits.bytes) return "memory";
        this.#stepper.expand(this.#levelEnd);
      } while (performance.now() < end);
      if (this.#findings.isEmpty)
        this.#together?.attend(performance.now() - began, limits.bytes - this.bytes, this.#areWitnessed);
      return "more";
    } catch (error) {
      forget();
      throw error instanceof CrewLost ? error : this.#blamed(error);
    }
  }

  get #areWitnessed(): boolean[] {
    return this.#model.witnesses.map(({ name }) => this.#witnessed.has(name));
  }

  /** Goes on with other threads, where they are there and it is worth it; that may take longer than until then. */
  #isWindowOpen(until: number, limits: { readonly states: number; readonly bytes: number }): boolean {
    const windows = this.#together?.windows;
    if (windows === undefined) return false;
    if (!windows.isOpen) {
      windows.settleMishaps();
      const bytes = limits.bytes - this.bytes + this.#kernel.bytes();
      const room = { states: limits.states, bytes };
      if (!this.#findings.isEmpty || !windows.open(this.#levelEnd, this.#areWitnessed, room)) return false;
    }
    windows.go(until);
    return true;
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
          if (isNew) {
            this.#kernel.load(state);
            abstraction.arrived(state);
          }
          if (abstraction.allows(parent, state)) return;
          this.#kernel.load(state);
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
      record: () => {},
      arrived: () => {},
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
    const shared = this.#together?.bytes ?? 0;
    return this.#abstractions.reduce((sum, { bytes }) => sum + bytes, this.#kernel.bytes() + shared);
  }
  get #bytesGrown(): number {
    const shared = this.#together?.bytes ?? 0;
    const { count } = this.#kernel;
    return this.#abstractions.reduce((sum, one) => sum + one.bytesGrown(count), this.#kernel.bytesGrown() + shared);
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
    const stands = new Set(this.#model.steps.flatMap(({ name, refines }) => (refines ? [name] : [])));
    return this.#findings.sorted().map((found) => (stands.has(found.property) ? { ...found, kind: "refinement" } : found));
  }
  get witnessed(): ReadonlyMap<string, { readonly depth: number; run(): PlainState[] }> {
    const reached = [...this.#witnessed].map(([name, state]) => {
      return [name, { depth: this.#runs.depthOf(state), run: () => this.#runs.to(state) }] as const;
    });
    return new Map(reached);
  }
  get perRepresentative(): number | undefined {
    return this.#stepper.symmetry?.microseconds;
  }
  get threads(): Search["threads"] {
    return this.#together?.used;
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
  async end(): Promise<void> {
    await this.#crew?.end();
  }
  stored(): Iterable<PlainState> {
    return this.#runs.all();
  }
}

/** A search by this thread, and by a crew if there is one. */
export const compiledSearch = (model: Model, pace = PACE, crew?: Crew): Search =>
  new CompiledSearch(refinedBySteps(model), pace, crew);
