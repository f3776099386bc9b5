// A search by several threads, window by window. A window is a run of states of one depth; its chunks are dealt with by whoever is
// free, and then stored in the order in which one thread would have stored them. At the first chunk in which anything unusual
// happens a window ends, and what it did there is undone: the search deals with that chunk alone, and so tells of it as ever.

import type { Abstraction } from "../search/abstraction.ts";
import type { Stepper } from "../search/stepper.ts";
import { grownCapacity } from "../search/table-source.ts";
import { anotherModel } from "./another-model.ts";
import { AT, type Board, CHUNK, type Duty, TRIED } from "./board.ts";
import { clearCounts, countsOf, uncounted } from "./counts.ts";
import type { Crew, Mishap } from "./crew.ts";
import { Part } from "./part.ts";
import type { Watch } from "./watch.ts";
import type { Memory, WindowKernel } from "./window-kernel.ts";

/** What a search allows a window: so many states, and as many bytes for their table and images as there are and may come. */
export interface Room {
  readonly states: number;
  readonly bytes: number;
}

const isSame = (one: Memory, other: Memory) =>
  one.arena === other.arena &&
  one.parents === other.parents &&
  one.table === other.table &&
  one.images.every((images, i) => images === other.images[i]);

export class Windows {
  readonly #stepper: Stepper;
  readonly #window: WindowKernel;
  readonly #abstractions: readonly Abstraction[];
  readonly #crew: Crew;
  readonly #board: Board;
  readonly #watch: Watch;
  readonly #part: Part;
  readonly #restore: () => void;
  #memory: Memory;
  /** A chunk for each thread. */
  readonly #least: number;
  #states: number;
  #until = 0;
  /** Before this state the search goes on alone. */
  #aloneUntil = 0;
  #running: Generator<void, void> | undefined;
  readonly #mishaps: Mishap[] = [];
  opened = 0;

