// The text of a canonicaliser: of all ways to exchange ids those that put the columns in order, and of what they lead to the least.

import { exchangeBindings, exchangeSource } from "./exchange-source.ts";
import type { Exchange } from "./exchanges.ts";
import { shifted, shiftsOf, union } from "./shifts-source.ts";

/** By id of a domain, the numbers of the bits of its column. */
type Bits = readonly (readonly number[])[];

/** Bits of a column in one number, few enough for its sign to play no part. */
const COLUMN_BITS = 31;

/** Pairs to be put in order, one after the other: Batcher's odd-even merge sort, for any number of items. */
export const sortingNetwork = (items: number): (readonly [number, number])[] => {
  const pairs: [number, number][] = [];
  for (let p = 1; p < items; p *= 2)
    for (let k = p; k >= 1; k = Math.floor(k / 2))
      for (let j = k % p; j + k < items; j += 2 * k)
        for (let i = 0; i < Math.min(k, items - j - k); i++)
          if (Math.floor((i + j) / (p * 2)) === Math.floor((i + j + k) / (p * 2))) pairs.push([i + j, i + j + k]);
  return pairs;
};

/** Loads the columns of the words in `from` into variables of their own. */
const loadSource = (bits: Bits, from: string, name: string): string =>
  bits
    .flatMap((owned, id) =>
      partsOf(owned).map((part, i) => {
        const shifts = shiftsOf(part.map((bit, place) => [bit, place]));
        return `let ${name}${id}_${i} = ${union(shifts, (word) => `${from}[${word}]`)};`;
      }),
    )
    .join("\n    ");

const partsOf = (owned: readonly number[]): (readonly number[])[] =>
  Array.from({ length: Math.ceil(owned.length / COLUMN_BITS) }, (_, part) =>
    owned.slice(part * COLUMN_BITS, (part + 1) * COLUMN_BITS),
  );

/** Whether the one column is greater. */
const greater = (name: string, parts: number, one: number, other: number, part = 0): string => {
  const [a, b] = [`${name}${one}_${part}`, `${name}${other}_${part}`];
  return part === parts - 1
    ? `${a} > ${b}`
    : `${a} > ${b} || (${a} === ${b} && (${greater(name, parts, one, other, part + 1)}))`;
};

/** Sorts the columns of the words in `X`. */
const sortSource = (bits: Bits): string => {
  const parts = bits.length === 0 ? 0 : partsOf(bits[0]).length;
  if (parts === 0) return "";
  const swap = (one: number, other: number) =>
    Array.from({ length: parts }, (_, part) => {
      const [a, b] = [`c${one}_${part}`, `c${other}_${part}`];
      return `t = ${a}; ${a} = ${b}; ${b} = t;`;
    }).join(" ");
  const sort = sortingNetwork(bits.length).map(
    ([one, other]) => `if (${greater("c", parts, one, other)}) { ${swap(one, other)} }`,
  );
  return [loadSource(bits, "X", "c"), "let t = 0;", ...sort, ...storeSource(bits)].join("\n    ");
};

const storeSource = (bits: Bits): string[] => {
  const words = new Map<number, { own: number; texts: string[] }>();
  bits.forEach((owned, id) => {
    partsOf(owned).forEach((part, i) => {
      for (const shift of shiftsOf(part.map((bit, place) => [place, bit]))) {
        const word = words.get(shift.to) ?? { own: 0, texts: [] };
        word.texts.push(shifted(`c${id}_${i}`, shift));
        words.set(shift.to, word);
      }
      for (const bit of part) words.get(bit >>> 5)!.own |= 1 << (bit & 31);
    });
  });
  return [...words].map(([word, { own, texts }]) => `X[${word}] = (X[${word}] & ${~own}) | ${texts.join(" | ")};`);
};

/** Whether an exchange puts the columns of a domain in order, which are named after it. */
const inOrder = ({ images }: Exchange, { name, first, bits }: Told): string[] => {
  const parts = partsOf(bits[0]).length;
  if (parts === 0) return [];
  const at = bits.map((_, place) => images.indexOf(first + place) - first);
  return at.slice(1).map((id, i) => `!(${greater(name, parts, at[i], id)})`);
};

/** The columns of ids that are exchanged: where they differ, they leave one order alone. */
export interface Told {
  readonly name: string;
  readonly first: number;
  readonly bits: Bits;
}
/** What a canonicaliser is made of: the columns that are sorted, every exchange of the other ids, the first of which is none, and their columns. */
export interface Parts {
  readonly words: number;
  readonly sorted: Bits;
  readonly exchanges: readonly Exchange[];
  readonly told: readonly Told[];
}

/** Puts the least of the states that exchanges lead to, the columns of each sorted, in a state's place. */
export const canonicaliserBy = ({ words, sorted, exchanges, told }: Parts): ((W: Int32Array) => void) => {
  const tries = exchanges.map((exchange, nth) => {
    const conditions = told.flatMap((one) => inOrder(exchange, one));
    return `if (${conditions.join(" && ") || "true"}) {
      exchange${nth}(W, M); sort(M);
      if (L === undefined || isLess(M, L)) { const free = L ?? TWO; L = M; M = free; }
    }`;
  });
  const put =
    exchanges.length === 1
      ? "sort(W);"
      : `let M = ONE, L;
    ${told.map(({ bits, name }) => loadSource(bits, "W", name)).join("\n    ")}
    ${tries.join("\n    ")}
    for (let i = 0; i < ${words}; i++) W[i] = L[i];`;
  const text = `"use strict";
  const ONE = new Int32Array(${words}), TWO = new Int32Array(${words});
  function sort(X) {
    ${sortSource(sorted)}
  }
  function isLess(one, other) {
    for (let i = 0; i < ${words}; i++) if (one[i] !== other[i]) return one[i] < other[i];
    return false;
  }
  ${exchanges.map((exchange, nth) => `function exchange${nth}(W, M) {\n    ${exchangeSource(exchange, words, nth)}\n  }`).join("\n  ")}
  return (W) => {
    ${put}
  };`;
  return new Function("RANKS", "MOVED", "IMAGES", text)(...exchangeBindings(exchanges)) as (W: Int32Array) => void;
};
