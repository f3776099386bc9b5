// The text of the state table: an arena that is store, queue and trace in one, and an index of it by hash.

import type { Layout } from "../words/layout.ts";

/** An index of fewer slots than these bits count grows fourfold: filling it again and again would cost more than its memory. */
const SMALL_BITS = 22;

/** For how many states there is room once there was no more for so many. */
export const grownCapacity = (capacity: number): number => Math.ceil(capacity * (capacity > 1 << 22 ? 1.5 : 2));

/** Beyond this many words a state is compared and copied in loops. */
export const UNROLLED_WORDS = 16;

const each = (words: number, text: (i: number) => string, between: string): string =>
  Array.from({ length: words }, (_, i) => text(i)).join(between);

/** `target[at..] = source[from..]`, a statement. */
export const copySource = (words: number, target: string, at: string, source: string, from: string): string => {
  const index = (base: string, i: number) => (base === "0" ? String(i) : `${base} + ${i}`);
  if (words <= UNROLLED_WORDS) return each(words, (i) => `${target}[${index(at, i)}] = ${source}[${index(from, i)}];`, " ");
  return `for (let i = 0; i < ${words}; i++) ${target}[${at} + i] = ${source}[${from} + i];`;
};

/** Whether some word differs from the parent's, an expression. */
export const differsSource = (words: number): string =>
  words <= UNROLLED_WORDS ? each(words, (i) => `W[${i}] !== q${i}`, " || ") : "differs()";

/** The parent's words, kept beside the state at hand: in variables, or in the arena. */
const parentSource = (words: number): string =>
  words <= UNROLLED_WORDS
    ? `let ${each(words, (i) => `q${i} = 0`, ", ")};
  function keep() { ${each(words, (i) => `q${i} = W[${i}];`, " ")} }
  function restore() { ${each(words, (i) => `W[${i}] = q${i};`, " ")} }`
    : `function keep() {}
  function restore() { load(head); }
  function differs() { const o = head * ${words}; for (let i = 0; i < ${words}; i++) if (W[i] !== A[o + i]) return true; return false; }`;

export const hashSource = (words: number, word: (i: string) => string): string => {
  const mix = (i: string) => `h = Math.imul(h ^ ${word(i)}, 0x85ebca6b); h ^= h >>> 15;`;
  const body =
    words <= UNROLLED_WORDS ? each(words, (i) => mix(String(i)), " ") : `for (let i = 0; i < ${words}; i++) { ${mix("i")} }`;
  return `let h = 0x9e3779b9; ${body} h = Math.imul(h, 0xc2b2ae35); h ^= h >>> 16;`;
};

/** The words of a state as parameters of `stage`, or none when there are too many. */
export const wordParameters = (words: number): readonly string[] =>
  words <= UNROLLED_WORDS ? Array.from({ length: words }, (_, i) => `s${i}`) : [];

/** Puts a successor among those to be inserted: the words given, or else those of the state at hand. */
const stageSource = (words: number, isSymmetric: boolean): string => {
  const parameters = wordParameters(words);
  const isGiven = parameters.length > 0 && !isSymmetric;
  const copied = isGiven
    ? parameters.map((name, i) => `B[o + ${i}] = ${name};`).join(" ")
    : copySource(words, "B", "o", isSymmetric ? "S" : "W", "0");
  const kept =
    parameters.length > 0 ? parameters.map((name, i) => `S[${i}] = ${name};`).join(" ") : copySource(words, "S", "0", "W", "0");
  return `
  ${isSymmetric ? `const S = new Int32Array(${words});` : ""}
  function stage(${[...parameters, "asked = -1"].join(", ")}) {
    if (staged === batch) growBatch();
    ${isSymmetric ? `${kept} canonical(S);` : ""}
    ${hashSource(words, isGiven ? (i) => `s${i}` : (i) => `${isSymmetric ? "S" : "W"}[${i}]`)}
    const o = staged * ${words};
    ${copied}
    O[staged] = ordinal;
    M[staged] = ${isSymmetric ? "-1" : "asked"};
    H[staged++] = h;
  }
  function stageCurrent(asked) { stage(${[...parameters.map((_, i) => `W[${i}]`), "asked"].join(", ")}); }`;
};

