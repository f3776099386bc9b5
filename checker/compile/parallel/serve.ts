// What a thread beside the search's own does, from its model to its last duty.
import type { Model } from "../../model/model.ts";
import { Abstraction } from "../search/abstraction.ts";
import { DEAF } from "../search/deaf.ts";
import type { Pace } from "../search/pace.ts";
import { Stepper } from "../search/stepper.ts";
import { refinedBySteps } from "../symmetry/refined-by-steps.ts";
import { AT } from "./board.ts";
import { clearCounts } from "./counts.ts";
import type { Invitation, Mishap } from "./crew.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { Part } from "./part.ts";
import { practise, rehearsed } from "./rehearsal.ts";
import { awaitDuty, report } from "./signals.ts";
import { Watch } from "./watch.ts";
import type { Memory } from "./window-kernel.ts";

export class Member {
  readonly #stepper: Stepper;
  readonly #watch: Watch;
  readonly #abstractions: readonly Abstraction[];
  #part: Part | undefined;

  constructor(given: Model, pace: Pace) {
    const model = refinedBySteps(given);
    this.#stepper = new Stepper(model, pace, DEAF, true);
    const { view } = this.#stepper;
    this.#abstractions = model.refinements.map((refinement) => new Abstraction(refinement, view, true));
    this.#watch = new Watch(this.#abstractions);
  }

  get fingerprint(): string {
    return fingerprintOf(this.#stepper.model, this.#stepper.layout);
  }

  /** Practises, and says what came of the states that all rehearse. */
  join({ board, memory, rehearsed: states, expanded, practice }: Invitation, thread: number): number[] {
    const { kernel } = this.#stepper;
    this.adopt(memory);
    kernel.window!.stand(expanded, 0);
    kernel.window!.sees(board.witnessed);
    const numbers = rehearsed(this.#stepper, this.#watch, states);
    practise(this.#stepper, this.#watch, expanded, practice);
    clearCounts(kernel);
    this.#part = new Part(this.#stepper, board, thread, this.#watch);
    return numbers;
  }

  adopt(memory: Memory): void {
    this.#stepper.kernel.window!.adopt(memory);
    this.#abstractions.forEach(({ images }, i) => {
      images.adopt(memory.images[i]);
    });
  }

  do(duty: Parameters<Part["do"]>[0]): readonly Mishap[] {
    this.#part!.do(duty);
    return this.#watch.mishaps.splice(0);
  }
}

/** How a thread hears of what cannot lie on the board, and tells of it. */
export interface Line {
  /** Waits for the next state table. */
  memory(): Memory;
  tell(mishap: Mishap): void;
}

/** Does duty after duty, until there is none any more. */
export const serve = (member: Member, { board }: Invitation, line: Line): void => {
  const { control } = board;
  let known = 0;
  for (let turn = 0; ; turn++) {
    const duty = awaitDuty(board, turn);
    if (duty === "end") return;
    for (; known < control[AT.memory]; known++) member.adopt(line.memory());
    for (const mishap of member.do(duty)) line.tell(mishap);
    report(board);
  }
};
