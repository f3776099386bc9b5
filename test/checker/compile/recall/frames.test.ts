import { describe, expect, test } from "vitest";
import { Frames, MOST_FRAMED } from "../../../../checker/compile/recall/frames.ts";
import type { Remembered } from "../../../../checker/compile/recall/traced-predicate.ts";
import { MOST_WORDS } from "../../../../checker/compile/words/words.ts";

type Reads = Remembered<unknown>["reads"];

const property = (reads: Reads): { reads: Reads } & Remembered<unknown> => ({ holds: undefined, reads, code: () => {} });
const writing = (word: number, mask: number) => new Map([[word, mask]]);

const framesOf = (...all: readonly Remembered<unknown>[]) => {
  const frames = new Frames();
  const bits = all.map((one) => frames.add(() => one));
  frames.freeze();
  return { frames, bits };
};

describe("a property is asked after a step", () => {
  const { frames, bits } = framesOf(
    property(new Map([[0, 0b0110]])),
    property(new Map([[1, -1]])),
    property(undefined),
    property(new Map([[MOST_WORDS, -1]])),
  );
  const [some, another, any] = bits;

  test.each([
    ["that writes a bit that it reads", writing(0, 0b0100), some | any],
    ["that writes another word that it reads", writing(1, 1 << 31), another | any],
    ["never, if that writes other bits", writing(0, 0b1001), any],
    ["never, if that writes nothing", new Map(), any],
    ["never, for what it reads of the state before", writing(MOST_WORDS, 1), any],
  ])("%s", (_, writes, asked) => {
    expect(frames.asked(writes)).toBe(asked);
  });
});

test("all are asked until code is made for the first time", () => {
  const frames = new Frames();
  frames.add(() => property(new Map()));
  expect(frames.unsure[0]).toBe(-1);
});

describe("what is read for the first time after code was made", () => {
  const grown = property(new Map([[0, 1]]));
  const other = property(new Map([[3, 1]]));
  const { frames, bits } = framesOf(grown, other);

  test("makes a property unsure, and only that one, until code is made again", () => {
    frames.learnt(bits[0]);
    expect(frames.unsure[0]).toBe(0);
    grown.reads = new Map([[0, 0b11]]);
    frames.learnt(bits[0]);
    frames.learnt(bits[1]);
    expect(frames.unsure[0]).toBe(bits[0]);
    frames.freeze();
    expect(frames.unsure[0]).toBe(0);
    expect(frames.asked(writing(0, 0b10))).toBe(bits[0]);
  });

  test("and so does giving up to remember it", () => {
    grown.reads = undefined;
    frames.learnt(bits[0]);
    expect(frames.unsure[0]).toBe(bits[0]);
  });
});

test("more properties than there are bits have none", () => {
  const { bits } = framesOf(...Array.from({ length: MOST_FRAMED + 2 }, () => property(new Map())));
  expect(bits.filter((bit) => bit === 0)).toHaveLength(2);
  expect(new Set(bits).size).toBe(MOST_FRAMED + 1);
});
