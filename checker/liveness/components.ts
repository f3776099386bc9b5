import type { StateGraph } from "./state-graph.ts";

const CLOSED = 0x7fffffff;

/**
 * Finds strongly connected components of parts of a graph, one state alone included: a run may stay where it is. Tarjan,
 * "Depth-First Search and Linear Graph Algorithms", SIAM J. Comput. 1(2), 1972, without recursion.
 */
export class Components {
  readonly #graph: StateGraph;
  /** Which part a state belongs to; the caller's to write. */
  readonly part: Int32Array;
  /** By state: its number in order of discovery, from 1, CLOSED once its component is known; and the least open one it leads to. */
  readonly #order: Int32Array;
  readonly #low: Int32Array;
  readonly #next: Float64Array;
  #discovered = 0;

  constructor(graph: StateGraph) {
    this.#graph = graph;
    this.part = new Int32Array(graph.states);
    this.#order = new Int32Array(graph.states);
    this.#low = new Int32Array(graph.states);
    this.#next = new Float64Array(graph.states);
  }

  /** The components of the part `id`, which has these states. */
  of(states: Int32Array, id: number): Int32Array[] {
    for (const state of states) this.#order[state] = 0;
    this.#discovered = 0;
    const found: Int32Array[] = [];
    for (const state of states) if (this.#order[state] === 0) this.#from(state, id, found);
    return found;
  }

  #from(root: number, id: number, found: Int32Array[]): void {
    const { offsets, targets } = this.#graph;
    const open: number[] = [];
    const path: number[] = [];
    const enter = (state: number) => {
      this.#order[state] = this.#low[state] = ++this.#discovered;
      this.#next[state] = offsets[state];
      open.push(state);
      path.push(state);
    };
    enter(root);
    while (path.length > 0) {
      const state = path[path.length - 1];
      const edge = this.#next[state]++;
      if (edge < offsets[state + 1]) {
        const target = targets[edge];
        if (this.part[target] !== id) continue;
        if (this.#order[target] === 0) enter(target);
        else if (this.#order[target] !== CLOSED) this.#low[state] = Math.min(this.#low[state], this.#order[target]);
      } else {
        path.pop();
        const parent = path.at(-1);
        if (parent !== undefined) this.#low[parent] = Math.min(this.#low[parent], this.#low[state]);
        if (this.#low[state] === this.#order[state]) found.push(this.#close(state, open));
      }
    }
  }

  #close(root: number, open: number[]): Int32Array {
    const first = open.lastIndexOf(root);
    const component = Int32Array.from(open.splice(first));
    for (const state of component) this.#order[state] = CLOSED;
    return component;
  }
}
