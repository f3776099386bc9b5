// The subset construction: the set of states that the spec may be in, after everything that was observed.
import type { AnySpec, Instance } from "../../specs/language/index.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Model } from "../model/model.ts";
import { modelOf } from "../model/model-of.ts";
import { fieldsOf } from "../reference/conform.ts";
import { type Hinted, Hinting, type Wanted } from "./hinted.ts";
import { holds } from "./leaf-holds.ts";
import { fieldsOfPart, type Part, partsOf } from "./part.ts";
import { type Freedom, type Observed, type Paths, pathsFrom } from "./paths.ts";
import { NOTHING_SEEN, type Seen, seenOf } from "./seen.ts";
import { type SpecState, SpecStates } from "./spec-states.ts";

/** States that the spec may be in. Equal sets are one object, as long as none was forgotten. */
export interface Candidates {
  readonly index: number;
  readonly states: readonly SpecState[];
  readonly next: Map<Observed, Advance>;
}

/** What came of one observation. */
export type Advance =
  | {
      readonly kind: "matched";
      readonly to: Candidates;
      /** By index: the actions on some path, and those on every path that is not hidden. */
      readonly actions: readonly number[];
      readonly certain: readonly number[];
    }
  | { readonly kind: "none" }
  | { readonly kind: "capped" }
  /** The spec allows what was observed, and breaks a promise of its own. */
  | { readonly kind: "broken"; readonly at: SpecState; readonly invariants: readonly string[] };

export interface TrackerOptions {
  readonly hidden?: readonly PropertyKey[] | undefined;
  readonly maxHidden?: number | undefined;
  readonly eager?: boolean | undefined;
  readonly candidates?: number | undefined;
}

/** What was seen of a state, each different look once. */
export interface Look extends Seen {
  readonly index: number;
}
/** A look at nothing. */
export const NOTHING: Look = { ...NOTHING_SEEN, index: -1 };
const MOST_LOOKS = 2 ** 30;

const NONE: Advance = { kind: "none" };
const CAPPED: Advance = { kind: "capped" };

export class Tracker {
  readonly model: Model;
  readonly states: SpecStates;
  freedom: Freedom;
  private readonly parts: Part;
  /** The fields that some look told something of. */
  private readonly told = new Set<string>();
  private readonly hinting: Hinting;
  private readonly views = new Map<string, Look>();
  private readonly observed = new Map<number | string, Observed>();
  private readonly sets = new Map<string, Candidates>();
  private made = 0;

  constructor(instance: Instance<AnySpec>, options: TrackerOptions = {}) {
    this.model = modelOf(instance, invariantsOf(instance));
    this.parts = partsOf(fieldsOf(this.model.variables));
    this.states = new SpecStates(this.model);
    this.hinting = new Hinting(this.model);
    this.freedom = this.freedomOf(options);
  }

  /** States, views and observations that are remembered. */
  get size(): number {
    return this.states.size + this.views.size + this.observed.size + this.sets.size;
  }

  /** What a view or a glimpse of the spec's state tells. */
  seen(view: unknown, place: string): Look {
    if (view === undefined) return NOTHING;
    const seen = seenOf(this.parts, view, place);
    const known = this.views.get(seen.key);
    if (known) return known;
    for (const { part } of seen.leaves) this.told.add(part.field);
    const look = { ...seen, index: this.made++ };
    this.views.set(seen.key, look);
    return look;
  }

  /** The fields of the spec's state that nobody ever looked at. */
  get unseen(): readonly string[] {
    return fieldsOfPart(this.parts).filter((field) => !this.told.has(field));
  }

  hinted(hints: unknown, place: string): Hinted {
    return this.hinting.hinted(hints, place);
  }

  /** The action with whatever arguments. */
  anyOf(action: string): Wanted {
    return this.hinting.any(action, this.model.target);
  }

  observation(does: Hinted, before: Look, after: Look): Observed {
    // Most observations say nothing of what was before, and a number is looked up faster than a text.
    const key = before === NOTHING ? does.index * MOST_LOOKS + after.index : `${does.index},${before.index},${after.index}`;
    const known = this.observed.get(key);
    if (known) return known;
    const observed = { index: this.made++, does, before, after };
    this.observed.set(key, observed);
    return observed;
  }

  /** The initial states that look like that. */
  start(seen: Seen): Advance {
    const fitting = this.states.initial().filter(({ state }) => holds(seen, state));
    return this.came({ ends: fitting, hidden: 0, capped: fitting.length > this.freedom.candidates, steps: [], ways: [] }, []);
  }

  advance(from: Candidates, seen: Observed): Advance {
    const known = from.next.get(seen);
    if (known) return known;
    const came = this.follow(from, seen);
    from.next.set(seen, came);
    return came;
  }

  /** Advances without looking at what is remembered. */
  follow(from: Candidates, seen: Observed): Advance {
    return this.came(this.paths(from.states, seen), seen.does.ways);
  }

  /** The same, told in full and not remembered; with other freedom if it is given. */
  paths(from: readonly SpecState[], seen: Observed, freedom = this.freedom): Paths {
    return pathsFrom(this.states, from, seen, freedom);
  }

  /** Every set that is remembered, in the order in which they were met. */
  remembered(): Iterable<Candidates> {
    return this.sets.values();
  }

  /** Forgets all but these sets; what is returned stands for them. */
  forget(kept: readonly Candidates[]): Candidates[] {
    this.sets.clear();
    this.views.clear();
    this.observed.clear();
    this.hinting.forget();
    this.states.keep(new Set(kept.flatMap(({ states }) => states)));
    return kept.map(({ states }) => this.candidates(states));
  }

  private came({ ends, capped, steps, ways }: Paths, hinted: Hinted["ways"]): Advance {
    if (capped) return CAPPED;
    if (ends.length === 0) return NONE;
    for (const at of ends) {
      const invariants = this.states.broke(at);
      if (invariants.length > 0) return { kind: "broken", at, invariants };
    }
    const actions = [...new Set(steps.map(({ action }) => action.index))];
    const sure = ways.map((way) => new Set(hinted[way].map(({ action }) => action.index)));
    const certain = actions.filter((action) => sure.length > 0 && sure.every((way) => way.has(action)));
    return { kind: "matched", to: this.candidates(ends), actions, certain };
  }

  private candidates(ends: readonly SpecState[]): Candidates {
    const states = [...ends].sort((one, other) => one.index - other.index);
    const key = states.map(({ index }) => index).join();
    const known = this.sets.get(key);
    if (known) return known;
    const set = { index: this.made++, states, next: new Map() };
    this.sets.set(key, set);
    return set;
  }

  private freedomOf({ hidden = [], maxHidden = 2, eager = false, candidates = 4_096 }: TrackerOptions): Freedom {
    if (!Number.isInteger(maxHidden) || maxHidden < 0)
      throw new SpecError(`maxHidden is ${maxHidden}. Give an integer from 0.`);
    if (!(candidates >= 1)) throw new SpecError(`candidates is ${candidates}. Give a positive number, or leave it out.`);
    const wanted = hidden.map((name) => this.hinting.any(String(name), "hidden"));
    return { hidden: wanted, maxHidden: wanted.length === 0 ? 0 : maxHidden, eager, candidates };
  }
}

/** Invariants alone are asked of what was observed: what the spec promises of steps and runs is its check's matter. */
const invariantsOf = (instance: Instance<AnySpec>): string[] =>
  Object.entries(instance?.spec?.invariants ?? {})
    .filter(([, invariant]) => (invariant as { when?: boolean }).when !== false)
    .map(([name]) => name);
