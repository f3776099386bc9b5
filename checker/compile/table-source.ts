// The text of the state table: an arena that is store, queue and trace in one, and an index of it by hash.

/** Beyond this many words a state is compared and copied in loops. */
const UNROLLED_WORDS = 16;

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

const hashSource = (words: number): string => {
  const mix = (i: string) => `h = Math.imul(h ^ W[${i}], 0x85ebca6b); h ^= h >>> 15;`;
  const body = words <= UNROLLED_WORDS ? each(words, (i) => mix(String(i)), " ") : `for (let i = 0; i < ${words}; i++) { ${mix("i")} }`;
  return `let h = 0x9e3779b9; ${body} h = Math.imul(h, 0xc2b2ae35); h ^= h >>> 16;`;
};

/**
 * Slots hold an index plus one in their low bits and, above, as much of the hash as is left: a state is compared only when
 * those bits agree, and then word by word, so that no two states are ever taken for one.
 */
export const tableSource = (words: number): string => `
  let capacity = 1 << 10, bits = 12, mask = (1 << bits) - 1, mostInTable = Math.floor(mask * 0.6);
  let A = new Int32Array(capacity * ${words}), P = new Int32Array(capacity), T = new Int32Array(mask + 1);
  let count = 0;
  let batch = 256, B = new Int32Array(batch * ${words}), H = new Int32Array(batch), O = new Int32Array(batch), staged = 0;

  function load(index) { const o = index * ${words}; ${copySource(words, "W", "0", "A", "o")} }
  function loadBefore(index) { const o = index * ${words}; ${copySource(words, "BEFORE", "0", "A", "o")} }
  ${parentSource(words)}

  function growBatch() {
    batch *= 2;
    const b = new Int32Array(batch * ${words}), h = new Int32Array(batch), n = new Int32Array(batch);
    b.set(B); h.set(H); n.set(O); B = b; H = h; O = n;
  }
  function stage() {
    if (staged === batch) growBatch();
    ${hashSource(words)}
    const o = staged * ${words};
    ${copySource(words, "B", "o", "W", "0")}
    O[staged] = ordinal;
    H[staged++] = h;
  }
  /** Reads what inserting will read, all at once, so that the memory is asked for every staged state before the first is needed. */
  let touched = 0;
  function touch() {
    let sum = 0;
    for (let j = 0; j < staged; j++) {
      const e = T[H[j] & mask];
      if (e !== 0) sum += A[((e & mask) - 1) * ${words}];
    }
    touched ^= sum;
  }
  /** The index of a staged state; a new one is then the last. */
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
      slot = (slot + 1) & mask;
    }
    if (count === capacity) growArena();
    const a = count * ${words};
    ${copySource(words, "A", "a", "B", "o")}
    P[count] = parent;
    T[slot] = tag | ++count;
    if (count > mostInTable) growTable();
    return count - 1;
  }
  function growArena() {
    capacity = Math.ceil(capacity * (capacity > 1 << 22 ? 1.5 : 2));
    const a = new Int32Array(capacity * ${words}), p = new Int32Array(capacity);
    a.set(A); p.set(P); A = a; P = p;
  }
  function growTable() {
    bits += bits < 20 ? 2 : 1;
    mask = (1 << bits) - 1;
    mostInTable = Math.floor(mask * 0.6);
    T = new Int32Array(mask + 1);
    for (let index = 0; index < count; index++) {
      const a = index * ${words};
      ${hashSource(words).replaceAll(/W\[(\w+)\]/g, "A[a + $1]")}
      let slot = h & mask;
      while (T[slot] !== 0) slot = (slot + 1) & mask;
      T[slot] = (h & ~mask) | (index + 1);
    }
  }
  function bytes() { return (A.length + P.length + T.length + B.length + H.length + O.length) * 4; }
  /** What the next growth would bring. */
  function bytesGrown() {
    const arena = count + batch > capacity ? (A.length + P.length) * (capacity > 1 << 22 ? 1.5 : 2) : A.length + P.length;
    const table = count + batch > mostInTable ? T.length * (bits < 20 ? 4 : 2) : T.length;
    return (arena + table + B.length + H.length + O.length) * 4;
  }
`;
