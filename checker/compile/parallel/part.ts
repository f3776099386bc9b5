// One thread's part in a window.

import type { Stepper } from "../search/stepper.ts";
import { REGIONS } from "../search/table-source.ts";
import { AT, type Board, CHUNK, type Duty, TRIED } from "./board.ts";
import { clearCounts, countsOf } from "./counts.ts";
import { rehearsed } from "./rehearsal.ts";
import type { Watch } from "./watch.ts";
import type { WindowKernel } from "./window-kernel.ts";

/** The regions of the index that are a thread's, as bits. */
const regionsOf = (thread: number, threads: number): number => {
  let regions = 0;
  for (let region = 0; region < REGIONS; region++)
    if (Math.floor((region * threads) / REGIONS) === thread) regions |= 1 << region;
  return regions;
};

export class Part {
  readonly #stepper: Stepper;
  readonly #window: WindowKernel;
  readonly #board: Board;
  readonly #thread: number;
  readonly #watch: Watch;
  readonly #regions: number;
  /** Where this thread's next candidate goes, and where its room ends. */
  #next = 0;
  #end = 0;

  constructor(stepper: Stepper, board: Board, thread: number, watch: Watch) {
    this.#stepper = stepper;
    this.#window = stepper.kernel.window!;
    this.#board = board;
    this.#thread = thread;
    this.#watch = watch;
    this.#regions = regionsOf(thread, board.extent.threads);
    const { words, hashes, parents, slots, winners } = board.candidates;
    this.#window.candidates(words, hashes, parents, slots, winners);
  }

  /** Does its share of what all do. */
  do(duty: Duty): void {
    const { control, witnessed } = this.#board;
    this.#window.stand(control[AT.stored], control[AT.from]);
    this.#stepper.listenTo(this.#watch.listener);
    if (duty === "survey") this.#survey();
    else if (duty === "try") this.#try();
    else if (duty === "claim") this.#claim();
    else if (duty === "fill") this.#window.fill(this.#regions, this.#thread, this.#board.extent.threads);
    else if (duty === "settle") {
      this.#window.sees(witnessed);
      this.#eachChunk((begin, end, base) => this.#window.settle(begin, end, base));
    } else if (duty === "refine") this.#eachChunk((begin, end) => this.#window.refine(begin, end));
    this.#noteFlags();
  }

  /** Takes chunk after chunk, until none is left or one before it has turned out unusual. */
  #taken(): number {
    const { control } = this.#board;
    const chunk = Atomics.add(control, AT.cursor, 1);
    return chunk < control[AT.kept] && chunk < Atomics.load(control, AT.unusual) ? chunk : -1;
  }

  /** What goes wrong in a chunk is to go wrong again before the search, alone, is past the chunk's last state. */
  #lastOf(chunk: number): number {
    const { control, extent } = this.#board;
    return Math.min(control[AT.from] + (chunk + 1) * extent.statesPerChunk, control[AT.to]) - 1;
  }

  #unusual(chunk: number): void {
    const { control } = this.#board;
    for (let least = Atomics.load(control, AT.unusual); chunk < least; least = Atomics.load(control, AT.unusual))
      Atomics.compareExchange(control, AT.unusual, least, chunk);
  }

  #survey(): void {
    const { control, chunks, extent } = this.#board;
    this.#next = this.#thread * extent.candidates;
    this.#end = this.#next + extent.candidates;
    for (let chunk = this.#taken(); chunk >= 0; chunk = this.#taken()) {
      const from = control[AT.from] + chunk * extent.statesPerChunk;
      const last = this.#lastOf(chunk);
      const begin = this.#next;
      const isUnusual = this.#watch.during(() => {
        this.#next = this.#stepper.survey(from, last + 1, begin, this.#end);
      }, last);
      this.#moveCounts(chunk);
      if (isUnusual || this.#next < 0) {
        this.#next = begin;
        this.#unusual(chunk);
        return;
      }
      chunks[chunk * CHUNK.numbers + CHUNK.end] = this.#next;
      chunks[chunk * CHUNK.numbers + CHUNK.begin] = begin;
    }
  }

  #try(): void {
    const { control, tried, witnessed } = this.#board;
    const from = control[AT.from];
    const to = Math.min(control[AT.to], from + control[AT.kept] * this.#board.extent.statesPerChunk);
    const states = Array.from({ length: TRIED }, (_, i) => from + Math.floor(((to - 1 - from) * i) / (TRIED - 1)));
    this.#window.sees(witnessed);
    tried.set(rehearsed(this.#stepper, this.#watch, states), this.#thread * TRIED);
    clearCounts(this.#stepper.kernel);
  }

  /** What the kernel has counted is the chunk's, and counted no more. */
  #moveCounts(chunk: number): void {
    const { kernel } = this.#stepper;
    let at = chunk * this.#board.extent.counts;
    for (const counted of countsOf(kernel)) {
      this.#board.counts.set(counted, at);
      at += counted.length;
    }
    clearCounts(kernel);
  }

  #claim(): void {
    const { control, chunks, winners, extent } = this.#board;
    this.#window.claims(this.#regions, this.#thread, extent.threads);
    for (let chunk = 0; chunk < control[AT.kept]; chunk++) {
      const row = chunk * CHUNK.numbers;
      const won = this.#window.claim(chunks[row + CHUNK.begin], chunks[row + CHUNK.end]);
      winners[chunk * extent.threads + this.#thread] = Math.max(0, won);
      if (won >= 0) continue;
      // What was not claimed has no slot, and is to be cleared with the rest.
      Atomics.add(control, AT.crowded, 1);
      return;
    }
  }

  #eachChunk(run: (begin: number, end: number, base: number) => void): void {
    const { chunks } = this.#board;
    for (let chunk = this.#taken(); chunk >= 0; chunk = this.#taken()) {
      const row = chunk * CHUNK.numbers;
      const [begin, end, base] = [chunks[row + CHUNK.begin], chunks[row + CHUNK.end], chunks[row + CHUNK.base]];
      const isUnusual = this.#watch.during(() => run(begin, end, base), this.#lastOf(chunk));
      if (isUnusual) {
        this.#unusual(chunk);
        return;
      }
    }
  }

  #noteFlags(): void {
    const { falsified, evaluated, premisesHeld } = this.#stepper.kernel;
    let at = this.#thread * this.#board.extent.flags;
    for (const flags of [falsified, evaluated, premisesHeld]) {
      this.#board.flags.set(flags, at);
      at += flags.length;
    }
  }
}
