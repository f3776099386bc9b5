// The text of what a thread does in a window, beside the text of the search: it shares its arena and its index.
import { copySource, hashSource, isInlined, nextSource, REGIONS, UNROLLED_WORDS } from "../search/table-source.ts";
import type { Layout } from "../words/layout.ts";

/** Whether words of one array are those of another, an expression. */
const sameSource = (words: number, one: string, i: string, other: string, j: string): string =>
  words <= UNROLLED_WORDS
    ? Array.from({ length: words }, (_, k) => `${one}[${i} + ${k}] === ${other}[${j} + ${k}]`).join(" && ")
    : `same(${one}, ${i}, ${other}, ${j})`;

/**
 * Candidates that a thread had last, by as many bits of their hashes. What is like one of them is none itself: the former comes
 * first, wherever it ends up.
 */
const RECENT = 2 ** 15;

/** A slot less than this is none: beside its sign it holds the place of a candidate that is the like of this one. */
const LIKES = -(2 ** 30);

interface Ways {
  /** -1, or the place of a staged state among those known before the window; of states in the index itself some place. */
  readonly placeOf: string;
  /** Puts a candidate into the index unless the like of it is there; its slot, or the complement of the slot of its like. */
  readonly claim: string;
  /** Gives the state that was put there its place in the arena. */
  readonly settle: (slot: string, index: string) => string;
  readonly clear: (slot: string) => string;
  /** Puts what is stored into the index, which is empty: this thread's part. */
  readonly fill: string;
}

const inlined = (words: number): Ways => {
  const last = words - 1;
  const home = words === 2 ? "(h & mask) << 1" : "h & mask";
  const next = nextSource(words, "wrap", true);
  const isThere = (array: string) => (words === 2 ? `x === marked && T[slot] === ${array}[o]` : "x === marked");
  const walk = (array: string, found: string) => `
    const o = j * ${words}, marked = ${array}[o + ${last}] | 0x80000000;
    let slot = ${home};
    for (let x = T[slot + ${last}]; x !== 0; x = T[slot + ${last}]) {
      if (${isThere(array)}) return ${found};
      slot = ${next};
    }`;
  return {
    placeOf: `const h = H[j]; ${walk("B", "0")} return -1;`,
    claim: `const h = CH[j]; ${walk("CW", "~slot")}
    ${words === 2 ? "T[slot] = CW[o];" : ""} T[slot + ${last}] = marked;
    return slot;`,
    settle: () => "",
    clear: (slot) => `T[${slot} + ${last}] = 0;`,
    // So many neighbouring regions of the former index go into regions that no other does.
    fill: `const parts = Math.max(1, ${REGIONS} * former.length / T.length), part = (former.length / parts) | 0;
      for (let i = 0; i < parts; i++) if (Math.floor(i * threads / parts) === thread) refill(former, i * part, (i + 1) * part);`,
  };
};

/** Until it is settled, a new state's place is one beyond those stored; from there `won` leads to it among the candidates. */
const indexed = (words: number): Ways => {
  const next = nextSource(1, "mask", true);
  return {
    placeOf: `const o = j * ${words}, h = H[j], tag = h & ~mask;
    let slot = h & mask;
    for (let e = T[slot]; e !== 0; e = T[slot]) {
      if ((e & ~mask) === tag) {
        const index = (e & mask) - 1, a = index * ${words};
        if (${sameSource(words, "A", "a", "B", "o")}) return index;
      }
      slot = ${next};
    }
    return -1;`,
    claim: `const o = j * ${words}, h = CH[j], tag = h & ~mask;
    let slot = h & mask;
    for (let e = T[slot]; e !== 0; e = T[slot]) {
      if ((e & ~mask) === tag) {
        const index = (e & mask) - 1, isStored = index < count, X = isStored ? A : CW, x = (isStored ? index : won[index - count]) * ${words};
        if (${sameSource(words, "X", "x", "CW", "o")}) return ~slot;
      }
      slot = ${next};
    }
    won[claimed] = j;
    T[slot] = tag | (count + claimed + 1);
    claimed += claimants;
    return slot;`,
    settle: (slot, index) => `T[${slot}] = (T[${slot}] & ~mask) | (${index} + 1);`,
    clear: (slot) => `T[${slot}] = 0;`,
    fill: `mine = regions;
      for (let index = 0; index < count; index++) {
        const a = index * ${words};
        ${hashSource(words, (i) => `A[a + ${i}]`)}
        if (!isMine(h)) continue;
        let slot = h & mask;
        while (T[slot] !== 0) slot = ${next};
        T[slot] = (h & ~mask) | (index + 1);
      }`,
  };
};

export interface WindowSource {
  readonly isIndexed: boolean;
  /** What is asked of a new state that is at hand and stored at `index`, with ordinal 0. */
  readonly isAsked: boolean;
  readonly refines: boolean;
  /** The bits of all properties of states. */
  readonly ofStates: number;
}

