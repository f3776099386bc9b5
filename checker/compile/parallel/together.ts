// How a search comes by other threads: it begins alone, has them made when they are worth it, and goes on meanwhile.
import type { Alone } from "../../explore/alone.ts";
import type { Abstraction } from "../search/abstraction.ts";
import type { Stepper } from "../search/stepper.ts";
import { anotherModel } from "./another-model.ts";
import { boardOf, bytesOf, candidatesFor, type Extent } from "./board.ts";
import { uncounted } from "./counts.ts";
import type { Crew } from "./crew.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { Lately } from "./lately.ts";
import { rehearsed } from "./rehearsal.ts";
import { Watch } from "./watch.ts";
import { Windows } from "./windows.ts";

/** States that all threads expand before they search together: what comes of it must be the same. */
const REHEARSED = 64;
const MOST_CHUNKS = 512;
const SHORT_SLICE = 10;

type Stage = "unmade" | "made" | "joined" | "together" | "alone";

export class Together {
  readonly #stepper: Stepper;
  readonly #crew: Crew;
  readonly #watch: Watch;
  readonly #restore: () => void;
  #stage: Stage = "unmade";
  #alone: Alone = { why: "short" };
  readonly #lately = new Lately();
  #tried: readonly number[] = [];
  #extent: Extent | undefined;
  #joining: Windows | undefined;
  #windows: Windows | undefined;

  constructor(stepper: Stepper, crew: Crew, abstractions: readonly Abstraction[], restore: () => void) {
    this.#stepper = stepper;
    this.#crew = crew;
    this.#watch = new Watch(abstractions);
    this.#restore = restore;
  }

  /** Once all are there. */
  get windows(): Windows | undefined {
    return this.#windows;
  }

  /** How long a slice may be: who is waited for is looked for often. */
  get patience(): number {
    return this.#stage === "made" || this.#stage === "joined" ? SHORT_SLICE : Number.POSITIVE_INFINITY;
  }

  /** How many threads have searched, and why not more. */
  get used(): { readonly threads: number; readonly alone?: Alone } {
    return this.#windows !== undefined && this.#windows.opened > 0
      ? { threads: this.#crew.others + 1 }
      : { threads: 1, alone: this.#alone };
  }

  get bytes(): number {
    return this.#extent === undefined ? 0 : bytesOf(this.#extent);
  }

  /** Between slices, the last of which took so many milliseconds. Throws when one of the threads has ended, or is another's. */
  attend(milliseconds: number, bytesLeft: number, witnessed: readonly boolean[]): void {
    const { head, count, isHalfExpanded } = this.#stepper.kernel;
    this.#lately.note(milliseconds, this.#stepper.warmUp, head);
    if (this.#stage === "unmade" && this.#isWorthIt(count - head)) {
      this.#crew.start();
      this.#stage = "made";
      this.#alone = { why: "late" };
    } else if (this.#stage === "made" && head > 0 && !isHalfExpanded) this.#join(bytesLeft, witnessed);
    else if (this.#stage === "joined") this.#begin();
  }

  #isWorthIt(waiting: number): boolean {
    const { fromQueue, fromMilliseconds, cost, costOfWarmUp, worthOfWaiting, worthOfSpent } = this.#crew.pace;
    const { spent, fast, rate } = this.#lately;
    if (waiting < fromQueue || fast < fromMilliseconds) return false;
    const worth = worthOfWaiting * (rate > 0 ? waiting / rate : 0) + worthOfSpent * spent;
    return cost + costOfWarmUp * this.#stepper.warmUp <= worth;
  }

  #join(bytesLeft: number, witnessed: readonly boolean[]): void {
    const built = this.#crew.built();
    if (built === undefined) return;
    const { model, layout, kernel } = this.#stepper;
    const fingerprint = fingerprintOf(model, layout);
    for (const one of built) {
      if ("failed" in one) return this.#stayAlone({ why: "unbuilt", message: one.failed });
      if (one.fingerprint !== fingerprint) throw anotherModel(model);
    }
    const extent = this.#extentOf();
    if (bytesOf(extent) > bytesLeft) return this.#stayAlone({ why: "memory" });
    this.#extent = extent;
    const { head } = kernel;
    const many = Math.min(REHEARSED, head);
    const states = Array.from({ length: many }, (_, i) => Math.floor((i * head) / many));
    this.#tried = this.#aside(() => rehearsed(this.#stepper, this.#watch, states));
    const board = boardOf(extent);
    board.witnessed.set(witnessed.map(Number));
    this.#joining = new Windows(this.#stepper, this.#crew, board, this.#watch, this.#restore, this.#lately.rate);
    const { practiceMilliseconds: least } = this.#crew.pace;
    const practice = { least, most: least + this.#stepper.warmUp };
    this.#crew.join({ board, memory: this.#joining.memory, rehearsed: states, expanded: head, practice });
    this.#stage = "joined";
  }

  #begin(): void {
    const tried = this.#crew.rehearsed();
    if (tried === undefined) return;
    if (tried.some((one) => one.join() !== this.#tried.join())) throw anotherModel(this.#stepper.model);
    this.#windows = this.#joining;
    this.#stage = "together";
  }

  #stayAlone(alone: Alone): void {
    this.#alone = alone;
    this.#stage = "alone";
  }

  #extentOf(): Extent {
    const { model, layout, kernel } = this.#stepper;
    const { falsified, evaluated, premisesHeld, taken, withinCut, allowCut } = kernel;
    return {
      threads: this.#crew.others + 1,
      statesPerChunk: this.#crew.pace.statesPerChunk,
      mostChunks: MOST_CHUNKS,
      words: layout.words,
      candidates: candidatesFor(layout.words, this.#crew.pace.mostCandidates),
      counts: taken.length + withinCut.length + allowCut.length,
      flags: falsified.length + evaluated.length + premisesHeld.length,
      witnesses: model.witnesses.length,
    };
  }

  /** Expands states that are expanded already, without a trace in the search. */
  #aside<T>(run: () => T): T {
    const { kernel } = this.#stepper;
    const { count, head } = kernel;
    try {
      return uncounted(kernel, run);
    } finally {
      kernel.window!.stand(count, head);
      this.#restore();
    }
  }
}
