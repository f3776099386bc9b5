// Decision trees as code: what is known of every recipe becomes tests and assignments of words, without a call.

import type { Slots } from "../faces/slots.ts";
import { CURRENT, Refusal } from "../words/words.ts";
import type { Branch, Leaf, Operation } from "./decision-tree.ts";
import type { DrawnRoots, Root } from "./roots.ts";
import type { DrawnWays, TracedActions } from "./traced-actions.ts";

/** A tree of more nodes is walked instead: code of its size would not be optimised. */
const MOST_NODES = 300;
/** Roots go into one function up to this many nodes. */
const NODES_PER_FUNCTION = 400;

const full = (): never => {
  throw new Refusal("full");
};

const popCount = (bits: number): number => {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
};

class Text {
  readonly #plainWords: number | undefined;

  constructor(plainWords: number | undefined) {
    this.#plainWords = plainWords;
  }

  readonly roots: Root[] = [];
  readonly leaves: Leaf[] = [];
  readonly slots: Slots[] = [];
  readonly drawn: DrawnRoots[] = [];
  readonly words = new Set<number>();

  #word(word: number): string {
    this.words.add(word);
    return `w${word}`;
  }

  root(root: Root): string {
    const { top, size } = root.tree;
    const at = this.roots.push(root) - 1;
    const met = top === undefined || size > MOST_NODES ? `step(R[${at}]);` : this.#node(top, at, root);
    return root.present.reduceRight((text, { word, bit }) => `if ((${this.#word(word)} & ${bit}) !== 0) { ${text} }`, met);
  }

  #node(node: Branch | Leaf, at: number, root: Root): string {
    if (node.kind === "leaf") return node.isEnabled ? this.#leaf(node, at, root) : "";
    const tested = `${this.#word(node.word)} & ${node.mask}`;
    const known = [...node.known()];
    const isTotal = known.length === 2 ** popCount(node.mask);
    if (isTotal && known.length === 2) {
      const [[, zero], [, one]] = known;
      const [no, yes] = [this.#node(zero, at, root), this.#node(one, at, root)];
      if (no === "") return yes === "" ? "" : `if ((${tested}) !== 0) { ${yes} }`;
      return `if ((${tested}) === 0) { ${no} } ${yes === "" ? "" : `else { ${yes} }`}`;
    }
    const cases = known.map(([value, to]) => `case ${value}: ${this.#node(to, at, root)} break;`);
    return `switch (${tested}) { ${cases.join("\n")} ${isTotal ? "" : `default: step(R[${at}]);`} }`;
  }

  #leaf(leaf: Leaf, at: number, root: Root): string {
    if (leaf.operations.some(({ rank }) => rank === undefined)) return `apply(L[${this.leaves.push(leaf) - 1}], R[${at}]);`;
    if (this.#plainWords !== undefined && leaf.operations.length === 0) return this.#plainLeaf(leaf, this.#plainWords);
    const writes = leaf.writes.map(
      ({ word, mask, value }) => `W[${word}] = ${mask === -1 ? value : `${this.#word(word)} & ${~mask} | ${value}`};`,
    );
    return `${writes.join(" ")} ${leaf.operations.map((operation) => this.#operation(operation)).join(" ")} done${root.action}(R[${at}].step);`;
  }

  /** The successor's words are handed on without being written: only those that are changed can differ. */
  #plainLeaf({ writes }: Leaf, words: number): string {
    const changed = new Map(
      writes.map(({ word, mask, value }) => [word, mask === -1 ? String(value) : `${this.#word(word)} & ${~mask} | ${value}`]),
    );
    const declared = [...changed].map(([word, text]) => `x${word} = ${text}`);
    const differs = [...changed.keys()].map((word) => `x${word} !== ${this.#word(word)}`);
    const staged = Array.from({ length: words }, (_, word) => (changed.has(word) ? `x${word}` : this.#word(word)));
    if (declared.length === 0) return "n++;";
    return `{ n++; const ${declared.join(", ")}; if (${differs.join(" || ")}) stage(${staged.join(", ")}); }`;
  }

  #operation({ slots, verb, rank, losesNewest }: Operation): string {
    if (!this.slots.includes(slots)) this.slots.push(slots);
    const call = `S${this.slots.indexOf(slots)}.${verb}Rank(${rank})`;
    return verb === "take" || losesNewest ? `${call};` : `if (!${call}) full();`;
  }

  /** A function of these steps. Each step is undone before the next, so that the words are read once. */
  body(steps: string, action: number, isEnvironment: boolean): string {
    const words = [...this.words].map((word) => `w${word} = W[${word}]`);
    this.words.clear();
    const declared = words.length > 0 ? `const ${words.join(", ")};` : "";
    if (!steps.includes("n++;")) return `${declared} ${steps}`;
    return `${declared} let n = 0; ${steps} if (n !== 0) tookSteps(${action}, n, ${!isEnvironment});`;
  }
}

