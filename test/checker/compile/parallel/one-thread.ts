// A crew whose threads are all this one: they do their duties in turn, so that what each does first can be chosen.
import type { Built, Crew, CrewPace, Invitation, Mishap } from "../../../../checker/compile/parallel/crew.ts";
import { Member } from "../../../../checker/compile/parallel/serve.ts";
import type { Memory } from "../../../../checker/compile/parallel/window-kernel.ts";
import { PACE, type Pace } from "../../../../checker/compile/search/pace.ts";
import type { Model } from "../../../../checker/model/model.ts";

/** From the first state on, in windows and chunks of few states. */
export const AT_ONCE: CrewPace = {
  fromQueue: 0,
  fromMilliseconds: 0,
  cost: 0,
  costOfWarmUp: 0,
  worthOfWaiting: 1,
  worthOfSpent: 1,
  leastWindow: 1,
  statesPerChunk: 3,
  firstWindow: 7,
  shortWindow: 12,
  longWindow: Number.POSITIVE_INFINITY,
  practiceMilliseconds: 0,
  mostCandidates: 1_000,
};

export class OneThread implements Crew {
  readonly others: number;
  readonly pace: CrewPace;
  readonly #model: Model;
  readonly #ofMembers: Pace;
  #members: readonly Member[] = [];
  #numbers: number[][] = [];
  #mishaps: Mishap[] = [];

  constructor(model: Model, threads: number, pace = AT_ONCE, ofMembers = PACE) {
    this.#model = model;
    this.others = threads - 1;
    this.pace = pace;
    this.#ofMembers = ofMembers;
  }

  start(): void {
    this.#members = Array.from({ length: this.others }, () => new Member(this.#model, this.#ofMembers));
  }
  built(): readonly Built[] {
    return this.#members.map(({ fingerprint }) => ({ fingerprint }));
  }
  join(invitation: Invitation): void {
    this.#numbers = this.#members.map((member, i) => member.join(invitation, i + 1));
  }
  rehearsed(): readonly (readonly number[])[] {
    return this.#numbers;
  }
  renew(memory: Memory): void {
    for (const member of this.#members) member.adopt(memory);
  }
  give(duty: Parameters<Crew["give"]>[0]): void {
    for (const member of this.#members) this.#mishaps.push(...member.do(duty));
  }
  areThrough(): boolean {
    return true;
  }
  mishaps(): readonly Mishap[] {
    return this.#mishaps.splice(0);
  }
  async end(): Promise<void> {}
}
