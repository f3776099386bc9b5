import type { Obligation } from "../../specs/language/property.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Liveness } from "../model/model.ts";
import { blamed } from "../reference/blamed.ts";
import { showAny } from "../reference/show.ts";
import { KINDS, type Promised } from "./question.ts";

/** Writes down what each state says of each liveness property. */
export class Promises {
  readonly all: readonly { -readonly [K in keyof Promised]: Promised[K] }[];
  readonly #liveness: readonly Liveness[];

  constructor(liveness: readonly Liveness[], states: number) {
    this.#liveness = liveness;
    this.all = liveness.map(() => ({ kind: "eventually", raised: new Uint8Array(states), met: new Uint8Array(states) }));
  }

  /** States come in their order. */
  state(index: number, state: unknown): void {
    this.#liveness.forEach(({ name, of }, i) => {
      const promised = this.all[i];
      const asked = index === 0 ? undefined : promised.kind;
      const { kind, raised, met } = blamed(
        () => `liveness property ${name}`,
        "predicate",
        () => obligation(of(state), asked),
      );
      promised.kind = kind;
      promised.raised[index] = Number(raised);
      promised.met[index] = Number(met);
    });
  }
}

/** A promise is about whole runs, so that it cannot be one in some states and another in others. */
const obligation = (said: Obligation, asked: Promised["kind"] | undefined): Obligation => {
  if (!KINDS.includes(said?.kind))
    throw new SpecError(
      `it returned ${showAny(said)}. Liveness is promised by eventually(p), leadsTo(p, q), infinitelyOften(p) or eventuallyAlways(p).`,
    );
  if (asked !== undefined && said.kind !== asked)
    throw new SpecError(
      `it is ${asked} in some states and ${said.kind} in others. A promise is about whole runs: give each of the two a name of its own.`,
    );
  return said;
};