/** Whether states can lie in the index itself: it is then read once where else the arena is read as well. */
export const isInlined = ({ words, bits }: Pick<Layout, "words" | "bits">, isIndexed: boolean): boolean =>
  !isIndexed && words <= 2 && bits < words * 32;

/** The index of a search that several threads share lies in so many parts, so that each thread can insert into its own. */
export const REGIONS = 16;
/** No part of it is so small that it could fill up by chance. */
const LEAST_SHARED_BITS = 16;

/** How states are kept. */
export interface Keeping {
  /** Whether the place of a known state matters, and not only that it is known. */
  readonly isIndexed: boolean;
  readonly isSymmetric: boolean;
  /** Whether several threads search together. */
  readonly isShared: boolean;
}

/** The next slot to look at: within its region where there are any, else anywhere. */
export const nextSource = (step: number, all: string, isShared: boolean): string =>
  isShared ? `(slot & ~low) | ((slot + ${step}) & low)` : `(slot + ${step}) & ${all}`;

/**
 * The index holds the states themselves, marked by a bit that they leave free. What insertion gives for a known state is -1
 * instead of its place in the arena.
 */
const inlinedSource = (words: number, isShared: boolean): string => {
  const last = words - 1;
  const slotOf = words === 2 ? "(h & mask) << 1" : "h & mask";
  const next = nextSource(words, "wrap", isShared);
  const same = words === 2 ? "x === marked && T[slot] === B[o]" : "x === marked";
  return `
  let wrap = T.length - 1;
  function touch() {
    let sum = 0;
    for (let j = 0; j < staged; j++) { const h = H[j]; sum += T[${slotOf}]; }
    touched ^= sum;
  }
  function insert(j, parent) {
    const o = j * ${words}, h = H[j], marked = B[o + ${last}] | 0x80000000;
    let slot = ${slotOf};
    for (let x = T[slot + ${last}]; x !== 0; x = T[slot + ${last}]) {
      if (${same}) return -1;
      slot = ${next};
    }
    if (count >= most) { isFull = true; return -1; }
    if (count === capacity) growArena();
    const a = count * ${words};
    ${copySource(words, "A", "a", "B", "o")}
    P[count++] = parent;
    ${words === 2 ? "T[slot] = B[o];" : ""} T[slot + ${last}] = marked;
    if (count > mostInTable) growTable();
    return count - 1;
  }
  function newTable() {
    T = space((mask + 1) * ${words});
    wrap = T.length - 1;
  }
  function fillTable() {
    const former = T;
    newTable();
    ${isShared ? "low = regionOf(T);" : ""}
    refill(former, 0, former.length);
  }
  /** Puts what lies between two slots of the index that was before into the one at hand: in order of hashes, and so side by side. */
  function refill(former, from, to) {
    for (let a = from; a < to; a += ${words}) {
      const marked = former[a + ${last}];
      if (marked === 0) continue;
      ${hashSource(words, (i) => (Number(i) === last ? "(marked & 0x7fffffff)" : `former[a + ${i}]`))}
      let slot = ${slotOf};
      while (T[slot + ${last}] !== 0) slot = ${next};
      ${words === 2 ? "T[slot] = former[a];" : ""} T[slot + ${last}] = marked;
    }
  }`;
};

/**
 * The index holds places in the arena: a place plus one in a slot's low bits and, above, as much of the hash as is left. A
 * state is compared only when those bits agree, and then word by word, so that no two states are ever taken for one.
 */
