// Random runs of one model, one after the other, over packed words.
import type { Pace } from "../compile/search/pace.ts";
import { encode } from "../compile/words/encode.ts";
import { type Layout, layoutOf } from "../compile/words/layout.ts";
import { CURRENT } from "../compile/words/words.ts";
import type { Model } from "../model/model.ts";
import { DEADLOCK } from "../model/properties.ts";
import { Follower, type Run } from "./follow.ts";
import { drawBy, type Guide } from "./guide.ts";
import type { OfferedStep } from "./offered-step.ts";
import { Offers } from "./offers.ts";
import { Sampling } from "./sampling.ts";
import { ShownRun } from "./shown-run.ts";
import { type Shrunk, shrink } from "./shrink.ts";
import { type RunEnd, Tally } from "./tally.ts";
import { type Breach, Terrain } from "./terrain.ts";
import { Visits } from "./visits.ts";
import { Walk } from "./walk.ts";

/** Which runs: numbered from 1. Each depends on the seed and its number, and where rare actions are preferred on those before it. */
export interface Plan {
  readonly seed: number;
  readonly runs: number;
  /** Actions of a run, at most. */
  readonly depth: number;
  readonly guide: Guide;
  /** What may be kept of the states that were met, in bytes. */
  readonly bytes: number;
}

/** A run into a breach, by its number. */
export interface BrokenRun {
  readonly number: number;
  readonly breach: Breach;
  readonly run: Run;
}

const STEPS_BETWEEN_CLOCKS = 256;

export class Simulator {
  readonly plan: Plan;
  readonly #model: Model;
  readonly layout: Layout;
  readonly initials: readonly Int32Array[];
  readonly offers: Offers;
  readonly sampling: Sampling;
  readonly terrain: Terrain;
  readonly walk: Walk;
  /** Of the runs that are finished. */
  readonly tally: Tally;
  /** The run that came to a breach, with which all is at an end. */
  broken: BrokenRun | undefined;
  /** The run that was to be shown, as far as it was taken. */
  shown: ShownRun | undefined;
  readonly #visits = new Visits();
  #isWalking = false;

  constructor(model: Model, plan: Plan, pace?: Pace) {
    this.plan = plan;
    this.#model = model;
    this.layout = layoutOf(model.variables);
    const { words, root } = this.layout;
    this.sampling = new Sampling(model, this.layout, pace);
    this.offers = new Offers(model, this.layout, (...learned) => this.sampling.differential.compareLearned(...learned));
    this.terrain = this.#terrainOf(model, plan.bytes);
    this.initials = model.initials.map((initial) => {
      encode(root, initial, CURRENT, words, "init");
      return CURRENT.slice(0, words);
    });
    this.tally = new Tally(model);
    this.walk = this.#walkIn(this.terrain);
  }

  #terrainOf(model: Model, bytes: number): Terrain {
    const { layout, offers, sampling } = this;
    return new Terrain(model, { layout, offers, sampling, bytes });
  }

  #walkIn(terrain: Terrain): Walk {
    const draw = drawBy(this.plan.guide, terrain.known, { taken: this.tally.taken, visits: this.#visits });
    return new Walk(terrain, draw, this.initials, this.plan);
  }

  /** Goes on for about so many milliseconds, to the end of the last run or of the first that breaks a promise. */
  advance(milliseconds: number): "more" | "done" | "violated" {
    const until = performance.now() + milliseconds;
    do {
      for (let i = 0; i < STEPS_BETWEEN_CLOCKS; i++) {
        const end = this.#advance();
        if (end === "violation") return "violated";
        if (!this.#isWalking && this.tally.runs >= this.plan.runs) return "done";
      }
    } while (performance.now() < until);
    return "more";
  }

  #advance(isMore = this.#isWalking || this.tally.runs < this.plan.runs, onStep?: (step: number) => void): RunEnd | undefined {
    const { walk, tally } = this;
    if (!isMore) return undefined;
    const end = this.#isWalking ? walk.step(onStep) : walk.begin(tally.runs + 1);
    this.#isWalking = end === undefined;
    if (end === "violation") this.#breached();
    if (end !== undefined) {
      tally.add(walk.taken, walk.marks, end);
      this.#visits.add(walk.visited);
    }
    return end;
  }

  /** Takes the next run once more to tell its steps; what guides it has not changed yet. */
  #told(): { readonly run: Run; readonly breach: Breach | undefined } {
    const number = this.tally.runs + 1;
    const terrain = this.#terrainOf(this.#model, this.plan.bytes);
    const walk = this.#walkIn(terrain);
    const steps: OfferedStep[] = [];
    let end = walk.begin(number);
    while (end === undefined) end = walk.step((step) => steps.push(terrain.known.named(step)));
    if (terrain.breach?.step !== undefined) steps.push(terrain.breach.step);
    return { run: { initial: walk.initial, steps }, breach: terrain.breach };
  }

  #breached(): void {
    const { run, breach = this.terrain.breach! } = this.#told();
    this.broken = { number: this.tally.runs + 1, breach, run };
  }

  /** Goes on in the same way with the next run, which is to be shown. */
  advanceShown(milliseconds: number): "more" | "done" {
    const until = performance.now() + milliseconds;
    do {
      if (this.#advanceShown() !== undefined) return "done";
    } while (performance.now() < until);
    return "more";
  }

  #advanceShown(): RunEnd | undefined {
    let step: OfferedStep | undefined;
    const end = this.#advance(true, (taken) => {
      step = this.terrain.known.named(taken);
    });
    this.shown ??= new ShownRun(this.#model, this.walk.initial);
    // What breaks a promise is shown as it is found, not as a step of this run.
    if (step !== undefined && end !== "violation") this.shown.add(step);
    return end;
  }

  /**
   * The same breach by a shorter run; undefined when it does not come to it again, so that it is no matter of the spec alone.
   * Pauses now and then, with the shortest run so far.
   */
  shrinking({ breach, run }: BrokenRun): Generator<Run, Shrunk | undefined> {
    const isWanted = ({ kind, property }: Breach) => kind === breach.kind && property === breach.property;
    const model = breach.kind === "error" ? this.#model : alone(this.#model, breach.property);
    return shrink(model, this.#terrainOf(model, this.plan.bytes), this.initials, run, isWanted);
  }

  /** The words of the states on a run, and the breach at its end: this one, if one is given. */
  statesOn(run: Run, wanted?: Breach): { readonly states: readonly Int32Array[]; readonly breach: Breach | undefined } {
    const model = wanted === undefined || wanted.kind === "error" ? this.#model : alone(this.#model, wanted.property);
    const terrain = this.#terrainOf(model, this.plan.bytes);
    return new Follower(model, terrain, this.initials, () => true).states(run);
  }
}

/** The model with no other promise than this one. */
const alone = (model: Model, property: string): Model => {
  const named = <T extends { readonly name: string }>(all: readonly T[]) => all.filter(({ name }) => name === property);
  return {
    ...model,
    invariants: named(model.invariants),
    steps: named(model.steps),
    witnesses: named(model.witnesses),
    refinements: named(model.refinements),
    deadlock: property === DEADLOCK && model.deadlock,
  };
};
