// The states of an implementation, each once, and its steps as the mapping sees them.
import type { Happened } from "../../specs/language/mapping.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Observed } from "./paths.ts";
import type { Sight } from "./sight.ts";
import type { Look } from "./tracker.ts";

/** What can be held against a spec: any transition system; one that has bounds of its own says which a state exceeds. */
export interface ConformSystem<State, T extends Happened> {
  initial(): Iterable<State>;
  successors(state: State): Iterable<T & { readonly state: State }>;
  key(state: State): string;
  /** The bound that a state exceeds. Such a state is held against the spec, but not expanded. */
  beyond?(state: State): string | undefined;
}

/** Where a step leads, and what it looks like. */
export interface Move {
  readonly to: number;
  readonly seen: Observed;
}

/** What the code under test threw. */
export class Threw extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause), { cause });
  }
}

export class Implementation<State, T extends Happened> {
  transitions = 0;
  readonly cut: Record<string, number> = {};
  private readonly system: ConformSystem<State, T>;
  private readonly sight: Sight<State, T>;
  private readonly indices = new Map<string, number>();
  private readonly states: State[] = [];
  private readonly views: Look[] = [];
  private readonly moves: (readonly Move[] | undefined)[] = [];

  constructor(system: ConformSystem<State, T>, sight: Sight<State, T>) {
    this.system = system;
    this.sight = sight;
  }

  get size(): number {
    return this.states.length;
  }

  *initial(): Iterable<number> {
    for (const state of this.system.initial()) yield this.indexOf(state);
  }

  viewOf(index: number): Look {
    return this.views[index];
  }

  /** The steps from a state; what is beyond the system's bounds has none. */
  from(index: number): readonly Move[] {
    return (this.moves[index] ??= this.expanded(index));
  }

  /** The step of that place among those from the state, again. */
  stepFrom(index: number, place: number): T {
    let at = 0;
    for (const step of this.system.successors(this.states[index])) if (at++ === place) return step;
    throw new SpecError(
      "the system does not offer a step that it offered before. Its successors must depend on the state alone.",
    );
  }

  private expanded(index: number): readonly Move[] {
    const before = this.states[index];
    const bound = this.system.beyond?.(before);
    if (bound !== undefined) {
      this.cut[bound] = (this.cut[bound] ?? 0) + 1;
      return [];
    }
    const moves: Move[] = [];
    for (const step of this.successors(before)) {
      const to = this.indexOf(step.state);
      moves.push({ to, seen: this.sight.step(step, before, this.states[to], this.views[to]) });
    }
    this.transitions += moves.length;
    return moves;
  }

  /** As the system gives them; what it throws is told apart from what is wrong with a mapping. */
  private *successors(state: State): Iterable<T & { readonly state: State }> {
    try {
      yield* this.system.successors(state);
    } catch (error) {
      throw error instanceof SpecError ? error : new Threw(error);
    }
  }

  private indexOf(state: State): number {
    const key = this.system.key(state);
    const known = this.indices.get(key);
    if (known !== undefined) return known;
    const index = this.states.push(state) - 1;
    this.indices.set(key, index);
    this.views.push(this.sight.view(state));
    return index;
  }
}
