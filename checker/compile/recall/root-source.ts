// The text of what one recipe does, as far as it is known: tests and assignments of words, without a call.

import type { Slots } from "../faces/slots.ts";
import type { Branch, Leaf, Operation } from "./decision-tree.ts";
import type { Frames } from "./frames.ts";
import type { DrawnRoots, Root } from "./roots.ts";

/** A tree of more nodes is walked instead: code of its size would not be optimised. */
const MOST_NODES = 300;
/** Likewise a step that is taken in more ways than this. */
const MOST_LEAVES = 100;

export class Text {
  readonly #plainWords: number | undefined;
  readonly #frames: Frames | undefined;

  constructor(plainWords: number | undefined, frames: Frames | undefined) {
    this.#plainWords = plainWords;
    this.#frames = frames;
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

  /** The name of slots in the code. */
  slotsOf(slots: Slots): string {
    if (!this.slots.includes(slots)) this.slots.push(slots);
    return `S${this.slots.indexOf(slots)}`;
  }

  root(root: Root): string {
    const { top, size } = root.tree;
    const at = this.roots.push(root) - 1;
    const met = top === undefined || size > MOST_NODES ? `step(R[${at}]);` : this.#node(top, at, root);
    return root.present.reduceRight((text, { word, bit }) => `if ((${this.#word(word)} & ${bit}) !== 0) { ${text} }`, met);
  }

  /** What the root does at each of its leaves that takes a step, by a number for each; at others the tree is walked. */
  taken(root: Root): { readonly text: string; readonly numbers: ReadonlyMap<Leaf, number> } {
    const at = this.roots.push(root) - 1;
    const numbers = new Map([...root.tree.leaves()].filter(({ isEnabled }) => isEnabled).map((leaf, i) => [leaf, i]));
    for (const [leaf, number] of numbers) if (number >= MOST_LEAVES) numbers.delete(leaf);
    const cases = [...numbers].map(([leaf, number]) => `case ${number}: ${this.#leaf(leaf, at, root)} break;`);
    return { text: `switch (leaf) { ${cases.join("\n")} default: step(R[${at}]); }`, numbers };
  }

  #node(node: Branch | Leaf, at: number, root: Root): string {
    if (node.kind === "leaf") return node.isEnabled ? this.#leaf(node, at, root) : "";
    const bits = `${this.#word(node.word)} & ${node.mask}`;
    const tested = node.isTest ? `(${bits}) === 0 ? 0 : ${1 << node.shift}` : bits;
    const known = [...node.known()];
    const isTotal = known.length === node.values;
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
    return `${writes.join(" ")} ${leaf.operations.map((operation) => this.#operation(operation)).join(" ")} done${root.action}(R[${at}].step, ${this.#asked(leaf)});`;
  }

  /** The successor's words are handed on without being written: only those that are changed can differ. */
  #plainLeaf(leaf: Leaf, words: number): string {
    const { writes } = leaf;
    const changed = new Map(
      writes.map(({ word, mask, value }) => [word, mask === -1 ? String(value) : `${this.#word(word)} & ${~mask} | ${value}`]),
    );
    const declared = [...changed].map(([word, text]) => `x${word} = ${text}`);
    const differs = [...changed.keys()].map((word) => `x${word} !== ${this.#word(word)}`);
    const staged = Array.from({ length: words }, (_, word) => (changed.has(word) ? `x${word}` : this.#word(word)));
    if (declared.length === 0) return "n++;";
    return `{ n++; const ${declared.join(", ")}; if (${differs.join(" || ")}) stage(${[...staged, this.#asked(leaf)].join(", ")}); }`;
  }

  /** The properties that are asked after the step, a bit each. */
  #asked({ writes, operations }: Leaf): number {
    if (this.#frames === undefined) return -1;
    const bits = new Map<number, number>();
    for (const { word, mask } of [...writes, ...operations.flatMap((operation) => operation.writes)])
      bits.set(word, (bits.get(word) ?? 0) | mask);
    return this.#frames.asked(bits);
  }

  #operation({ slots, verb, rank, losesNewest }: Operation): string {
    const call = `${this.slotsOf(slots)}.${verb}Rank(${rank})`;
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
