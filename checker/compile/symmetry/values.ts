// Values with ids in them: what they are but for their ids, and what they become when these are exchanged.

import { mentions } from "../../model/mentions.ts";
import { positionOf } from "../../model/positions.ts";
import { isScalar, type ScalarSchema, type Schema } from "../../model/schema.ts";
import type { Permutation } from "../../symmetry/permutation.ts";
import { permutedValue } from "../../symmetry/permuted-value.ts";
import type { Codec } from "../words/codec.ts";
import { hashOfText } from "./hash-of-text.ts";

// biome-ignore lint/suspicious/noExplicitAny: values are typed where specs are written.
type Loose = any;

/** The symmetric domains; their ids are numbered one after the other. */
export class SymmetricIds {
  readonly domains: readonly ScalarSchema[];
  readonly #first = new Map<ScalarSchema, number>();
  /** Of each id, its domain. */
  readonly domainOf: Int32Array;

  constructor(domains: readonly ScalarSchema[]) {
    this.domains = domains;
    const domainOf: number[] = [];
    domains.forEach((domain, i) => {
      this.#first.set(domain, domainOf.length);
      for (const _ of domain.values) domainOf.push(i);
    });
    this.domainOf = Int32Array.from(domainOf);
  }

  get count(): number {
    return this.domainOf.length;
  }
  /** The number of the domain's first id; undefined of a domain that is not symmetric. */
  first(domain: ScalarSchema): number | undefined {
    return this.#first.get(domain);
  }
  /** The place among all choices of ids, the last of them changing fastest, of the one that these ids become. */
  placeOf(keys: readonly number[], images: Int32Array): number {
    let place = 0;
    for (let i = 0; i < keys.length; i++) {
      const domain = this.domains[this.domainOf[keys[i]]];
      place = place * domain.values.length + images[keys[i]] - this.#first.get(domain)!;
    }
    return place;
  }
  /** Where each id goes, by number. */
  imagesBy(permutation: Permutation): Int32Array {
    return Int32Array.from(
      this.domains.flatMap((domain) => {
        const first = this.#first.get(domain)!;
        return domain.values.map((_, i) => first + (permutation.get(domain)?.[i] ?? i));
      }),
    );
  }
  /** Where each id goes, by number, as a permutation of each domain. */
  permutation(images: Int32Array): Permutation {
    return new Map(
      this.domains.map((domain) => {
        const first = this.#first.get(domain)!;
        return [domain, domain.values.map((_, i) => images[first + i] - first)];
      }),
    );
  }
}

/** A value: the ranks that stand for it, a hash of all but its ids, and these. */
export interface IdValue {
  readonly ranks: readonly number[];
  readonly shape: number;
  readonly ids: Int32Array;
  /** As what each id stands in it; those of a subset in no order, all as one. */
  readonly roles: Int32Array;
  /** What it becomes, by the ids that it then has. */
  readonly images: Map<number, IdValue>;
}

/** The values of one type, each known once it has been met. */
export class IdValues {
  readonly #schema: Schema;
  readonly #codec: Codec;
  readonly #symmetric: SymmetricIds;
  readonly #known = new Map<string | number, IdValue>();
  readonly isNarrow: boolean;
  /** Whether any of them holds an id of a symmetric domain. */
  readonly mentionsAny: boolean;

  constructor(schema: Schema, codec: Codec, symmetric: SymmetricIds) {
    this.#schema = schema;
    this.#codec = codec;
    this.#symmetric = symmetric;
    this.isNarrow = codec.sizes.length === 1;
    this.mentionsAny = symmetric.domains.some((domain) => mentions(schema, domain));
  }

