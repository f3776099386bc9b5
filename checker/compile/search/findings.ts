import type { Finding } from "../../explore/search.ts";
import type { PlainState } from "../../reference/plain.ts";
import type { PropertyKind } from "../../result.ts";

/** Where a violation was found: a run to a stored state, and one more state when the last step led beyond it. */
export interface Found {
  readonly kind: PropertyKind;
  readonly property: string;
  /** States on the run. */
  readonly depth: number;
  /** The state being expanded, the step's place among those from it, and the property's among all: the declared order. */
  readonly order: readonly [expanded: number, ordinal: number, property: number];
  readonly state: number;
  readonly last: Int32Array | undefined;
}

/** The run to a stored state, and one more if there is one: a step that violates this property. */
type RunTo = (state: number, last: Int32Array | undefined, violated: string | undefined) => PlainState[];

const precedes = (one: Found, other: Found): boolean => {
  if (one.depth !== other.depth) return one.depth < other.depth;
  for (let i = 0; i < one.order.length; i++) if (one.order[i] !== other.order[i]) return one.order[i] < other.order[i];
  return false;
};

/** The least violation of each property. A state's new successors are asked after all its steps, so a later one may be less. */
export class Findings {
  readonly #least = new Map<string, Found>();
  readonly #run: RunTo;

  constructor(run: RunTo) {
    this.#run = run;
  }

  get isEmpty(): boolean {
    return this.#least.size === 0;
  }

  add(found: Found): void {
    const known = this.#least.get(found.property);
    if (!known || precedes(found, known)) this.#least.set(found.property, found);
  }

  sorted(): Finding[] {
    const found = [...this.#least.values()].sort((one, other) => (precedes(one, other) ? -1 : 1));
    return found.map(({ kind, property, depth, state, last }) => ({
      kind,
      property,
      depth,
      run: () => this.#run(state, last, kind === "step" ? property : undefined),
    }));
  }
}
