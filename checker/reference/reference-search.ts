import { Reached } from "../explore/reached.ts";
import type { Coverage, Finding, LabelOf, Search } from "../explore/search.ts";
import { Promises } from "../liveness/promises.ts";
import type { Promised } from "../liveness/question.ts";
import { GraphBuilder } from "../liveness/state-graph.ts";
import type { Arguments, Model, ModelAction } from "../model/model.ts";
import { DEADLOCK } from "../model/properties.ts";
import { Orbits } from "../symmetry/orbits.ts";
import { build } from "./build.ts";
import { CoverageTally } from "./coverage-tally.ts";
import { Judge, type Violated } from "./judge.ts";
import { keyOf } from "./key-of.ts";
import type { PlainState } from "./plain.ts";
import { sameTwice } from "./same-twice.ts";
import { applied, argumentsOf, refusal } from "./step.ts";

/** The search as DESIGN.md §4 tells it, one step after the other through the reference engine. */
export const referenceSearch = (model: Model): Search => new ReferenceSearch(model);

// In the compiled engine, too, these are the steps that are taken twice.
const isSampled = (generated: number): boolean => generated <= 10_000 || generated % 4_096 === 0;

class ReferenceSearch implements Search {
  readonly engine = "reference";
  generated = 0;
  readonly cut: Record<string, number>;
  readonly taken: Record<string, number>;
  readonly witnessed = new Map<string, { readonly depth: number; run(): PlainState[] }>();
  failure: { run(): PlainState[] } | undefined;

  private readonly model: Model;
  private readonly judge: Judge;
  private readonly tally: CoverageTally;
  private readonly reached = new Reached<PlainState>();
  private readonly found = new Map<string, Finding>();
  private readonly symmetric: Orbits | undefined;
  private readonly work: Iterator<"step" | "room">;
  private wantsRoom = false;
  /** The next state to expand, and the depth beyond which none is any more. */
  private next = 0;
  private last = Number.POSITIVE_INFINITY;

  constructor(model: Model) {
    this.model = model;
    this.judge = new Judge(model);
    this.tally = new CoverageTally(model);
    this.cut = Object.fromEntries([...model.within, ...model.allow].map(({ name }) => [name, 0]));
    this.taken = Object.fromEntries(model.actions.map(({ name }) => [name, 0]));
    this.symmetric = model.symmetric.length > 0 ? new Orbits(model) : undefined;
    this.work = this.search();
  }

  /** What tells states apart: up to symmetry, if that is asked for. */
  private key(state: PlainState): string {
    return this.symmetric?.key(state) ?? keyOf(this.model.variables, state);
  }

  get states(): number {
    return this.reached.size;
  }
  get depth(): number {
    return this.reached.depth;
  }
  get queue(): number {
    return this.reached.size - this.next;
  }
  get bytes(): number {
    return this.reached.bytes;
  }
  get findings(): readonly Finding[] {
    return [...this.found.values()].sort((a, b) => a.depth - b.depth);
  }
  coverage(): Coverage {
    return this.tally.coverage();
  }
  stored(): Iterable<PlainState> {
    return this.reached;
  }

  advance(milliseconds: number, limits: { readonly states: number; readonly bytes: number }): ReturnType<Search["advance"]> {
    const until = performance.now() + milliseconds;
    do {
      if (this.bytes > limits.bytes) return "memory";
      if (this.wantsRoom && this.states >= limits.states) return "states";
      const { value, done } = this.work.next();
      if (done) return this.found.size > 0 ? "violated" : "exhausted";
      this.wantsRoom = value === "room";
    } while (performance.now() < until);
    return "more";
  }

  /** Pauses after each step, and before each state that is stored. */
  private *search(): Generator<"step" | "room", void> {
    for (const initial of this.model.initials)
      yield* this.start(build(this.model.variables, initial, `${this.model.spec.name}: init`));
    if (this.found.size > 0) return;
    for (; this.next < this.reached.size && this.reached.depthOf(this.next) <= this.last; this.next++) {
      this.failure = { run: this.runTo(this.next) };
      yield* this.expand(this.next);
    }
    this.failure = undefined;
  }

