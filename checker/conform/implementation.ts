// The states of an implementation, each once, and its steps as the mapping sees them.
import type { Happened } from "../../specs/language/mapping.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import { showAny } from "../reference/show.ts";
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

const FUNCTIONS = ["initial", "successors", "key"] as const;

/** So many states are looked at twice, to find out whether the system does as it must: more would take too long. */
const LOOKED_AT_TWICE = 1_000;

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
  private expansions = 0;
  private returns = 0;

  /** @throws SpecError where the system lacks one of its functions. */
  constructor(system: ConformSystem<State, T>, sight: Sight<State, T>) {
    const missing = FUNCTIONS.find((name) => typeof system?.[name] !== "function");
    if (missing !== undefined)
      throw new SpecError(`the system has no function ${missing}. It gives initial(), successors(state) and key(state).`);
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
    const key = this.expansions++ < LOOKED_AT_TWICE ? this.system.key(before) : undefined;
    const moves: Move[] = [];
    for (const step of this.successors(before)) {
      if (key !== undefined && this.system.key(before) !== key) throw changed();
      const to = this.indexOf(step.state);
      moves.push({ to, seen: this.sight.step(step, before, this.states[to], this.views[to]) });
    }
    if (key !== undefined && this.system.key(before) !== key) throw changed();
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
    if (typeof key !== "string")
      throw new SpecError(
        `the system's key of a state is ${showAny(key)}. Give a text: the same for states that are the same.`,
      );
    const known = this.indices.get(key);
    if (known !== undefined) {
      if (this.returns++ < LOOKED_AT_TWICE && this.sight.view(state).key !== this.views[known].key) throw merged(key);
      return known;
    }
    const index = this.states.push(state) - 1;
    this.indices.set(key, index);
    this.views.push(this.sight.view(state));
    return index;
  }
}

const merged = (key: string): SpecError =>
  new SpecError(
    `the system's key takes states for the same that the mapping's view tells apart: ${key}. Put into the key all that a state's views and steps depend on.`,
  );

const changed = (): SpecError =>
  new SpecError(
    "the system changes the state whose successors it is asked for: its key is another afterwards. Give states of their own, and leave the given one as it is.",
  );
