import type { Arguments, Model } from "../model/model.ts";
import { keyOfValue } from "../reference/key-of.ts";
import { sourceSchema } from "../reference/step-text.ts";
import type { Fairness, Kind } from "./fairness.ts";

/** The labels of steps: one for each action, or for each choice of the parameters by which it is fair. */
export class Labels {
  readonly #fair: ReadonlyMap<number, Model["fairness"][number]>;
  readonly #known = new Map<string, number>();
  /** By label. */
  readonly actions: number[] = [];

  constructor(model: Model) {
    this.#fair = new Map(model.fairness.map((fairness) => [fairness.action, fairness]));
  }

  of(action: number, args: Arguments): number {
    const by = this.#fair.get(action)?.by ?? [];
    const key = [action, ...by.map(({ name, source }) => keyOfValue(sourceSchema(source), args[name]))].join("|");
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.actions.length);
    return this.actions.push(action) - 1;
  }

  /** What the spec says is fair: a constraint for each label of a fair action. */
  fairness(): Fairness {
    const kinds: Kind[] = [];
    const constraintOf = Int32Array.from(this.actions, (action) => {
      const fair = this.#fair.get(action);
      return fair === undefined ? -1 : kinds.push(fair.kind) - 1;
    });
    return { kinds, constraintOf };
  }
}
