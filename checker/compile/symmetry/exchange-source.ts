// The text of what exchanges ids in a state's words.
import type { Field } from "../words/allocator.ts";
import type { Exchange } from "./exchanges.ts";
import { bitsOf, bitsOfField } from "./leaves.ts";
import { shiftsOf, union } from "./shifts-source.ts";

const numberIn = ({ word, shift, width }: Field): string => `(W[${word}] >>> ${shift}) & ${2 ** width - 1}`;

/** Writes into `M` the words in `W` with ids exchanged. */
export const exchangeSource = ({ bits, renamed, moved }: Exchange, words: number, nth: number): string => {
  const going = [...bits].filter(([from, to]) => from !== to);
  const kept = new Array<number>(words).fill(-1);
  const arriving = [
    ...going.map(([, to]) => to),
    ...renamed.flatMap(({ to }) => bitsOfField(to)),
    ...moved.flatMap(({ to }) => bitsOf(to)),
  ];
  for (const bit of arriving) kept[bit >>> 5] &= ~(1 << (bit & 31));
  const shifts = shiftsOf(going);
  const lines = kept.map((mask, word) => {
    const own = mask === -1 ? `W[${word}]` : `(W[${word}] & ${mask})`;
    const coming = shifts.filter(({ to }) => to === word);
    return `M[${word}] = ${own}${coming.length === 0 ? "" : ` | ${union(coming, (from) => `W[${from}]`)}`};`;
  });
  const renames = renamed.flatMap(({ from, to, where }, i) => {
    if (from.width === 0) return [];
    const isThere = where === undefined ? "" : `if ((${numberIn(where.length)}) >= ${where.atLeast}) `;
    return [`${isThere}M[${to.word}] |= RANKS[${nth}][${i}][${numberIn(from)}] << ${to.shift};`];
  });
  const moves = moved.map((_, i) => `MOVED[${nth}][${i}].from.move(W, MOVED[${nth}][${i}].to, M, IMAGES[${nth}]);`);
  return [...lines, ...renames, ...moves].join("\n    ");
};

/** What the texts of these exchanges refer to. */
export const exchangeBindings = (
  exchanges: readonly Exchange[],
): readonly [ranks: unknown, moved: unknown, images: unknown] => [
  exchanges.map(({ renamed }) => renamed.map(({ ranks }) => Int32Array.from(ranks))),
  exchanges.map(({ moved }) => moved),
  exchanges.map(({ images }) => images),
];

/** Writes the words of a state with ids exchanged. */
export type Exchanger = (from: Int32Array, into: Int32Array) => void;

export const exchangerBy = (exchange: Exchange, words: number): Exchanger => {
  const text = `"use strict"; return (W, M) => {\n${exchangeSource(exchange, words, 0)}\n};`;
  return new Function("RANKS", "MOVED", "IMAGES", text)(...exchangeBindings([exchange]));
};
