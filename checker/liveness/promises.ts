import type { Liveness } from "../model/model.ts";
import { blamed } from "../reference/blamed.ts";
import type { Promised } from "./question.ts";

/** Writes down what each state says of each liveness property. */
export class Promises {
  readonly all: readonly { -readonly [K in keyof Promised]: Promised[K] }[];
  readonly #liveness: readonly Liveness[];

  constructor(liveness: readonly Liveness[], states: number) {
    this.#liveness = liveness;
    this.all = liveness.map(() => ({ kind: "eventually", raised: new Uint8Array(states), met: new Uint8Array(states) }));
  }

  state(index: number, state: unknown): void {
    this.#liveness.forEach(({ name, of }, i) => {
      const place = () => `liveness property ${name}`;
      const { kind, raised, met } = blamed(place, "predicate", () => of(state));
      this.all[i].kind = kind;
      this.all[i].raised[index] = Number(raised);
      this.all[i].met[index] = Number(met);
    });
  }
}
