// A run that goes on for ever, in finite words: a stem, and a cycle that it does not leave.
import type { Enabled, Fairness } from "./fairness.ts";
import type { StateGraph } from "./state-graph.ts";

/** A way round, from its first state back to it. One state, and no step, stays where it is. */
export interface Cycle {
  readonly states: readonly number[];
  /** Of the step from each state. */
  readonly labels: readonly number[];
}
/** The states on the way to the cycle, whose first state is the last of them. */
export interface Lasso {
  readonly stem: readonly number[];
  readonly cycle: Cycle;
}

/** A cycle within a fair component, from this state on, that is fair and comes to a state of `visited`, if that is given. */
export const fairCycle = (
  graph: StateGraph,
  fairness: Fairness,
  enabled: Enabled,
  component: ReadonlySet<number>,
  start: number,
  visited?: Uint8Array,
): Cycle => {
  const owed = new Owed(fairness, enabled, visited);
  owed.visit(start);
  const way: Step[] = [];
  const at = () => way.at(-1)?.[0] ?? start;
  const goOn = (isWanted: (state: number, label: number) => boolean) => {
    for (const step of nearest(graph, component, at(), isWanted)) {
      owed.take(step[1]);
      owed.visit(step[0]);
      way.push(step);
    }
  };
  for (;;) {
    while (!owed.isPaid) goOn((state, label) => owed.isPaidBy(state, label));
    if (at() === start) break;
    goOn((state) => state === start);
  }
  return { states: [start, ...way.slice(0, -1).map(([state]) => state)], labels: way.map(([, label]) => label) };
};

/** What a cycle must still do. A strong constraint is owed from the first state on that enables it. */
class Owed {
  readonly #fairness: Fairness;
  readonly #enabled: Enabled;
  readonly #visited: Uint8Array | undefined;
  readonly #paid: Uint8Array;
  readonly #isOwed: Uint8Array;
  #isVisited: boolean;

  constructor(fairness: Fairness, enabled: Enabled, visited: Uint8Array | undefined) {
    this.#fairness = fairness;
    this.#enabled = enabled;
    this.#visited = visited;
    this.#isVisited = visited === undefined;
    this.#paid = new Uint8Array(fairness.kinds.length);
    this.#isOwed = Uint8Array.from(fairness.kinds, (kind) => (kind === "weak" ? 1 : 0));
  }

  visit(state: number): void {
    if (this.#visited?.[state] === 1) this.#isVisited = true;
    this.#fairness.kinds.forEach((kind, constraint) => {
      const isEnabled = this.#enabled.has(state, constraint);
      if (kind === "weak" && !isEnabled) this.#paid[constraint] = 1;
      if (kind === "strong" && isEnabled) this.#isOwed[constraint] = 1;
    });
  }

  take(label: number): void {
    const constraint = this.#fairness.constraintOf[label];
    if (constraint >= 0) this.#paid[constraint] = 1;
  }

  get isPaid(): boolean {
    return this.#isVisited && this.#isOwed.every((isOwed, constraint) => !isOwed || this.#paid[constraint] === 1);
  }

  /** Whether this step, or the state it leads to, pays some of what is owed. */
  isPaidBy(state: number, label: number): boolean {
    const { kinds, constraintOf } = this.#fairness;
    const isUnpaid = (constraint: number) => this.#isOwed[constraint] === 1 && this.#paid[constraint] === 0;
    if (constraintOf[label] >= 0 && isUnpaid(constraintOf[label])) return true;
    if (!this.#isVisited && this.#visited?.[state] === 1) return true;
    return kinds.some((kind, constraint) => kind === "weak" && isUnpaid(constraint) && !this.#enabled.has(state, constraint));
  }
}

type Step = readonly [to: number, label: number];

/** A shortest way within the component to a step that is wanted. */
const nearest = (
  { offsets, targets, labels }: StateGraph,
  component: ReadonlySet<number>,
  start: number,
  isWanted: (state: number, label: number) => boolean,
): Step[] => {
  const cameBy = new Map<number, readonly [from: number, label: number]>();
  const queue = [start];
  for (let i = 0; i < queue.length; i++) {
    const from = queue[i];
    for (let edge = offsets[from]; edge < offsets[from + 1]; edge++) {
      const [target, label] = [targets[edge], labels[edge]];
      if (!component.has(target)) continue;
      if (isWanted(target, label)) {
        const way: Step[] = [[target, label]];
        for (let at = from; at !== start; at = cameBy.get(at)![0]) way.push([at, cameBy.get(at)![1]]);
        return way.reverse();
      }
      if (target === start || cameBy.has(target)) continue;
      cameBy.set(target, [from, label]);
      queue.push(target);
    }
  }
  throw new Error("internal error: a fair component has no fair cycle. Please report it with the spec.");
};