const indexedSource = (words: number, isShared: boolean): string => {
  const next = nextSource(1, "mask", isShared);
  return `
  function touch() {
    let sum = 0;
    for (let j = 0; j < staged; j++) {
      const e = T[H[j] & mask];
      if (e !== 0) sum += A[((e & mask) - 1) * ${words}];
    }
    touched ^= sum;
  }
  function insert(j, parent) {
    const o = j * ${words}, h = H[j], tag = h & ~mask;
    let slot = h & mask;
    for (let e = T[slot]; e !== 0; e = T[slot]) {
      if ((e & ~mask) === tag) {
        const index = (e & mask) - 1, a = index * ${words};
        ${
          words <= UNROLLED_WORDS
            ? `if (${each(words, (i) => `A[a + ${i}] === B[o + ${i}]`, " && ")}) return index;`
            : `let i = 0; while (i < ${words} && A[a + i] === B[o + i]) i++; if (i === ${words}) return index;`
        }
      }
      slot = ${next};
    }
    if (count >= most) { isFull = true; return -1; }
    if (count === capacity) growArena();
    const a = count * ${words};
    ${copySource(words, "A", "a", "B", "o")}
    P[count] = parent;
    T[slot] = tag | ++count;
    if (count > mostInTable) growTable();
    return count - 1;
  }
  function newTable() { T = space(mask + 1); }
  function fillTable() {
    newTable();
    ${isShared ? "low = regionOf(T);" : ""}
    for (let index = 0; index < count; index++) {
      const a = index * ${words};
      ${hashSource(words, (i) => `A[a + ${i}]`)}
      let slot = h & mask;
      while (T[slot] !== 0) slot = ${next};
      T[slot] = (h & ~mask) | (index + 1);
    }
  }`;
};

/**
 * The arena, what is staged, and the index: `insert` gives the place of a staged state, the last one when it is new. What is staged
 * is put in its canonical form first where states are symmetric.
 */
export const tableSource = (layout: Layout, { isIndexed, isSymmetric, isShared }: Keeping): string => {
  const { words } = layout;
  const inlined = isInlined(layout, isIndexed);
  return `
  let capacity = 1 << 10, bits = ${isShared ? LEAST_SHARED_BITS : 12}, mask = (1 << bits) - 1, mostInTable = Math.floor(mask * 0.6);
  let A = arenaSpace(capacity * ${words}), P = arenaSpace(capacity), T = space((mask + 1) * ${inlined ? words : 1});
  ${isShared ? `function regionOf(table) { return table.length / ${REGIONS} - 1; } let low = regionOf(T);` : ""}
  let count = 0, most = Infinity, isFull = false;
  let batch = 256, B = new Int32Array(batch * ${words}), H = new Int32Array(batch), O = new Int32Array(batch), M = new Int32Array(batch), staged = 0;
  /** Reading what inserting will read, all at once, asks the memory for every staged state before the first is needed. */
  let touched = 0;

  function load(index) { const o = index * ${words}; ${copySource(words, "W", "0", "A", "o")} }
  function loadBefore(index) { const o = index * ${words}; ${copySource(words, "BEFORE", "0", "A", "o")} }
  ${parentSource(words)}

  function growBatch() {
    batch *= 2;
    const b = new Int32Array(batch * ${words}), h = new Int32Array(batch), n = new Int32Array(batch), m = new Int32Array(batch);
    b.set(B); h.set(H); n.set(O); m.set(M); B = b; H = h; O = n; M = m;
  }
  ${stageSource(words, isSymmetric)}
  ${inlined ? inlinedSource(words, isShared) : indexedSource(words, isShared)}
  function growArena() {
    capacity = grownCapacity(capacity);
    A = lengthened(A, capacity * ${words}); P = lengthened(P, capacity);
  }
  function widen() {
    bits += bits < ${SMALL_BITS} ? 2 : 1;
    mask = (1 << bits) - 1;
    mostInTable = Math.floor(mask * 0.6);
  }
  function growTable() { widen(); fillTable(); }
  function bytes() { return (A.length + P.length + T.length + B.length + H.length + O.length + M.length) * 4; }
  /** What the next growth would bring. */
  function bytesGrown() {
    const arena = (A.length + P.length) * (count + batch > capacity ? grownCapacity(capacity) / capacity : 1);
    const table = count + batch > mostInTable ? T.length * (bits < ${SMALL_BITS} ? 4 : 2) : T.length;
    return (arena + table + B.length + H.length + O.length + M.length) * 4;
  }
`;
};