/** A `window` to be returned by the kernel; `Window` in window-kernel.ts says what each part of it does. */
export const windowSource = (layout: Layout, { isIndexed, isAsked, refines, ofStates }: WindowSource): string => {
  const { words } = layout;
  const ways = isInlined(layout, isIndexed) ? inlined(words) : indexed(words);
  const perSlot = isInlined(layout, isIndexed) ? words : 1;
  return `
  let CW = space(0), CH = space(0), CP = space(0), CS = space(0), won = space(0), claimed = 0, claimants = 1, mine = 0;
  /** The index that was before, while the one at hand is still to be filled. */
  let former;
  let own = new Int32Array(1024);
  const recent = new Int32Array(${RECENT}).fill(-1);
  function same(X, x, Y, y) { for (let i = 0; i < ${words}; i++) if (X[x + i] !== Y[y + i]) return false; return true; }
  function placeOf(j) { ${ways.placeOf} }
  function claimOne(j) { ${ways.claim} }
  function sift(at, end) {
    if (count > 10000) touch();
    for (let j = 0; j < staged; j++) {
      const b = j * ${words}, r = H[j] & ${RECENT - 1}, like = recent[r], l = like * ${words};
      if (like >= 0 && like < at && CS[like] === -1 && CH[like] === H[j] && ${sameSource(words, "CW", "l", "B", "b")}) {
        ${
          refines
            ? `if (at === end) return -1;
        CS[at] = like | 0x80000000;
        CP[at++] = head;`
            : ""
        }
        continue;
      }
      const index = placeOf(j);
      if (index >= 0) { ${refines ? "listener.refined(head, index, false, 0);" : ""} continue; }
      if (at === end) return -1;
      const c = at * ${words};
      recent[r] = at;
      ${copySource(words, "CW", "c", "B", "b")}
      CH[at] = H[j];
      CS[at] = -1;
      CP[at++] = head;
    }
    return at;
  }
  function isMine(h) { return ((mine >>> ((h & mask) >>> (bits - ${Math.log2(REGIONS)}))) & 1) !== 0; }
  const window = {
    get memory() { return { arena: A, parents: P, table: T }; },
    adopt({ arena, parents, table }) {
      former = table === T ? undefined : T;
      A = arena; P = parents; T = table;
      capacity = P.length;
      mask = T.length / ${perSlot} - 1;
      bits = 32 - Math.clz32(mask);
      mostInTable = Math.floor(mask * 0.6);
      low = regionOf(T);
      ${isInlined(layout, isIndexed) ? "wrap = T.length - 1;" : ""}
    },
    candidates(words, hashes, parents, slots, winners) { CW = words; CH = hashes; CP = parents; CS = slots; won = winners; together = ${ofStates}; },
    stand(stored, next) { count = stored; head = next; staged = 0; settled = 0; },
    survey(from, to, at, end) {
      for (head = from; head < to && at >= 0; head++) { takeSteps(); at = sift(at, end); }
      staged = 0; settled = 0;
      return at;
    },
    surveyRecorded(state, at, end) {
      recording = true; recorder = listener.record;
      try { return window.survey(state, state + 1, at, end); } finally { recording = false; }
    },
    triedRecorded(state) {
      recording = true; recorder = listener.record;
      try { return window.tried(state); } finally { recording = false; }
    },
    claims(regions, thread, threads) { mine = regions; claimed = thread; claimants = threads; },
    claim(from, to) {
      if (own.length < to - from) own = new Int32Array(2 * (to - from));
      let n = 0, sum = 0, winners = 0;
      for (let c = from; c < to; c++) {
        if (${refines ? `CS[c] < ${LIKES} || ` : ""}!isMine(CH[c])) continue;
        own[n++] = c;
        sum += T[(CH[c] & mask) * ${perSlot}];
      }
      touched ^= sum;
      if (claimed + n * claimants > won.length || count + claimed + n * claimants >= mask) return -1;
      for (let i = 0; i < n; i++) {
        const slot = claimOne(own[i]);
        CS[own[i]] = slot;
        if (slot >= 0) winners++;
      }
      return winners;
    },
    settle(from, to, index) {
      for (let c = from; c < to; c++) {
        const slot = CS[c];
        if (slot < 0) continue;
        const a = index * ${words}, b = c * ${words};
        ${copySource(words, "A", "a", "CW", "b")}
        P[index] = CP[c];
        ${ways.settle("slot", "index")}
        ${isAsked || refines ? "load(index);" : ""}
        ${isAsked ? "ask(index, 0);" : ""}
        ${refines ? "listener.arrived(index);" : ""}
        index++;
      }
    },
    ${
      refines
        ? `refine(from, to) {
      for (let c = from; c < to; c++) {
        const slot = CS[c] < ${LIKES} ? CS[CS[c] & 0x7fffffff] : CS[c];
        listener.refined(CP[c], (T[slot < 0 ? ~slot : slot] & mask) - 1, false, 0);
      }
    },`
        : "refine() {},"
    }
    clear(from, to) {
      for (let c = from; c < to; c++) { const slot = CS[c]; if (slot >= 0) { ${ways.clear("slot")} } }
    },
    needsArena(stored) { return stored > capacity; },
    needsTable(stored) { return stored > mostInTable; },
    widerTable() { former ??= T; widen(); newTable(); low = regionOf(T); },
    widerArena(stored) { while (stored > capacity) growArena(); },
    fill(regions, thread, threads) {
      ${ways.fill}
      former = undefined;
    },
    tried(state) {
      head = state;
      takeSteps();
      ${isAsked ? "ask(state, 0);" : ""}
      let sum = staged;
      for (let i = 0; i < staged * ${words}; i++) sum = Math.imul(sum ^ B[i], 0x85ebca6b) ^ (sum >>> 15);
      staged = 0; settled = 0;
      return sum;
    },
  };`;
};
