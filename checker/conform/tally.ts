import type { Model } from "../model/model.ts";
import type { Advance } from "./tracker.ts";

/** How often an action of the spec was matched by what was observed. */
export interface Matched {
  /** It may have been what happened. */
  readonly matched: number;
  /** It must have been: every reading of the observation has it. */
  readonly certain: number;
}

/** Counts the spec's actions over all steps that matched. */
export class Tally {
  private readonly model: Model;
  private readonly matched: number[];
  private readonly certain: number[];

  constructor(model: Model) {
    this.model = model;
    this.matched = model.actions.map(() => 0);
    this.certain = model.actions.map(() => 0);
  }

  add(advance: Advance): void {
    if (advance.kind !== "matched") return;
    for (const action of advance.actions) this.matched[action]++;
    for (const action of advance.certain) this.certain[action]++;
  }

  get actions(): { readonly [action: string]: Matched } {
    const { matched, certain } = this;
    return Object.fromEntries(
      this.model.actions.map(({ name, index }) => [name, { matched: matched[index], certain: certain[index] }]),
    );
  }

  get neverMatched(): readonly string[] {
    return this.model.actions.filter(({ index }) => this.matched[index] === 0).map(({ name }) => name);
  }

  /** Whether any action was matched at all: of what only ever stutters nothing was checked. */
  get empty(): boolean {
    return this.matched.every((count) => count === 0);
  }
}
