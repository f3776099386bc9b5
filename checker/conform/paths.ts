// Where the spec can be after one observation: from each state that it may be in, along each way that was hinted at, with so
// many steps besides that nobody saw.
import type { Hinted, Wanted } from "./hinted.ts";
import { holds } from "./leaf-holds.ts";
import type { Seen } from "./seen.ts";
import type { SpecState, SpecStates, SpecStep } from "./spec-states.ts";

/** What one observation says, made ready. One of the same is the same object. */
export interface Observed {
  readonly index: number;
  readonly does: Hinted;
  readonly before: Seen;
  readonly after: Seen;
}

export interface Freedom {
  readonly hidden: readonly Wanted[];
  readonly maxHidden: number;
  /** All that so many hidden steps reach, and not only what the fewest reach. */
  readonly eager: boolean;
  /** The most states that may remain. */
  readonly candidates: number;
}

/** A place on a way: the spec's state, the way, and how much of it is done. A stutter is a way of one step that changes nothing. */
interface Position {
  readonly at: SpecState;
  readonly way: number;
  readonly done: number;
  /** How it was reached; more than once when several steps lead here. */
  readonly by: { readonly from: Position; readonly step: SpecStep | undefined }[];
}

export interface Paths {
  /** Where the spec may be, each state once, in the order in which they were first met. */
  readonly ends: readonly SpecState[];
  /** Hidden steps on the shortest of the paths. */
  readonly hidden: number;
  /** More than may remain, so that the ends are not all. */
  readonly capped: boolean;
  /** The steps of the paths that ended well, earlier ones first. */
  readonly steps: readonly SpecStep[];
  /** The ways along which a path ended well, by their places among the hints. */
  readonly ways: readonly number[];
}

const PLACES_PER_CANDIDATE = 16;

export const pathsFrom = (states: SpecStates, from: readonly SpecState[], seen: Observed, freedom: Freedom): Paths =>
  new Paving(states, seen, freedom).from(from);

class Paving {
  private readonly states: SpecStates;
  private readonly seen: Observed;
  private readonly freedom: Freedom;
  private readonly places = new Map<SpecState, Position[]>();
  private readonly ended: Position[] = [];
  private count = 0;
  private capped = false;

  constructor(states: SpecStates, seen: Observed, freedom: Freedom) {
    this.states = states;
    this.seen = seen;
    this.freedom = freedom;
  }

  from(starts: readonly SpecState[]): Paths {
    const { eager, maxHidden } = this.freedom;
    let layer: Position[] = [];
    for (const at of starts)
      for (let way = 0; way < this.seen.does.ways.length; way++) this.reach(at, way, 0, undefined, layer);
    let least = -1;
    for (let hidden = 0; ; hidden++) {
      this.walk(layer);
      if (least < 0 && this.ended.length > 0) least = hidden;
      if (hidden >= maxHidden || this.capped || (least >= 0 && !eager)) break;
      layer = this.unseen(layer);
    }
    const ends = [...new Set(this.ended.map(({ at }) => at))];
    const capped = this.capped || ends.length > this.freedom.candidates;
    return { ends, hidden: Math.max(least, 0), capped, ...this.told() };
  }

  /** Goes on along the ways; what it reaches is of the same layer. */
  private walk(layer: Position[]): void {
    for (let i = 0; i < layer.length && !this.capped; i++) {
      const position = layer[i];
      const { at, done } = position;
      const way = this.seen.does.ways[position.way];
      if (done > 0 && done >= way.length) {
        if (holds(this.seen.after, at.state)) this.ended.push(position);
      } else if (done > 0 || holds(this.seen.before, at.state)) {
        if (way.length === 0) this.reach(at, position.way, 1, { from: position, step: undefined }, layer);
        else
          for (const step of this.states.from(at, way[done]))
            this.reach(step.to, position.way, done + 1, { from: position, step }, layer);
      }
    }
  }

  /** One hidden step from everywhere. */
  private unseen(layer: readonly Position[]): Position[] {
    const next: Position[] = [];
    for (const position of layer) {
      for (const wanted of this.freedom.hidden) {
        for (const step of this.states.from(position.at, wanted)) {
          this.reach(step.to, position.way, position.done, { from: position, step }, next);
        }
      }
    }
    return next;
  }

  private reach(at: SpecState, way: number, done: number, by: Position["by"][number] | undefined, layer: Position[]): void {
    let here = this.places.get(at);
    if (!here) this.places.set(at, (here = []));
    const known = here.find((position) => position.way === way && position.done === done);
    if (known) {
      if (by) known.by.push(by);
      return;
    }
    const position: Position = { at, way, done, by: by ? [by] : [] };
    here.push(position);
    layer.push(position);
    if (++this.count > PLACES_PER_CANDIDATE * (this.freedom.candidates + this.seen.does.ways.length)) this.capped = true;
  }

  /** Goes back from where it ended well. */
  private told(): Pick<Paths, "steps" | "ways"> {
    const steps = new Set<SpecStep>();
    const back = new Set<Position>(this.ended);
    for (const { by } of back) {
      for (const { from, step } of by) {
        back.add(from);
        if (step) steps.add(step);
      }
    }
    return { steps: [...steps].reverse(), ways: [...new Set(this.ended.map(({ way }) => way))] };
  }
}
