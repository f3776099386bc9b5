// What is asked of the state at hand and of the step to it, each answered once for each of the values that it reads.

import { facesOf } from "../compile/faces/faces.ts";
import { decided, type Remembered, tracedPredicate, tracedStepPredicate } from "../compile/recall/traced-predicate.ts";
import { tracing, tracingBefore } from "../compile/recall/tracer.ts";
import { Abstraction } from "../compile/search/abstraction.ts";
import type { Layout } from "../compile/words/layout.ts";
import { before, current } from "../compile/words/words.ts";
import type { Model, StateProperty, StepProperty } from "../model/model.ts";
import { DEADLOCK } from "../model/properties.ts";
import type { PropertyKind } from "../result.ts";
import type { OfferedStep } from "./offered-step.ts";

/** A promise that was found broken. */
export interface Broken {
  readonly kind: PropertyKind;
  readonly property: string;
}

type OfState = () => boolean;
type OfStep = (step: OfferedStep) => boolean;

/** Beyond this many bytes what is known of a refined spec is forgotten between two runs. */
const MOST_BYTES = 1 << 27;

/** Where the image of the state before the step is kept. */
const FROM = 0;

export class Questions {
  readonly #model: Model;
  readonly #view: Readonly<Record<string, unknown>>;
  readonly #remembered: Remembered<unknown>[] = [];
  readonly #invariants: readonly OfState[];
  readonly #steps: readonly OfStep[];
  readonly #within: readonly OfState[];
  readonly #allow: readonly OfStep[];
  readonly #witnesses: readonly OfState[];
  #abstractions: readonly Abstraction[];

  constructor(model: Model, layout: Layout) {
    const { view } = facesOf(layout.root, current);
    const { view: viewBefore } = facesOf(layout.root, before);
    const { view: tracingView } = facesOf(layout.root, tracing);
    const { view: tracingViewBefore } = facesOf(layout.root, tracingBefore);
    const remember = <P>(remembered: Remembered<P>): P => {
      this.#remembered.push(remembered);
      return remembered.holds;
    };
    const ofState = ({ name, holds }: Pick<StateProperty, "name" | "holds">): OfState => {
      const asked = remember(tracedPredicate(`${model.spec.name}: ${name}`, holds, tracingView));
      return () => asked(view);
    };
    const ofStep = ({ name, holds }: Pick<StepProperty, "name" | "holds">): OfStep => {
      const asked = remember(
        tracedStepPredicate(`${model.spec.name}: ${name}`, holds as never, tracingViewBefore, tracingView),
      );
      return (step) => asked(viewBefore, view, step);
    };
    this.#model = model;
    this.#view = view;
    this.#invariants = model.invariants.map(ofState);
    this.#steps = model.steps.map(ofStep);
    this.#within = model.within.map(ofState);
    this.#allow = model.allow.map(ofStep);
    this.#witnesses = model.witnesses.map(ofState);
    this.#abstractions = model.refinements.map((refinement) => new Abstraction(refinement, view));
  }

  /** Makes code of what is known by now. */
  code(): void {
    for (const remembered of this.#remembered) remembered.code();
  }

  /** The first promise that the initial state at hand breaks. */
  ofInitial(): Broken | undefined {
    const broken = this.#ofState();
    const refinement = this.#abstractions.findIndex((abstraction) => !abstraction.startsFrom(FROM));
    if (broken !== undefined || refinement < 0) return broken;
    return { kind: "refinement", property: this.#model.refinements[refinement].name };
  }

  /** The steps asked about from now on are from the state at hand. */
  from(): void {
    for (const abstraction of this.#abstractions) abstraction.startsFrom(FROM);
  }

  /** The first promise that the step to the state at hand breaks, or that state itself: of one that is unchanged all is known. */
  ofStep(step: OfferedStep, isUnchanged: boolean): Broken | undefined {
    const broken = isUnchanged ? undefined : this.#ofState();
    if (broken !== undefined) return broken;
    for (let i = 0; i < this.#steps.length; i++)
      if (!this.#steps[i](step)) return { kind: "step", property: this.#model.steps[i].name };
    if (isUnchanged) return undefined;
    const refinement = this.#abstractions.findIndex((abstraction) => !abstraction.allowsOutside(FROM));
    return refinement < 0 ? undefined : { kind: "refinement", property: this.#model.refinements[refinement].name };
  }

  #ofState(): Broken | undefined {
    for (let i = 0; i < this.#invariants.length; i++)
      if (!this.#invariants[i]()) return { kind: "invariant", property: this.#model.invariants[i].name };
    return undefined;
  }

  /** Whether it is no mistake that the protocol can do nothing in the state at hand. */
  ofStandstill(): Broken | undefined {
    const { deadlock, terminal } = this.#model;
    if (!deadlock || (terminal !== undefined && decided(terminal(this.#view)))) return undefined;
    return { kind: "deadlock", property: DEADLOCK };
  }

  /** The first bound beyond which the state at hand lies, or -1. */
  outside(): number {
    for (let i = 0; i < this.#within.length; i++) if (!this.#within[i]()) return i;
    return -1;
  }

  /** The first bound that refuses the step to the state at hand, or -1. */
  refused(step: OfferedStep): number {
    for (let i = 0; i < this.#allow.length; i++) if (!this.#allow[i](step)) return i;
    return -1;
  }

  /** Whether the state at hand is one that the witness of this number asks for. */
  isWitness(i: number): boolean {
    return this.#witnesses[i]();
  }

  /** Before a run, since this uses the words of the state at hand. A spec that is refined may have more states than can be kept. */
  begin(): void {
    const bytes = this.#abstractions.reduce((sum, abstraction) => sum + abstraction.bytes, 0);
    if (bytes > MOST_BYTES)
      this.#abstractions = this.#model.refinements.map((refinement) => new Abstraction(refinement, this.#view));
  }
}
