// What was found of clusters: for the bits that each reads, which of its recipes take a step, and at which leaf.
import { CURRENT } from "../words/words.ts";
import type { Cluster } from "./clusters.ts";
import type { Leaf } from "./decision-tree.ts";
import type { Root } from "./roots.ts";

/** Clusters that are met with more values than this depend on too much to be looked up. */
const MOST_ENTRIES = 1 << 14;
/** Beyond this many words a key is compared in loops. */
const UNROLLED_WORDS = 12;

/** Of each recipe, the numbers that its leaves have in its code. */
export type Numbers<R> = ReadonlyMap<R, ReadonlyMap<Leaf, number>>;

/** At what leaf the tree of a recipe must be walked: it is not known, or there is no code of it. */
const WALKED = -1;

const findSource = (words: readonly number[]): string => {
  const n = words.length;
  const each = (text: (i: number) => string, between: string) => words.map((_, i) => text(i)).join(between);
  const mix = (key: string) => `h = Math.imul(h ^ ${key}, 0x85ebca6b); h ^= h >>> 15;`;
  const probe = (isSame: string) => `
    for (let e = t.index[slot]; e !== 0; e = t.index[slot]) {
      const o = e * ${n + 1};
      ${isSame}
      slot = (slot + 1) & t.mask;
    }
    return t.remember(cluster, slot, spare);`;
  if (n <= UNROLLED_WORDS) {
    return `(cluster, spare) => {
      const m = cluster * ${n};
      ${each((i) => `const k${i} = W[${words[i]}] & M[m + ${i}];`, " ")}
      let h = cluster; ${each((i) => mix(`k${i}`), " ")}
      let slot = h & t.mask;
      ${probe(`if (t.keys[o] === cluster ${each((i) => `&& t.keys[o + ${i + 1}] === k${i}`, " ")}) return e;`)}
    }`;
  }
  return `(cluster, spare) => {
    const m = cluster * ${n};
    let h = cluster;
    for (let i = 0; i < ${n}; i++) { ${mix("(W[N[i]] & M[m + i])")} }
    let slot = h & t.mask;
    ${probe(`if (t.keys[o] === cluster) {
      let i = 0;
      while (i < ${n} && t.keys[o + i + 1] === (W[N[i]] & M[m + i])) i++;
      if (i === ${n}) return e;
    }`)}
  }`;
};

/**
 * Entries of several clusters, by cluster and the bits that it reads. An entry says of each recipe, by a bit, whether it may take
 * a step, and the number of its leaf. A leaf that was reached over bits of the key alone is the
 * same in every state that has them; any other is looked for each time.
 */
export class ClusterTable<R extends Pick<Root, "tree"> = Root> {
  readonly #clusters: readonly Cluster<R>[];
  readonly #words: readonly number[];
  readonly #masks: Int32Array;
  readonly #numbers: Numbers<R>;
  readonly #onFull: (cluster: Cluster<R>) => void;
  readonly #most: number;
  readonly #state: Int32Array;
  /** How many leaves an entry has. */
  readonly stride: number;
  /** The entry of a cluster for the state at hand; the spare one of that number if it cannot be kept. */
  readonly find: (cluster: number, spare: number) => number;
  index = new Int32Array(1 << 8);
  mask = this.index.length - 1;
  keys: Int32Array;
  bits: Int32Array;
  leaves: Int16Array;
  #count: number;

  /** Entries 1 to `spares` are never kept; 0 is none. The words that are looked at are those of the state at hand, or others. */
  constructor(
    clusters: readonly Cluster<R>[],
    spares: number,
    numbers: Numbers<R>,
    onFull: (cluster: Cluster<R>) => void,
    { most = MOST_ENTRIES, state = CURRENT }: { readonly most?: number; readonly state?: Int32Array } = {},
  ) {
    this.#most = most;
    this.#state = state;
    this.#clusters = clusters;
    this.#numbers = numbers;
    this.#onFull = onFull;
    this.#words = [...new Set(clusters.flatMap(({ reads }) => [...reads.keys()]))].sort((a, b) => a - b);
    this.#masks = Int32Array.from(clusters.flatMap(({ reads }) => this.#words.map((word) => reads.get(word) ?? 0)));
    this.stride = clusters.reduce((most, { roots }) => Math.max(most, ...roots.values()), 0) + 1;
    this.#count = 1 + spares;
    const capacity = 1 << Math.ceil(Math.log2(this.#count + 64));
    this.keys = new Int32Array(capacity * (this.#words.length + 1));
    this.bits = new Int32Array(capacity);
    this.leaves = new Int16Array(capacity * this.stride);
    this.find = new Function("t", "W", "M", "N", `"use strict"; return ${findSource(this.#words)};`)(
      this,
      state,
      this.#masks,
      Int32Array.from(this.#words),
    );
  }

  /** Asks the recipes one by one, and keeps what they say in the free slot if it can be kept. */
  remember(cluster: number, slot: number, spare: number): number {
    const entry = this.#count;
    if (entry === this.bits.length) this.#grow();
    const isKept = this.#fill(entry, cluster);
    if (!isKept || entry > this.#most) {
      if (isKept) this.#onFull(this.#clusters[cluster]);
      this.bits[spare] = this.bits[entry];
      this.leaves.copyWithin(spare * this.stride, entry * this.stride, (entry + 1) * this.stride);
      return spare;
    }
    const n = this.#words.length;
    this.keys[entry * (n + 1)] = cluster;
    this.#words.forEach((word, i) => {
      this.keys[entry * (n + 1) + i + 1] = this.#state[word] & this.#masks[cluster * n + i];
    });
    this.index[slot] = entry;
    this.#count++;
    if (this.#count > this.mask / 2) this.#spread();
    return entry;
  }

  #fill(entry: number, cluster: number): boolean {
    const { roots, reads } = this.#clusters[cluster];
    let isKept = true;
    let bits = 0;
    for (const [root, bit] of roots) {
      const found = root.tree.findWithin(this.#state, reads);
      // What is not known yet will be, as soon as the step is taken; what depends on other bits is walked for all of them.
      if (found === undefined) isKept = false;
      const leaf = found === "beyond" ? undefined : found;
      if (leaf?.isEnabled === false) continue;
      bits |= 1 << bit;
      this.leaves[entry * this.stride + bit] = (leaf && this.#numbers.get(root)?.get(leaf)) ?? WALKED;
    }
    this.bits[entry] = bits;
    return isKept;
  }

  #grow(): void {
    const { keys, bits, leaves } = this;
    this.keys = new Int32Array(keys.length * 2);
    this.bits = new Int32Array(bits.length * 2);
    this.leaves = new Int16Array(leaves.length * 2);
    this.keys.set(keys);
    this.bits.set(bits);
    this.leaves.set(leaves);
  }

  /** More slots, with the entries that are in the index put in anew. */
  #spread(): void {
    const kept = this.index.filter((entry) => entry !== 0);
    this.index = new Int32Array((this.mask + 1) * 4);
    this.mask = this.index.length - 1;
    const n = this.#words.length;
    for (const entry of kept) {
      const o = entry * (n + 1);
      let h = this.keys[o];
      for (let i = 1; i <= n; i++) {
        h = Math.imul(h ^ this.keys[o + i], 0x85ebca6b);
        h ^= h >>> 15;
      }
      let slot = h & this.mask;
      while (this.index[slot] !== 0) slot = (slot + 1) & this.mask;
      this.index[slot] = entry;
    }
  }
}
