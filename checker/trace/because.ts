import { observing, type Quantified } from "../../specs/language/quantify.ts";
import type { Loose } from "../model/model.ts";
import type { Because } from "../result.ts";
import type { ValuesByTitle } from "./values-by-title.ts";

const MOST = 12;
const LONGEST = 500;

/**
 * The quantifiers that decided a predicate, outer ones before those within. One tells of itself when it ends, so of those
 * within another all values are told; only the value that decided the outer one is of interest, so it is asked again.
 */
export const becauseOf = (predicate: () => unknown, valueOf: ValuesByTitle): readonly Because[] =>
  decisive(predicate, 3)
    .slice(0, MOST)
    .map((told) => ({
      over: told.over,
      quantifier: told.quantifier,
      predicate: textOf(told.predicate),
      result: told.result,
      values: told.because.map((value) => valueOf(told.over, value)),
    }));

const decisive = (predicate: () => unknown, levels: number): readonly Quantified[] => {
  const told = listen(predicate);
  const inner = new Map(told.map((quantified) => [quantified, levels > 0 ? within(quantified, levels) : []]));
  const nested = new Set([...inner.values()].flat().map(identity));
  const outer = told.filter(
    (quantified) => !nested.has(identity(quantified)) && !told.some((other) => contains(other, quantified)),
  );
  return distinct(outer.flatMap((quantified) => [quantified, ...(inner.get(quantified) ?? [])]));
};

const listen = (predicate: () => unknown): readonly Quantified[] => {
  const told: Quantified[] = [];
  try {
    observing((quantified) => void told.push(quantified), predicate);
  } catch {
    // Whatever it told until it failed is still worth telling.
  }
  return told;
};

/** What decided the outer quantifier's predicate at the one value that decided the outer quantifier. */
const within = ({ predicate, because, quantifier }: Quantified, levels: number): readonly Quantified[] =>
  because.length === 1 && (quantifier === "every" || quantifier === "some")
    ? decisive(() => (predicate as Loose)(because[0]), levels - 1)
    : [];

const contains = (outer: Quantified, inner: Quantified): boolean => {
  const [whole, part] = [String(outer.predicate), String(inner.predicate)];
  return whole.length > part.length && whole.includes(part);
};

const identity = ({ over, quantifier, predicate }: Quantified): string => `${quantifier} ${over} ${String(predicate)}`;

const distinct = (told: readonly Quantified[]): readonly Quantified[] => {
  const seen = new Map(
    told.map((quantified) => [
      `${identity(quantified)} ${String(quantified.result)} ${JSON.stringify(quantified.because)}`,
      quantified,
    ]),
  );
  return [...seen.values()];
};

const textOf = (predicate: unknown): string => {
  const text = String(predicate).replace(/\s+/g, " ");
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
};
