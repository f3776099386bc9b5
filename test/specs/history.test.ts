// The four promises on histories written by hand, and on random ones against a judge that tries everything.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linearizable, monotonicReads, readYourWrites, sequentiallyConsistent } from "../../specs/histories/consistency.ts";
import type { Operation } from "../../specs/histories/history.ts";
import { register } from "../../specs/histories/register.ts";

type Call = { readonly type: "Write"; readonly value: number } | { readonly type: "Read" };
type Result = { readonly type: "Written" } | { readonly type: "Value"; readonly value: number };
type Op = Operation<number, string, Call, Result>;

/** An operation with the moments of its invocation and its response; pending without one. */
interface Timed {
  readonly client: string;
  readonly call: Call;
  readonly result: Result | undefined;
  readonly from: number;
  readonly to: number;
}

const history = (timed: readonly Timed[]): Op[] =>
  timed.map(({ client, call, result, from }, id) => ({
    id,
    client,
    call,
    result,
    after: new Set(timed.flatMap(({ result, to }, other) => (result !== undefined && to < from ? [other] : []))),
  }));

const object = register(0);
/** Greater values are newer. */
const byValue = {
  isUpdate: ({ call }: Op) => call.type === "Write",
  precedes: ({ call: one }: Op, { call: other }: Op) =>
    one.type === "Write" && other.type === "Write" && one.value < other.value,
};

const judge = (operations: readonly Op[]) => ({
  linearizable: linearizable(operations, object),
  sequential: sequentiallyConsistent(operations, object),
  ownWrites: readYourWrites(operations, object, byValue),
  monotonic: monotonicReads(operations, object, byValue),
});

/** `A: w1 ----` is a client, an operation and the time it takes; `r2` reads 2; a `>` at the end is a response that never came. */
const parse = (lines: readonly string[]): Timed[] =>
  lines.flatMap((line) => {
    const [client, row] = line.split("|");
    return [...row.matchAll(/([wr])(\d)(-*)(>?)/g)].map(({ 0: text, 1: kind, 2: digit, 4: open, index }) => ({
      client,
      call: kind === "w" ? { type: "Write", value: Number(digit) } : { type: "Read" },
      result: open ? undefined : kind === "w" ? { type: "Written" } : { type: "Value", value: Number(digit) },
      from: index,
      to: index + text.length - 1,
    }));
  });

const yes = { linearizable: true, sequential: true, ownWrites: true, monotonic: true };

test.each<[string, string[], Partial<typeof yes>]>([
  ["nothing happens", [], {}],
  ["what was written is read", ["A|w1-     ", "B|    r1- "], {}],
  ["what there was at first is read", ["A|     w1-", "B|r0-      "], {}],
  ["a read beside a write may see it", ["A|w1------", "B|   r1-   "], {}],
  ["or may not", ["A|w1------", "B|   r0-   "], {}],
  ["new, then old, to two readers", ["A|w1-----------", "B|  r1-", "C|      r0-"], { linearizable: false }],
  [
    "new, then old, to one reader",
    ["A|w1-----------", "B|  r1-  r0-"],
    { linearizable: false, sequential: false, monotonic: false },
  ],
  ["new, and old at the same time", ["A|w1-----------", "B|  r1----", "C|    r0-"], {}],
  ["an acknowledged write is not seen by another", ["A|w1- ", "B|     r0-"], { linearizable: false }],
  ["nor by its own client", ["A|w1-  r0-"], { linearizable: false, sequential: false, ownWrites: false }],
  ["a write that never came back may be seen", ["A|w1> ", "B|      r1-"], {}],
  ["or not", ["A|w1> ", "B|      r0-"], {}],
  [
    "but not both, in the wrong order",
    ["A|w1> ", "B|      r1-  r0-"],
    { linearizable: false, sequential: false, monotonic: false },
  ],
  ["it may be seen late", ["A|w1> ", "B|      r0-  r1-"], {}],
  [
    "what was never written is read",
    ["A|w1- ", "B|   r2-"],
    { linearizable: false, sequential: false, ownWrites: false, monotonic: false },
  ],
  [
    "two writers are seen in two orders",
    ["A|w1-", "B|w2-", "C|    r1- r2-", "D|    r2- r1-"],
    { linearizable: false, sequential: false, monotonic: false },
  ],
  ["a pending read says nothing", ["A|w1-", "B|     r0>"], {}],
  ["the greater value is overwritten by the lesser", ["A|w2- w1- r1-"], { ownWrites: false }],
])("%s", (_, lines, judged) => {
  expect(judge(history(parse(lines)))).toEqual({ ...yes, ...judged });
});

