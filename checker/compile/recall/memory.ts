// What is known of a predicate: a tree, and what was last made of it, which is faster and may know less.
import { WORDS } from "../words/words.ts";
import { ClusterTable } from "./cluster-table.ts";
import { clusterOf } from "./clusters.ts";
import { DecisionTree, type Leaf } from "./decision-tree.ts";
import { type Coded, codeOf } from "./predicate-source.ts";

/** Code is made again when the tree has grown so much: new code is slow until it is optimised. */
const WORTH_CODING = 1.2;
/** A tree of more nodes than this is slower as code than one look-up by all bits that it reads. */
const MOST_CODED = 250;

export const HOLDS: Leaf = { kind: "leaf", isEnabled: true, writes: [], operations: [] };
export const FAILS: Leaf = { kind: "leaf", isEnabled: false, writes: [], operations: [] };

type Table = ClusterTable<Memory>;

/** The number of a leaf that holds, in a table. */
const KNOWN = 0;

export class Memory {
  readonly tree = new DecisionTree();
  #coded: Coded | undefined;
  #table: Table | undefined;
  #isScattered = false;
  #codedSize = 0;

  /** 1 or 0, or -1 when it must be asked. */
  recall(): number {
    const table = this.#table;
    if (table !== undefined) {
      const entry = table.find(0, 1);
      if (table.bits[entry] === 0) return 0;
      if (table.leaves[entry * table.stride] === KNOWN) return 1;
    } else if (this.#coded !== undefined) {
      const said = this.#coded();
      if (said >= 0) return said;
    }
    const known = this.tree.find(WORDS);
    return known === undefined ? -1 : known.isEnabled ? 1 : 0;
  }

  code(): void {
    if (this.tree.size < this.#codedSize * WORTH_CODING) return;
    this.#codedSize = this.tree.size;
    this.#table = this.#isScattered || this.tree.size <= MOST_CODED ? undefined : this.#tableOf();
    this.#coded = this.#table ? undefined : codeOf(this.tree);
  }

  #tableOf(): Table {
    const scatter = () => {
      this.#isScattered = true;
      this.#table = undefined;
      this.#coded = codeOf(this.tree);
    };
    const numbers = new Map([[this, new Map([[HOLDS, KNOWN]])]]);
    return new ClusterTable([clusterOf(new Map([[this as Memory, 0]]))], 1, numbers, scatter, { state: WORDS });
  }
}
