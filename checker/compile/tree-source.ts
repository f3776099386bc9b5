// Decision trees as code: what is known of every recipe becomes tests and assignments of words, without a call.
import type { Branch, Leaf } from "./decision-tree.ts";
import type { Root } from "./roots.ts";
import type { TracedActions } from "./traced-actions.ts";
import { CURRENT } from "./words.ts";

/** A tree of more nodes is walked instead: code of its size would not be optimised. */
const MOST_NODES = 300;
/** Roots go into one function up to this many nodes. */
const NODES_PER_FUNCTION = 400;

const popCount = (bits: number): number => {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
};

class Text {
  readonly roots: Root[] = [];
  readonly leaves: Leaf[] = [];
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
    if (leaf.operations.length > 0) return `apply(L[${this.leaves.push(leaf) - 1}], R[${at}]);`;
    const writes = leaf.writes.map(({ word, mask, value }) => `W[${word}] = ${mask === -1 ? value : `${this.#word(word)} & ${~mask} | ${value}`};`);
    return `${writes.join(" ")} done${root.action}(R[${at}].args);`;
  }

  /** The words that the text reads, as they are before any step: each step is undone before the next. */
  declared(): string {
    const words = [...this.words].map((word) => `w${word} = W[${word}]`);
    this.words.clear();
    return words.length > 0 ? `const ${words.join(", ")};` : "";
  }
}

/** Functions over as many roots as fit each, and the calls of them. */
const listedSource = (roots: readonly Root[], text: Text, action: number): { functions: string; calls: string } => {
  const functions: string[] = [];
  const calls: string[] = [];
  for (let i = 0; i < roots.length; ) {
    const bodies: string[] = [];
    for (let nodes = 0; i < roots.length && (bodies.length === 0 || nodes + roots[i].tree.size <= NODES_PER_FUNCTION); i++) {
      nodes += roots[i].tree.size;
      bodies.push(text.root(roots[i]));
    }
    const name = `s${action}_${functions.length}`;
    functions.push(`function ${name}() { ${text.declared()} ${bodies.join("\n")} }`);
    calls.push(`${name}();`);
  }
  return { functions: functions.join("\n"), calls: calls.join(" ") };
};

/** A function of all steps from the state at hand, as far as they are known by now. */
export const stepsFrom = (traced: TracedActions): (() => void) => {
  const text = new Text();
  const functions: string[] = [];
  const calls = traced.ways.map((ways, action) => {
    if (ways === undefined || !("listed" in ways)) return `take(${action});`;
    const source = listedSource(ways.listed, text, action);
    functions.push(source.functions);
    return source.calls;
  });
  const doneNames = traced.done.map((_, action) => `done${action}`);
  const source = `"use strict"; ${functions.join("\n")} return () => { ${calls.join(" ")} };`;
  return new Function("W", "R", "L", "step", "apply", "take", ...doneNames, source)(
    CURRENT,
    text.roots,
    text.leaves,
    (root: Root) => traced.step(root),
    (leaf: Leaf, root: Root) => traced.apply(leaf, root),
    (action: number) => traced.take(action),
    ...traced.done,
  );
};