/** Every order of every selection, one by one. */
function* orders<T>(of: readonly T[]): Iterable<readonly T[]> {
  yield [];
  for (const first of of) for (const rest of orders(of.filter((each) => each !== first))) yield [first, ...rest];
}
const explained = (operations: readonly Op[], precedes: (one: Op, other: Op) => boolean): boolean => {
  for (const order of orders(operations)) {
    let value = 0;
    const isLegal = order.every(({ call, result }) => {
      if (call.type === "Write") value = call.value;
      return result === undefined || call.type === "Write" || (result.type === "Value" && result.value === value);
    });
    const isComplete = operations.every((each) => each.result === undefined || order.includes(each));
    const isOrdered = order.every((one, i) => order.slice(i + 1).every((other) => !precedes(other, one)));
    if (isLegal && isComplete && isOrdered) return true;
  }
  return false;
};

/** Up to five operations of three clients, none of which begins one before its last has come back. */
const histories = fc
  .array(
    fc.record({
      client: fc.constantFrom("A", "B", "C"),
      kind: fc.constantFrom("read" as const, "write" as const),
      value: fc.integer({ min: 0, max: 2 }),
      wait: fc.integer({ min: 1, max: 6 }),
      length: fc.integer({ min: 1, max: 9 }),
      isPending: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
    }),
    { maxLength: 5 },
  )
  .map((rows) => {
    const free = new Map<string, number>();
    return rows.flatMap(({ client, kind, value, wait, length, isPending }): Timed[] => {
      const from = (free.get(client) ?? 0) + wait;
      if (from === Number.POSITIVE_INFINITY) return [];
      free.set(client, isPending ? Number.POSITIVE_INFINITY : from + length);
      const result: Result = kind === "write" ? { type: "Written" } : { type: "Value", value };
      const call: Call = kind === "write" ? { type: "Write", value } : { type: "Read" };
      return [{ client, call, result: isPending ? undefined : result, from, to: from + length }];
    });
  });

describe("of random histories", () => {
  const isBefore = (one: Op, other: Op) => other.after.has(one.id);
  const isOfSame = (one: Op, other: Op) => one.client === other.client && isBefore(one, other);

  test("the search finds what trying every order finds", () => {
    const found = { linearizable: 0, sequential: 0, neither: 0 };
    fc.assert(
      fc.property(histories, (timed) => {
        const operations = history(timed);
        const { linearizable, sequential } = judge(operations);
        expect([linearizable, sequential]).toEqual([explained(operations, isBefore), explained(operations, isOfSame)]);
        if (operations.length > 2) found[linearizable ? "linearizable" : sequential ? "sequential" : "neither"] += 1;
      }),
      { numRuns: 2_000, seed: 3 },
    );
    for (const count of Object.values(found)) expect(count).toBeGreaterThan(20);
  });

  test("what is linearizable is sequentially consistent", () => {
    fc.assert(
      fc.property(histories, (timed) => {
        const { linearizable, sequential } = judge(history(timed));
        expect(sequential || !linearizable).toBe(true);
      }),
      { numRuns: 2_000, seed: 4 },
    );
  });
});
