import { describe, expect, test, vi } from "vitest";
import { growingIntegers, integers, lengthened, sharedIntegers } from "../../../../checker/compile/words/arrays.ts";

const counted = (some: Int32Array) => {
  for (let i = 0; i < some.length; i++) some[i] = i + 1;
  return some;
};

describe.each([
  ["of one thread", integers, false],
  ["of several", sharedIntegers, false],
  ["of several, to be lengthened", growingIntegers, true],
])("%s", (_, make, isInPlace) => {
  test("keep what they hold when they become longer, and have zeros after it", () => {
    const some = counted(make(3));
    const longer = lengthened(some, 100_000);
    expect([...longer.subarray(0, 5)]).toEqual([1, 2, 3, 0, 0]);
    expect(longer).toHaveLength(100_000);
    expect(longer.buffer instanceof SharedArrayBuffer).toBe(make !== integers);
    expect(longer.buffer === some.buffer).toBe(isInPlace);
  });
});

test("beyond what is reserved they are copied, as shared as before", () => {
  const buffer = new SharedArrayBuffer(8, { maxByteLength: 16 });
  const some = counted(new Int32Array(buffer, 0, 2));
  expect([...lengthened(some, 4)]).toEqual([1, 2, 0, 0]);
  const longer = lengthened(some, 5);
  expect([...longer]).toEqual([1, 2, 0, 0, 0]);
  expect(longer.buffer).not.toBe(buffer);
  expect(longer.buffer).toBeInstanceOf(SharedArrayBuffer);
});

test("where nothing can be reserved there are integers all the same", () => {
  const Real = SharedArrayBuffer;
  const refusing = class extends Real {
    constructor(length: number, options?: { readonly maxByteLength?: number }) {
      if (options) throw new RangeError("Array buffer allocation failed");
      super(length);
    }
  };
  vi.stubGlobal("SharedArrayBuffer", refusing);
  try {
    expect([...lengthened(counted(growingIntegers(2)), 3)]).toEqual([1, 2, 0]);
  } finally {
    vi.unstubAllGlobals();
  }
});
