// The whole graph of a model, by each way of taking its steps: they must agree to the last edge.
import { forget } from "../../../checker/compile/faces/array-faces.ts";
import { facesOf } from "../../../checker/compile/faces/faces.ts";
import { TracedActions } from "../../../checker/compile/recall/traced-actions.ts";
import { stepsFrom } from "../../../checker/compile/recall/tree-source.ts";
import { DEAF } from "../../../checker/compile/search/deaf.ts";
import { type Kernel, kernelOf } from "../../../checker/compile/search/kernel.ts";
import type { Listener } from "../../../checker/compile/search/listener.ts";
import { decode } from "../../../checker/compile/words/decode.ts";
import { encode } from "../../../checker/compile/words/encode.ts";
import { type Layout, layoutOf } from "../../../checker/compile/words/layout.ts";
import { CURRENT, current } from "../../../checker/compile/words/words.ts";
import type { Arguments, Model } from "../../../checker/model/model.ts";
import { hashOf } from "../../../checker/reference/hash-of.ts";
import { Judge } from "../../../checker/reference/judge.ts";
import { keyOf, keyOfValue } from "../../../checker/reference/key-of.ts";
import type { PlainState } from "../../../checker/reference/plain.ts";
import { sourceSchema } from "../../../checker/reference/step-text.ts";
import { systemOf } from "../../../checker/reference/system-of.ts";

/** What engines are compared by. Hashes are sums over keys: no order, but multiplicity; steps that change nothing included. */
export interface Graph {
  readonly states: number;
  readonly stateHash: string;
  readonly edges: string;
  readonly taken: Readonly<Record<string, number>>;
  /** The action whose recipe was refused, and how many states were expanded until then. */
  readonly refused: { readonly action: string; readonly expanded: number } | undefined;
}

/**
 * How the compiled engine comes by its steps: by recipes as they are, traced and walked, or traced and made code. Code tells
 * of its steps only by what it stores and counts: it is compared without edges.
 */
export type Way = "kernel" | "walked" | "coded";
export const WAYS: readonly Way[] = ["kernel", "walked", "coded"];

class Tally {
  readonly #model: Model;
  readonly #states: string[] = [];
  readonly #edges: string[] = [];
  expanded = 0;
  refused: Graph["refused"];

  constructor(model: Model) {
    this.#model = model;
  }
  state(key: string): void {
    this.#states.push(key);
  }
  edge(from: string, name: string, args: Arguments, to: string): void {
    const { parameters } = this.#model.actions.find((action) => action.name === name)!;
    const given = parameters.map((parameter) => keyOfValue(sourceSchema(parameter.source), args[parameter.name]));
    this.#edges.push(`${from}|${name}|${given.join("|")}|${to}`);
  }
  graph(taken: Graph["taken"]): Graph {
    return {
      states: this.#states.length,
      stateHash: hashOf(this.#states),
      edges: `${this.#edges.length} ${hashOf(this.#edges)}`,
      taken,
      refused: this.refused,
    };
  }
}

/** The graph that the reference engine finds within the bounds of the model, breadth first: the steps of so many states. */
export const referenceGraph = (model: Model, most = Number.POSITIVE_INFINITY): Graph => {
  const tally = new Tally(model);
  const judge = new Judge(model);
  const system = systemOf(model);
  const taken = Object.fromEntries(model.actions.map(({ name }) => [name, 0]));
  const known = new Map<string, PlainState>();
  const store = (key: string, state: PlainState) => {
    if (known.has(key) || judge.outside(state) !== undefined) return;
    known.set(key, state);
  };
  for (const state of system.initial()) store(system.key(state), state);
  for (const [from, before] of known) {
    if (tally.expanded === most) break;
    // A state whose expansion is refused midway is not compared: the compiled engine stores what it found when it is through.
    const found: [string, PlainState][] = [];
    try {
      for (const { action, args, state } of system.successors(before)) {
        const to = system.key(state);
        tally.edge(from, action, args, to);
        if (judge.refused(before, state, { name: action, args }) !== undefined) continue;
        taken[action]++;
        found.push([to, state]);
      }
    } catch (error) {
      const action = /^.*?\.(\w+)[(:]/.exec((error as Error).message)?.[1] ?? (error as Error).message;
      tally.refused = { action, expanded: tally.expanded };
      break;
    }
    tally.expanded++;
    for (const [key, state] of found) store(key, state);
  }
  for (const key of known.keys()) tally.state(key);
  return tally.graph(taken);
};

const isWithin = (model: Model, layout: Layout): boolean =>
  model.within.every(({ holds }) => holds(facesOf(layout.root, current).view));

const start = (model: Model, layout: Layout, kernel: Kernel): void => {
  for (const initial of model.initials) {
    encode(layout.root, initial, CURRENT, layout.words, "init");
    if (isWithin(model, layout)) kernel.start();
  }
};

/** Code is made of nothing, of what the first states teach, and again ever later: stale code must go on to be right. */
const isCodedAt = (head: number): boolean => [0, 1, 3, 10, 40].includes(head) || head % 300 === 299;

/** The graph that the compiled engine finds, likewise. The model's properties are not asked. */
export const compiledGraph = (model: Model, way: Way, most = Number.POSITIVE_INFINITY): Graph => {
  const bare: Model = { ...model, invariants: [], steps: [], witnesses: [], refinements: [], deadlock: false };
  const layout = layoutOf(bare.variables);
  const key = (words: Int32Array) => keyOf(bare.variables, decode(layout.root, words));
  const tally = new Tally(bare);
  let from = "";
  const record: Listener["record"] = (action, args) =>
    tally.edge(from, bare.actions[action].name, args as Arguments, key(kernel.words()));
  const kernel = kernelOf(bare, layout, { ...DEAF, record }, { isIndexed: false });
  const traced = new TracedActions(bare, layout, kernel);
  const walk = () => traced.steps();
  if (way === "walked") kernel.takeStepsBy(walk, walk);
  start(bare, layout, kernel);
  try {
    for (; kernel.head < kernel.count && tally.expanded < most; tally.expanded++) {
      if (way === "coded") {
        if (isCodedAt(kernel.head)) kernel.takeStepsBy(stepsFrom(traced), walk);
        kernel.run(1, kernel.head + 1);
      } else {
        kernel.load(kernel.head);
        from = key(kernel.words());
        kernel.runRecorded();
      }
    }
  } catch (error) {
    forget();
    // -1 would be a property, and there is none.
    tally.refused = { action: bare.actions[kernel.at]?.name ?? String(error), expanded: tally.expanded };
  }
  for (let state = 0; state < kernel.count; state++) {
    kernel.load(state);
    tally.state(key(kernel.words()));
  }
  return tally.graph(Object.fromEntries(bare.actions.map(({ name, index }) => [name, kernel.taken[index]])));
};

/** What there is to compare: code is refused in the middle of what it counts, and may not know whose it was. */
export const comparable = (graph: Graph, way: Way): Partial<Graph> => {
  const { edges: _, ...counted } = graph;
  if (way !== "coded") return graph;
  const { taken: __, refused, ...stored } = counted;
  return refused ? { ...stored, refused: { ...refused, action: "" } } : counted;
};
