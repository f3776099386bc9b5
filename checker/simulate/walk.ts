// One random run, step by step.
import type { Draw } from "./guide.ts";
import { type Random, randomOf } from "./random.ts";
import type { RunEnd } from "./tally.ts";
import type { Breach, Terrain } from "./terrain.ts";

/** What a run depends on, beside its number. */
export interface Rules {
  readonly seed: number;
  /** At most so many actions. */
  readonly depth: number;
}

export class Walk {
  readonly #terrain: Terrain;
  readonly #drawOf: (run: number) => Draw;
  #draw: Draw;
  readonly #initials: readonly Int32Array[];
  readonly #rules: Rules;
  #random: Random = randomOf(0, 0);
  #state = -1;
  /** The initial state by its place among all, and how many steps were taken from it. */
  initial = 0;
  length = 0;
  /** Of each action, how often it was taken. */
  readonly taken: Int32Array;
  /** Hashes of the states that it came by. */
  readonly visited: number[] = [];
  /** The witnesses reached, as bits. */
  readonly marks: Int32Array;

  constructor(terrain: Terrain, drawOf: (run: number) => Draw, initials: readonly Int32Array[], rules: Rules) {
    this.#terrain = terrain;
    this.#drawOf = drawOf;
    this.#draw = drawOf(1);
    this.#initials = initials;
    this.#rules = rules;
    this.taken = new Int32Array(terrain.offered.length);
    this.marks = new Int32Array(terrain.known.markInts);
  }

  /** Begins the run of this number; why it ends at once, if it does. */
  begin(run: number): RunEnd | undefined {
    this.#random = randomOf(this.#rules.seed, run);
    this.#draw = this.#drawOf(run);
    this.taken.fill(0);
    this.marks.fill(0);
    this.visited.length = 0;
    this.length = 0;
    this.initial = this.#random.below(this.#initials.length);
    this.#state = this.#terrain.start(this.#initials[this.initial]);
    if (this.#state < 0) return this.#terrain.breach === undefined ? "bounds" : this.#breached(this.#terrain.breach);
    this.#mark();
    return undefined;
  }

  /** Takes one step; why the run ends instead or with it, if it does. */
  step(onStep?: (step: number) => void): RunEnd | undefined {
    if (this.length >= this.#rules.depth) return "depth";
    const { known } = this.#terrain;
    if (!known.isExpanded(this.#state)) this.#state = this.#terrain.expand(this.#state);
    if (this.#terrain.breach !== undefined) return this.#breached(this.#terrain.breach);
    if (known.count(this.#state) === 0) return known.isCut(this.#state) ? "bounds" : "nothing";
    const step = this.#draw(this.#state, this.#random);
    onStep?.(step);
    this.taken[known.action(step)]++;
    this.length++;
    this.#state = this.#terrain.follow(step);
    if (this.#state < 0) return this.#breached(this.#terrain.breach!);
    this.#mark();
    return undefined;
  }

  /** The step that breaks a promise counts as taken, and the state after it as reached. */
  #breached({ action, reached = [] }: Breach): RunEnd {
    if (action !== undefined) this.taken[action]++;
    for (const i of reached) this.marks[i >>> 5] |= 1 << (i & 31);
    return "violation";
  }

  #mark(): void {
    this.visited.push(this.#terrain.known.hashOf(this.#state));
    for (let i = 0; i < this.marks.length; i++) this.marks[i] |= this.#terrain.known.marks(this.#state, i);
  }
}