  /** Whether any of them holds an id of this domain. */
  holdsAny(domain: ScalarSchema): boolean {
    return mentions(this.#schema, domain);
  }

  /** How many there are, of narrow ones. */
  get size(): number | undefined {
    return this.isNarrow ? this.#codec.sizes[0] : undefined;
  }

  /** The first of them, by rank. */
  all(size: number): readonly IdValue[] {
    return Array.from({ length: size }, (_, rank) => this.of([rank]));
  }

  of(ranks: readonly number[]): IdValue {
    const key = this.isNarrow ? ranks[0] : ranks.join();
    return this.#known.get(key) ?? this.#meet(key, ranks);
  }

  /** Of narrow values: the rank of one with its ids exchanged. */
  rankOf(rank: number, images: Int32Array): number {
    return this.image(this.#known.get(rank) ?? this.#meet(rank, [rank]), images).ranks[0];
  }

  #meet(key: string | number, ranks: readonly number[]): IdValue {
    const found: FoundIds = { ids: [], roles: [] };
    const text = shapeOf(this.#schema, this.#codec.join(ranks, 0), this.#symmetric, found);
    const [ids, roles] = [Int32Array.from(found.ids), Int32Array.from(found.roles)];
    const value = { ranks: [...ranks], shape: hashOfText(text), ids, roles, images: new Map() };
    this.#known.set(key, value);
    return value;
  }

  /** The value with its ids exchanged. */
  image(value: IdValue, images: Int32Array): IdValue {
    const { ids } = value;
    if (ids.length === 0) return value;
    let key = 0;
    for (let i = 0; i < ids.length; i++) key = key * this.#symmetric.count + images[ids[i]];
    return value.images.get(key) ?? this.#meetImage(key, value, images);
  }

  #meetImage(key: number, value: IdValue, images: Int32Array): IdValue {
    const changed = permutedValue(this.#schema, this.#codec.join(value.ranks, 0), this.#symmetric.permutation(images));
    const ranks: number[] = [];
    if (!this.#codec.split(changed, ranks, 0)) throw new Error("internal error: a value with its ids exchanged is none.");
    const image = this.of(ranks);
    // Beyond this many ids keys are no longer exact.
    if (this.#symmetric.count ** value.ids.length < Number.MAX_SAFE_INTEGER) value.images.set(key, image);
    return image;
  }
}

interface FoundIds {
  readonly ids: number[];
  readonly roles: number[];
}

/** The value as a text without its ids, which are put into the lists. */
const shapeOf = (schema: Schema, value: Loose, symmetric: SymmetricIds, found: FoundIds): string => {
  if (isScalar(schema)) return shapeOfScalar(schema, value, symmetric, found);
  switch (schema.kind) {
    case "tuple":
      return `(${schema.items.map((item, i) => shapeOf(item, value[i], symmetric, found)).join()})`;
    case "list":
      return `[${Array.from(value, (element) => shapeOf(schema.of, element, symmetric, found)).join()}]`;
    case "record":
      return shapeOfFields(schema.fields, value, symmetric, found);
    case "variants":
      return value.type + shapeOfFields(schema.shapes[value.type], value, symmetric, found);
    default:
      throw new Error(`internal error: a ${schema.kind} is no value.`);
  }
};

const shapeOfFields = (
  fields: Readonly<Record<string, Schema>>,
  value: Loose,
  symmetric: SymmetricIds,
  found: FoundIds,
): string =>
  `{${Object.keys(fields)
    .map((name) => shapeOf(fields[name], value[name], symmetric, found))
    .join()}}`;

const shapeOfScalar = (schema: ScalarSchema, value: Loose, symmetric: SymmetricIds, found: FoundIds): string => {
  const first = symmetric.first(schema);
  if (first !== undefined) {
    found.roles.push(found.ids.length);
    found.ids.push(first + positionOf(schema, value));
    return "#";
  }
  if (schema.of === undefined || value === null) return String(positionOf(schema, value));
  if (schema.kind === "optional") return shapeOfScalar(schema.of, value, symmetric, found);
  const role = found.ids.length;
  const text = Array.from(value, (member) => shapeOfScalar(schema.of!, member, symmetric, found)).join();
  found.roles.fill(role, role);
  return `<${text}>`;
};
