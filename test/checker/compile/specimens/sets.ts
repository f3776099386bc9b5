// Sets of every size that a layout treats differently: one bit, a word less one, words, the largest bit set, slots.
import {
  boolean,
  ids,
  instance,
  listOf,
  range,
  record,
  setOf,
  spec,
  tuple,
  variants,
} from "../../../../specs/language/index.ts";

/** Bits of sizes around that of a word, one after the other, so that all but the first begin inside a word. */
const bitsets = () =>
  spec({
    name: "bitsets",
    state: {
      one: setOf(range(7, 7)),
      s31: setOf(range(0, 30)),
      s32: setOf(range(-16, 15)),
      s33: setOf(range(0, 32)),
      s64: setOf(range(1, 64)),
      s512: setOf(tuple(range(0, 31), range(0, 15))),
      n: range(0, 5),
    },
    init: { one: [], s31: [], s32: [], s33: [], s64: [], s512: [[31, 15]], n: 0 },
    actions: {
      first: {
        guard: (s) => s.n < 5,
        effect: (s) => {
          s.n += 1;
          if (s.one.has(7)) s.one.clear();
          else s.one.add(7);
          s.s31.assign(s.one.size === 1 ? [0, 30] : [15]);
        },
      },
      ends: {
        guard: (s) => s.n === 1 || s.n === 2,
        effect: (s) => {
          s.n += 2;
          for (const edge of [0, 30]) if (s.s31.has(edge)) s.s32.add(edge - 16);
          s.s32.add(15);
          s.s33.add(s.s32.size);
          s.s33.add(32);
          s.s64.assign([1, 32, 33, 64]);
        },
      },
      move: {
        params: { x: range(30, 31), y: range(14, 15) },
        guard: (s, { x, y }) => s.n > 2 && !s.s512.has([x, y]) && s.s512.some(([x2]) => x2 >= x),
        effect: (s, { x, y }) => {
          for (const [x2, y2] of s.s512.filter(([, y3]) => y3 > y)) s.s512.remove([x2, y2]);
          s.s512.add([x, y]);
          s.s64.remove(s.s64.count((member) => member > 32) === 2 ? 64 : 33);
        },
      },
      empty: {
        guard: (s) => s.s64.size > 0 && s.s64.every((member) => s.s33.has(32) || member > 1),
        effect: (s) => {
          s.s64.clear();
          s.s33.clear();
          s.s512.assign([...s.s512].filter(([x]) => x === 31));
        },
      },
    },
  });

/** Few members of very many: narrow slots, slots of rows, and few members of few. */
const slots = () =>
  spec({
    name: "slots",
    state: {
      pairs: setOf(tuple(range(0, 99), range(0, 99)), { atMost: 3 }),
      rows: setOf(listOf(range(0, 999), { atMost: 5 }), { atMost: 2 }),
      few: setOf(range(0, 9), { atMost: 2 }),
      kinds: setOf(variants({ Low: { by: range(0, 999) }, High: { by: range(0, 999), on: boolean } }), { atMost: 2 }),
    },
    init: { pairs: [[99, 99]], rows: [[999, 0]], few: [], kinds: [] },
    actions: {
      add: {
        params: { x: range(50, 52) },
        guard: (s, { x }) => s.pairs.size < 3 || s.pairs.has([x, 0]),
        effect: (s, { x }) => s.pairs.add([x, 0]) as undefined,
      },
      remove: {
        params: { x: range(50, 53) },
        effect: (s, { x }) => {
          s.pairs.remove([x, 0]);
        },
      },
      wide: {
        params: { x: range(998, 999) },
        guard: (s) => s.rows.size < 2,
        effect: (s, { x }) => s.rows.add([x, 0, x, 1, 2]) as undefined,
      },
      narrow: {
        guard: (s) => s.rows.size === 2,
        effect: (s) => {
          const [first, second] = s.rows;
          s.rows.assign([first.length < second.length ? second : first]);
        },
      },
      some: {
        params: { x: range(8, 9) },
        guard: (s, { x }) => s.few.size < 2 && !s.few.has(x),
        effect: (s, { x }) => {
          s.few.add(x);
          s.kinds.add(s.few.size === 2 ? { type: "High", by: x * 100, on: x === 9 } : { type: "Low", by: x });
        },
      },
      none: {
        guard: (s) => s.kinds.some((kind) => kind.type === "High" && kind.on),
        effect: (s) => {
          s.few.clear();
          s.kinds.clear();
        },
      },
    },
  });

/** What is full refuses one more, in every kind of set; the two engines are asked where. */
const full = (constants: { which: "bits" | "slots" | "rows" }) =>
  spec({
    name: "full",
    state: {
      bits: setOf(range(0, 9), { atMost: 2 }),
      slots: setOf(range(0, 999), { atMost: 2 }),
      rows: setOf(listOf(range(0, 999), { atMost: 5 }), { atMost: 2 }),
    },
    init: { bits: [1], slots: [1], rows: [[1]] },
    actions: {
      again: {
        effect: (s) => {
          s.bits.add(1);
          s.slots.add(1);
          s.rows.add([1]);
        },
      },
      add: {
        params: { x: range(0, 3) },
        effect: (s, { x }) => {
          if (constants.which === "bits") s.bits.add(x);
          if (constants.which === "slots") s.slots.add(x);
          if (constants.which === "rows") s.rows.add([x]);
        },
      },
    },
  });

const NODE = ids("node", 2);

/** Words in plenty: states of more than sixteen, sets across many of them, and fields on either side. */
const wide = () =>
  spec({
    name: "wide",
    state: {
      first: boolean,
      grid: setOf(range(0, 510)),
      logs: record({ one: listOf(range(0, 999), { atMost: 30 }), two: listOf(tuple(NODE, range(0, 99)), { atMost: 20 }) }),
      last: boolean,
    },
    init: { first: false, grid: [0, 510], logs: { one: Array.from({ length: 29 }, (_, i) => i * 34), two: [] }, last: true },
    actions: {
      push: {
        params: { node: NODE },
        guard: (s) => s.logs.one.length < 30 && s.logs.two.length < 3,
        effect: (s, { node }) => {
          s.logs.two.unshift([node, 99 - s.logs.two.length]);
          if (s.first) s.logs.one.push(999);
        },
      },
      drop: {
        guard: (s) => s.logs.one.length > 28,
        effect: (s) => {
          s.grid.add(s.logs.one.length * 17);
          s.logs.one.length -= 1;
          s.last = !s.last;
        },
      },
      turn: {
        guard: { once: (s) => !s.first, held: (s) => s.logs.two.every(([node]) => node === s.logs.two[0][0]) },
        effect: (s) => {
          s.first = true;
          s.logs.two.reverse();
          s.grid.remove(510);
        },
      },
      nothing: {
        effect: (s) => {
          s.logs.one.sort((a, b) => a - b);
        },
      },
    },
  });

export const sets = [
  instance(bitsets, {}),
  instance(slots, {}),
  instance(full, { which: "bits" }),
  instance(full, { which: "slots" }),
  instance(full, { which: "rows" }),
  instance(wide, {}),
];
