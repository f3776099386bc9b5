import type { ScalarSchema } from "../../model/schema.ts";
import type { Layout } from "../words/layout.ts";
import { CanonicalWords } from "./canonical-words.ts";
import { columnsOf } from "./columns.ts";
import { canonicaliserBy, type Parts } from "./columns-source.ts";
import { exchangesOf } from "./exchanges.ts";
import { type IdPlace, placesOf } from "./places.ts";
import { SymmetricIds } from "./values.ts";

/** Puts the representative in a state's place: the same for all states of an orbit, and one of them. */
export type Canonicaliser = (words: Int32Array) => void;

/** Beyond so many ids or words the code would be long, and beyond so many exchanges slow as well. */
const MOST_IDS = 12;
export const MOST_WORDS = 128;
const MOST_EXCHANGES = 24;

/** One made for these states where that is quick, and else the one that takes all. */
export const canonicaliserOf = (layout: Layout, domains: readonly ScalarSchema[]): Canonicaliser => {
  const symmetric = new SymmetricIds(domains);
  const places = placesOf(layout, symmetric);
  const parts = partsOf(layout, places, symmetric);
  return parts === undefined ? thorough(layout, places, symmetric) : canonicaliserBy(parts);
};

/** The one that takes all. */
export const thoroughCanonicaliserOf = (layout: Layout, domains: readonly ScalarSchema[]): Canonicaliser => {
  const symmetric = new SymmetricIds(domains);
  return thorough(layout, placesOf(layout, symmetric), symmetric);
};

const thorough = (layout: Layout, places: readonly IdPlace[], symmetric: SymmetricIds): Canonicaliser => {
  const canonical = new CanonicalWords(layout, places, symmetric);
  return (words) => canonical.put(words);
};

/** Columns are sorted of the largest domain that allows it; all orders of the other ids must be few. */
const partsOf = ({ words }: Layout, places: readonly IdPlace[], symmetric: SymmetricIds): Parts | undefined => {
  if (words > MOST_WORDS) return undefined;
  const sortable = symmetric.domains
    .filter(({ values }) => values.length <= MOST_IDS)
    .toSorted((one, other) => other.values.length - one.values.length)
    .map((domain) => ({ domain, ...columnsOf(places, symmetric, domain, true) }))
    .find(({ isAll }) => isAll);
  const others = symmetric.domains.filter((domain) => domain !== sortable?.domain);
  if (others.reduce((ways, { values }) => ways * factorial(values.length), 1) > MOST_EXCHANGES) return undefined;
  const told = others.map((domain, i) => ({
    name: `e${i}_`,
    first: symmetric.first(domain)!,
    bits: columnsOf(places, symmetric, domain, false).bits,
  }));
  return { words, sorted: sortable?.bits ?? [], exchanges: exchangesOf(places, symmetric, others), told };
};

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
