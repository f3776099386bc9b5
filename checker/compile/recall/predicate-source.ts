// The decision tree of a predicate as code: functions of a size that is optimised, which hand over to one another.

import { WORDS } from "../words/words.ts";
import type { Branch, DecisionTree, Leaf } from "./decision-tree.ts";

/** A subtree of more nodes is a function of its own. */
const NODES_PER_FUNCTION = 250;
/** Beyond this much, code costs more to make than it saves. */
const MOST_NODES = 4_000;

/** What the tree says: 1 when the predicate holds, 0 when it does not, -1 when it was never asked of the like. */
export type Coded = () => number;

class Source {
  readonly functions: string[] = [];

  /** The text of a subtree, and how many nodes of it are not in functions of their own. */
  node(node: Branch | Leaf): { text: string; nodes: number } {
    if (node.kind === "leaf") return { text: `return ${node.isEnabled ? 1 : 0};`, nodes: 1 };
    let nodes = 1;
    const cases = [...node.known()].map(([value, to]) => {
      const below = this.node(to);
      nodes += below.nodes;
      return `case ${value}: ${below.text}`;
    });
    const bits = `W[${node.word}] & ${node.mask}`;
    const text = `switch (${node.isTest ? `(${bits}) === 0 ? 0 : ${1 << node.shift}` : bits}) { ${cases.join("\n")} default: return -1; }`;
    return nodes > NODES_PER_FUNCTION ? this.#apart(text) : { text, nodes };
  }

  #apart(text: string): { text: string; nodes: number } {
    const name = `t${this.functions.length}`;
    this.functions.push(`function ${name}() { ${text} }`);
    return { text: `return ${name}();`, nodes: 1 };
  }
}

export const codeOf = (tree: DecisionTree): Coded | undefined => {
  if (tree.top === undefined || tree.size > MOST_NODES) return undefined;
  const source = new Source();
  const { text } = source.node(tree.top);
  return new Function("W", `"use strict"; ${source.functions.join("\n")} return () => { ${text} };`)(WORDS);
};
