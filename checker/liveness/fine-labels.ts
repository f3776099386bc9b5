import type { Arguments, Fairness as Declared, Model } from "../model/model.ts";
import { keyOfValue } from "../reference/key-of.ts";
import { sourceSchema } from "../reference/step-text.ts";
import type { Fairness, Kind } from "./fairness.ts";

/** That an action is fair: as a whole, or for each choice of these of its parameters, given by their places. */
export interface FairBy {
  readonly action: number;
  readonly kind: Kind;
  readonly by: readonly number[];
}

/** The labels of steps, one for each action with all of its arguments, so that any fairness can be told by them. */
export class FineLabels {
  readonly #model: Model;
  readonly #known = new Map<string, number>();
  /** By label: the action, and the arguments as texts. */
  readonly #labels: { readonly action: number; readonly given: readonly string[] }[] = [];

  constructor(model: Model) {
    this.#model = model;
  }

  of(action: number, args: Arguments): number {
    const { parameters } = this.#model.actions[action];
    const given = parameters.map(({ name, source }) => keyOfValue(sourceSchema(source), args[name]));
    const key = [action, ...given].join("|");
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.#labels.length);
    return this.#labels.push({ action, given }) - 1;
  }

  /** What the spec says is fair. */
  get declared(): readonly FairBy[] {
    const places = ({ action, by }: Declared) => by.map((one) => this.#model.actions[action].parameters.indexOf(one));
    return this.#model.fairness.map((fair) => ({ action: fair.action, kind: fair.kind, by: places(fair) }));
  }

  /** A constraint for each choice by which an action is fair; at most one of these is about an action. */
  fairness(fair: readonly FairBy[]): Fairness {
    const kinds: Kind[] = [];
    const known = new Map<string, number>();
    const constraintOf = this.#labels.map(({ action, given }) => {
      const one = fair.find((other) => other.action === action);
      if (one === undefined) return -1;
      const key = [action, ...one.by.map((place) => given[place])].join("|");
      if (!known.has(key)) known.set(key, kinds.push(one.kind) - 1);
      return known.get(key)!;
    });
    return { kinds, constraintOf: Int32Array.from(constraintOf) };
  }
}
