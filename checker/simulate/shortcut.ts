// A way round a part of a run: from each of its states, a search of a few thousand states for a later one, or for the breach itself.
import type { Follower, IsWanted, Run } from "./follow.ts";
import type { OfferedStep } from "./offered-step.ts";
import type { Terrain } from "./terrain.ts";

/** Steps looked at from the beginning of the run, and from each later state. */
const FROM_START = 200_000;
const FROM_OTHERS = 20_000;
const STATES_BETWEEN_PAUSES = 32;

export interface Shortcut {
  /** A shorter run. */
  readonly run: Run | undefined;
  /** Without one: whether the search from the beginning saw all that is shorter. */
  readonly isShortest: boolean;
}

/** The run by a detour, if there is one that is shorter. Pauses now and then, with the run as it was. */
export function* shortcut(terrain: Terrain, follower: Follower, run: Run, isWanted: IsWanted): Generator<Run, Shortcut> {
  const states: Int32Array[] = [];
  follower.follow(run, (state) => states.push(terrain.known.wordsOf(state)));
  let isShortest = false;
  for (let from = 0; from < states.length; from++) {
    const search = new Detours(terrain, states, from, run.steps.length, isWanted);
    const searching = search.best(from === 0 ? FROM_START : FROM_OTHERS);
    let searched = searching.next();
    for (; !searched.done; searched = searching.next()) yield run;
    const detour = searched.value;
    if (from === 0) isShortest = search.isComplete;
    if (detour === undefined) continue;
    const steps = [...run.steps.slice(0, from), ...detour.steps, ...run.steps.slice(detour.arrives)];
    const shorter = follower.follow({ initial: run.initial, steps });
    if (shorter !== undefined && shorter.steps.length < run.steps.length) return { run: shorter, isShortest: false };
  }
  return { run: undefined, isShortest };
}

/** Steps from one state of a run to a later one, by its place; beyond the end to the breach. */
interface Detour {
  readonly steps: readonly OfferedStep[];
  readonly arrives: number;
}

/** How a state was reached: from which, by which step, after how many. */
interface Way {
  readonly before: number;
  readonly step: OfferedStep | undefined;
  readonly depth: number;
}

class Detours {
  readonly #terrain: Terrain;
  readonly #from: number;
  readonly #length: number;
  readonly #isWanted: IsWanted;
  readonly #places: ReadonlyMap<number, number>;
  readonly #ways: Map<number, Way>;
  readonly #queue: number[];
  /** How many steps the best detour saves. */
  #gain = 0;
  #steps = 0;
  #best: Detour | undefined;
  /** Whether all states were expanded from which something could be gained. */
  isComplete = false;

  constructor(terrain: Terrain, states: readonly Int32Array[], from: number, length: number, isWanted: IsWanted) {
    this.#terrain = terrain;
    this.#from = from;
    this.#length = length;
    this.#isWanted = isWanted;
    this.#places = new Map(states.map((words, place) => [terrain.known.numberOf(words), place]));
    const start = terrain.known.numberOf(states[from]);
    this.#ways = new Map([[start, { before: -1, step: undefined, depth: 0 }]]);
    this.#queue = [start];
  }

  /** The best found breadth-first among so many steps. */
  *best(most: number): Generator<undefined, Detour | undefined> {
    for (let head = 0; head < this.#queue.length; head++) {
      if (head % STATES_BETWEEN_PAUSES === 0) yield;
      // States that are forgotten would come back with other numbers.
      if (this.#steps >= most || this.#terrain.known.isFull) return this.#best;
      if (this.#expand(this.#queue[head])) return this.#best;
    }
    this.isComplete = true;
    return this.#best;
  }

  /** Whether the breach was met, which nothing further along can better. */
  #expand(state: number): boolean {
    const terrain = this.#terrain;
    const { known } = terrain;
    const { depth } = this.#ways.get(state)!;
    terrain.breach = undefined;
    if (!known.isExpanded(state)) terrain.expand(state);
    if (terrain.breach !== undefined) return this.#breached(state, depth);
    if (this.#from + depth + 1 + this.#gain >= this.#length) return false;
    const first = known.first(state);
    this.#steps += known.count(state);
    for (let step = first; step < first + known.count(state); step++) {
      const target = terrain.follow(step);
      if (target < 0) return this.#breached(state, depth, known.named(step));
      if (this.#ways.has(target)) continue;
      this.#ways.set(target, { before: state, step: known.named(step), depth: depth + 1 });
      this.#queue.push(target);
      this.#arrive(target, depth + 1);
    }
    return false;
  }

  #arrive(target: number, depth: number): void {
    const place = this.#places.get(target) ?? 0;
    this.#offer(place - this.#from - depth, () => ({ steps: this.#stepsTo(target), arrives: place }));
  }

  #breached(state: number, depth: number, step = this.#terrain.breach?.step): boolean {
    const { breach } = this.#terrain;
    if (breach === undefined || !this.#isWanted(breach)) return false;
    const last = step === undefined ? [] : [step];
    return this.#offer(this.#length - this.#from - depth - last.length, () => ({
      steps: [...this.#stepsTo(state), ...last],
      arrives: this.#length,
    }));
  }

  #offer(gain: number, detour: () => Detour): boolean {
    if (gain <= this.#gain) return false;
    this.#gain = gain;
    this.#best = detour();
    return true;
  }

  #stepsTo(state: number): OfferedStep[] {
    const steps: OfferedStep[] = [];
    for (let way = this.#ways.get(state)!; way.step !== undefined; way = this.#ways.get(way.before)!) steps.unshift(way.step);
    return steps;
  }
}