  private *start(state: PlainState): Generator<"step" | "room", void> {
    this.generated++;
    this.failure = { run: () => [state] };
    const key = this.key(state);
    const isNew = !this.reached.has(key);
    this.report([...(isNew ? this.judge.state(state) : []), ...this.judge.initial(state)], -1, state);
    if (isNew) yield* this.store(state, key, -1);
    yield "step";
  }

  private *expand(at: number): Generator<"step" | "room", void> {
    const { model } = this;
    const state = this.reached.at(at);
    this.symmetric?.check(state);
    let canAct = false;
    for (const action of model.actions) {
      for (const args of argumentsOf(model, action, state)) {
        const refused = refusal(model, action, state, args);
        this.tally.asked(action, refused);
        if (refused) continue;
        canAct ||= !action.environment;
        yield* this.take(at, state, action, args);
      }
    }
    if (!canAct && model.deadlock && !this.judge.terminal(state)) {
      this.find({ kind: "deadlock", property: DEADLOCK, depth: this.reached.depthOf(at), run: this.runTo(at) }, at);
    }
  }

  private *take(at: number, before: PlainState, action: ModelAction, args: Arguments): Generator<"step" | "room", void> {
    this.generated++;
    const after = applied(this.model, action, before, args);
    if (isSampled(this.generated)) sameTwice(this.model, action, before, args, after);
    const step = { name: action.name, args };
    const refused = this.judge.refused(before, after, step);
    if (refused !== undefined) {
      this.cut[refused]++;
    } else {
      this.taken[action.name]++;
      const key = this.key(after);
      const isNew = !this.reached.has(key);
      this.report([...(isNew ? this.judge.state(after) : []), ...this.judge.step(before, after, step)], at, after);
      if (isNew) yield* this.store(after, key, at);
    }
    yield "step";
  }

  private *store(state: PlainState, key: string, parent: number): Generator<"room", void> {
    const outside = this.judge.outside(state);
    if (outside !== undefined) {
      this.cut[outside]++;
      return;
    }
    yield "room";
    const index = this.reached.add(state, key, parent);
    this.tally.stored(state);
    for (const name of this.judge.witnessed(state, this.witnessed))
      this.witnessed.set(name, { depth: this.reached.depthOf(index), run: this.runTo(index) });
  }

  *graph(labelOf: LabelOf): Generator<GraphBuilder, GraphBuilder> {
    const { model, reached } = this;
    const indices = Array.from({ length: this.states }, (_, index) => index);
    const builder = new GraphBuilder(indices.filter((index) => reached.depthOf(index) === 1));
    for (const index of indices) {
      const state = reached.at(index);
      for (const action of model.actions) {
        for (const args of argumentsOf(model, action, state)) {
          if (refusal(model, action, state, args)) continue;
          const key = keyOf(model.variables, applied(model, action, state, args));
          builder.step(reached.indexOf(key)!, labelOf(action.index, args));
        }
      }
      builder.end();
      yield builder;
    }
    return builder;
  }
  promised(): readonly Promised[] {
    const promises = new Promises(this.model.liveness, this.states);
    let index = 0;
    for (const state of this.reached) promises.state(index++, state);
    return promises.all;
  }
  stateAt(index: number): PlainState {
    return this.reached.at(index);
  }

  private runTo(index: number): () => PlainState[] {
    return () => this.reached.runTo(index);
  }

  private report(violated: readonly Violated[], parent: number, state: PlainState): void {
    const depth = this.reached.depthOf(parent) + 1;
    const run = () => [...this.reached.runTo(parent), state];
    for (const { kind, property } of violated) this.find({ kind, property, depth, run }, parent);
  }

  /** The first of each property counts; the depth being expanded is finished, and nothing deeper begun. */
  private find(finding: Finding, expanded: number): void {
    if (!this.found.has(finding.property)) this.found.set(finding.property, finding);
    this.last = Math.min(this.last, this.reached.depthOf(expanded));
  }
}