/** Functions over as many roots as fit each, and the calls of them. */
const listedSource = (
  roots: readonly Root[],
  text: Text,
  action: number,
  isEnvironment: boolean,
): { functions: string; calls: string } => {
  const functions: string[] = [];
  const calls: string[] = [];
  for (let i = 0; i < roots.length; ) {
    const bodies: string[] = [];
    for (let nodes = 0; i < roots.length && (bodies.length === 0 || nodes + roots[i].tree.size <= NODES_PER_FUNCTION); i++) {
      nodes += roots[i].tree.size;
      bodies.push(text.root(roots[i]));
    }
    const name = `s${action}_${functions.length}`;
    functions.push(`function ${name}() { ${text.body(bodies.join("\n"), action, isEnvironment)} }`);
    calls.push(`${name}();`);
  }
  return { functions: functions.join("\n"), calls: calls.join(" ") };
};

/** A loop over the slots, with a function for each message that was ever met; the others are walked. */
const drawnSource = (
  { drawn, slots }: DrawnWays,
  text: Text,
  action: number,
  isEnvironment: boolean,
): { functions: string; calls: string } => {
  if (!text.slots.includes(slots)) text.slots.push(slots);
  const held = `S${text.slots.indexOf(slots)}`;
  const at = text.drawn.push(drawn) - 1;
  const known = [...drawn.known];
  const functions = known.flatMap(([rank, roots]) =>
    Array.from({ length: drawn.before }, (_, b) => {
      const bodies = roots.slice(b * drawn.after, (b + 1) * drawn.after).map((root) => text.root(root));
      return `function d${action}_${b}_${rank}() { ${text.body(bodies.join("\n"), action, isEnvironment)} }`;
    }),
  );
  const tables = Array.from({ length: drawn.before }, (_, b) => {
    const entries = known.map(([rank]) => `T${action}_${b}[${rank - drawn.first}] = d${action}_${b}_${rank};`);
    return `const T${action}_${b} = new Array(${Math.max(0, ...known.map(([rank]) => rank - drawn.first + 1))}).fill(undefined); ${entries.join(" ")}`;
  });
  const loops = Array.from(
    { length: drawn.before },
    (_, b) => `
    for (let i = 0, rank = ${held}.rankAt(0); rank >= 0 && rank < ${drawn.end}; rank = ${held}.rankAt(++i)) {
      if (rank < ${drawn.first}) continue;
      const f = T${action}_${b}[rank - ${drawn.first}];
      if (f !== undefined) f(); else takeDrawn(D[${at}], ${b}, rank);
    }`,
  );
  const name = `s${action}`;
  return {
    functions: `${functions.join("\n")} ${tables.join("\n")} function ${name}() { ${loops.join("\n")} }`,
    calls: `${name}();`,
  };
};

/** A function of all steps from the state at hand, as far as they are known by now. */
export const stepsFrom = (traced: TracedActions): (() => void) => {
  traced.isStale = false;
  const text = new Text(traced.plainWords);
  const functions: string[] = [];
  const calls = traced.ways.map((ways, action) => {
    if (ways === undefined) return `take(${action});`;
    const isEnvironment = traced.isEnvironment(action);
    const source =
      "listed" in ways
        ? listedSource(ways.listed, text, action, isEnvironment)
        : drawnSource(ways, text, action, isEnvironment);
    functions.push(source.functions);
    return source.calls;
  });
  const doneNames = traced.kernel.done.map((_, action) => `done${action}`);
  const source = `"use strict"; ${functions.join("\n")} return () => { ${calls.join(" ")} };`;
  const slotsNames = text.slots.map((_, i) => `S${i}`);
  return new Function(
    "W",
    "R",
    "L",
    "full",
    "step",
    "apply",
    "take",
    "takeDrawn",
    "D",
    "stage",
    "tookSteps",
    ...slotsNames,
    ...doneNames,
    source,
  )(
    CURRENT,
    text.roots,
    text.leaves,
    full,
    (root: Root) => traced.step(root),
    (leaf: Leaf, root: Root) => traced.apply(leaf, root),
    (action: number) => traced.take(action),
    (drawn: DrawnRoots, before: number, rank: number) => traced.takeDrawn(drawn, before, rank),
    text.drawn,
    traced.kernel.stage,
    traced.kernel.tookSteps,
    ...text.slots,
    ...traced.kernel.done,
  );
};