  /** `restore` has the search hear of its own steps again; one thread expands so many states in a millisecond. */
  constructor(stepper: Stepper, crew: Crew, board: Board, watch: Watch, restore: () => void, perMillisecond: number) {
    this.#stepper = stepper;
    this.#abstractions = watch.abstractions;
    this.#window = stepper.kernel.window!;
    this.#crew = crew;
    this.#board = board;
    this.#watch = watch;
    this.#restore = restore;
    this.#part = new Part(stepper, board, 0, watch);
    this.#memory = this.memory;
    this.#least = crew.pace.statesPerChunk * board.extent.threads;
    this.#states = Math.max(
      this.#least,
      Math.min(crew.pace.firstWindow, Math.floor(perMillisecond * crew.pace.longWindow * board.extent.threads)),
    );
  }

  /** All that threads share of what is found. */
  get memory(): Memory {
    return { ...this.#window.memory, images: this.#abstractions.map(({ images }) => images.memory) };
  }

  get isOpen(): boolean {
    return this.#running !== undefined;
  }

  /** Opens a window on the states at hand, if one is worth it. */
  open(end: number, witnessed: readonly boolean[], room: Room): boolean {
    const { head, isHalfExpanded } = this.#stepper.kernel;
    if (isHalfExpanded || head < this.#aloneUntil) return false;
    this.settleMishaps();
    if (end - head < this.#crew.pace.leastWindow) return false;
    const { mostChunks, statesPerChunk } = this.#board.extent;
    const states = Math.min(this.#states, mostChunks * statesPerChunk, end - head);
    this.#board.witnessed.set(witnessed.map(Number));
    this.opened++;
    this.#running = this.#go(head, head + states, room);
    return true;
  }

  /** Goes on with the window that is open. */
  go(until: number): void {
    this.#until = until;
    if (this.#running?.next().done) this.#running = undefined;
  }

  /** What went wrong in a window must go wrong again, or it hangs on something other than the state. */
  settleMishaps(): void {
    const { head } = this.#stepper.kernel;
    this.#mishaps.push(...this.#watch.mishaps.splice(0), ...this.#crew.mishaps());
    const passed = this.#mishaps.find(({ state }) => state < head);
    if (passed) throw passed.error;
  }

  *#go(from: number, to: number, room: Room): Generator<void, void> {
    const { control, extent } = this.#board;
    const { kernel } = this.#stepper;
    const began = performance.now();
    const stored = kernel.count;
    const chunks = Math.ceil((to - from) / extent.statesPerChunk);
    Object.assign(control, { [AT.from]: from, [AT.to]: to, [AT.chunks]: chunks, [AT.stored]: stored });
    control[AT.unusual] = chunks;
    control[AT.crowded] = 0;
    yield* this.#all("survey", chunks);
    yield* this.#try(control[AT.unusual]);
    yield* this.#claim(Math.min(chunks, control[AT.unusual]), stored, room);
    const settled = this.#keep(stored, room);
    yield* this.#all("settle", settled);
    const right = this.#clear(Math.min(settled, control[AT.unusual]), settled);
    if (this.#stepper.model.refinements.length > 0) yield* this.#all("refine", right);
    this.#commit(this.#clear(Math.min(right, control[AT.unusual]), right), from, to);
    this.#resize(performance.now() - began, kernel.head - from, to - from);
  }

  /** Has all threads take the same steps: what comes of them must be the same. */
  *#try(kept: number): Generator<void, void> {
    if (kept === 0) return;
    yield* this.#all("try", kept);
    const { tried } = this.#board;
    for (let i = TRIED; i < tried.length; i++) {
      if (tried[i] !== tried[i % TRIED]) throw anotherModel(this.#stepper.model);
    }
  }

  /** Has all threads do something about the first chunks, and does its own share. */
  *#all(duty: Duty, kept: number): Generator<void, void> {
    const { control } = this.#board;
    control[AT.kept] = kept;
    control[AT.cursor] = 0;
    this.#renew();
    this.#crew.give(duty);
    this.#own(duty);
    while (!this.#crew.areThrough(this.#until)) yield;
  }

  /** The search may be asked, or ended, before the window is through: what it tells is as it was before. */
  #own(duty: Duty): void {
    const { control } = this.#board;
    const { kernel } = this.#stepper;
    for (const { images } of this.#abstractions) images.mayGrow = false;
    uncounted(kernel, () => {
      if (duty === "survey") clearCounts(kernel);
      this.#part.do(duty);
    });
    for (const { images } of this.#abstractions) images.mayGrow = true;
    this.#window.stand(control[AT.stored], control[AT.from]);
    this.#restore();
  }

  #renew(): void {
    const { memory } = this;
    if (isSame(memory, this.#memory)) return;
    this.#memory = memory;
    this.#crew.renew(memory);
  }

  /** Has the candidates put into the index, which is made larger before that, as far as there is room. */
  *#claim(surveyed: number, stored: number, room: Room): Generator<void, void> {
    const { control, chunks } = this.#board;
    let kept = surveyed;
    let candidates = 0;
    for (let row = 0; row < surveyed * CHUNK.numbers; row += CHUNK.numbers)
      candidates += chunks[row + CHUNK.end] - chunks[row + CHUNK.begin];
    while (kept > 0 && this.#window.needsTable(stored + candidates)) {
      if (this.#stepper.kernel.bytes() + this.#window.memory.table.length * 12 > room.bytes) kept = candidates = 0;
      else this.#window.widerTable();
    }
    if (this.#memory.table !== this.#window.memory.table) yield* this.#all("fill", kept);
    yield* this.#all("claim", kept);
    if (control[AT.crowded] > 0) this.#clear(0, kept);
    control[AT.kept] = control[AT.crowded] > 0 ? 0 : kept;
  }

  /** Says where the new states of each chunk are stored. How many chunks fit. */
  #keep(stored: number, room: Room): number {
    const { control, chunks, winners, extent } = this.#board;
    const claimed = control[AT.kept];
    let base = stored;
    let fits = 0;
    for (; fits < claimed; fits++) {
      const row = fits * CHUNK.numbers;
      chunks[row + CHUNK.base] = base;
      let next = base;
      for (let thread = 0; thread < extent.threads; thread++) next += winners[fits * extent.threads + thread];
      if (next > room.states || this.#bytesFor(next) > room.bytes) break;
      base = next;
    }
    if (this.#window.needsArena(base)) this.#window.widerArena(base);
    for (const { images } of this.#abstractions) images.reserve(base);
    return this.#clear(fits, claimed);
  }

  /** What is allocated with room for so many states, and for the images of as many. */
  #bytesFor(stored: number): number {
    const { arena, parents } = this.#window.memory;
    const images = this.#abstractions.reduce((sum, { images }) => sum + images.bytesGrown(stored) - images.bytes, 0);
    let capacity = parents.length;
    while (stored > capacity) capacity = grownCapacity(capacity);
    const wider = (capacity - parents.length) * (arena.length / parents.length + 1) * 4;
    return this.#stepper.kernel.bytes() + wider + images;
  }

  /** Undoes the chunks between; gives the first of them. */
  #clear(kept: number, claimed: number): number {
    const { chunks } = this.#board;
    for (let row = kept * CHUNK.numbers; row < claimed * CHUNK.numbers; row += CHUNK.numbers)
      this.#window.clear(chunks[row + CHUNK.begin], chunks[row + CHUNK.end]);
    return kept;
  }

  /** The first chunks have become part of the search. */
  #commit(kept: number, from: number, to: number): void {
    const { control, chunks, winners, counts, extent } = this.#board;
    const { kernel } = this.#stepper;
    let stored = control[AT.stored];
    if (kept > 0) {
      stored = chunks[(kept - 1) * CHUNK.numbers + CHUNK.base];
      for (let thread = 0; thread < extent.threads; thread++) stored += winners[(kept - 1) * extent.threads + thread];
    }
    for (let chunk = 0; chunk < kept; chunk++) {
      let at = chunk * extent.counts;
      for (const counted of countsOf(kernel)) for (let i = 0; i < counted.length; i++) counted[i] += counts[at++];
    }
    if (kept > 0) this.#noteFlags();
    const head = Math.min(to, from + kept * extent.statesPerChunk);
    this.#window.stand(stored, head);
    this.#window.sees(this.#board.witnessed);
    this.#aloneUntil = kept < control[AT.chunks] ? Math.min(to, head + extent.statesPerChunk) : head;
  }

  #noteFlags(): void {
    const { flags, extent } = this.#board;
    const { falsified, evaluated, premisesHeld } = this.#stepper.kernel;
    for (let thread = 0; thread < extent.threads; thread++) {
      let at = thread * extent.flags;
      for (const noted of [falsified, evaluated, premisesHeld]) for (let i = 0; i < noted.length; i++) noted[i] |= flags[at++];
    }
  }

  #resize(milliseconds: number, dealtWith: number, states: number): void {
    if (dealtWith < states) this.#states = Math.max(this.#least, dealtWith);
    else if (states < this.#states) return;
    else if (milliseconds < this.#crew.pace.shortWindow) this.#states *= 2;
    else if (milliseconds > this.#crew.pace.longWindow) this.#states = Math.max(this.#least, this.#states >>> 1);
  }
}
