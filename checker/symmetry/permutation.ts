// Exchanging ids of symmetric domains for one another, in a value as it stands in plain states.
import type { Loose } from "../model/model.ts";
import { positionOf } from "../model/positions.ts";
import { isScalar, type NetworkSchema, type ScalarSchema, type Schema } from "../model/schema.ts";
import type { Variables } from "../model/variables.ts";
import { build } from "../reference/build.ts";
import type { PlainState } from "../reference/plain.ts";

/** Of each symmetric domain, where each of its ids goes, by position. */
export type Permutation = ReadonlyMap<ScalarSchema, readonly number[]>;

/** The value with its ids exchanged. */
export const permutedValue = (schema: Schema, value: Loose, permutation: Permutation): Loose => {
  if (isScalar(schema)) return permutedScalar(schema, value, permutation);
  switch (schema.kind) {
    case "tuple":
      return schema.items.map((item, i) => permutedValue(item, value[i], permutation));
    case "list":
      return Array.from(value, (element) => permutedValue(schema.of, element, permutation));
    case "record":
    case "ghost":
      return permutedFields(schema.fields, value, permutation);
    case "variants":
      return { type: value.type, ...permutedFields(schema.shapes[value.type], value, permutation) };
    case "map": {
      const images = schema.keys.values.map((key) => permutedScalar(schema.keys, key, permutation));
      const from = new Map(images.map((image, i) => [image, schema.keys.values[i]]));
      // As `init` gives a map: a function of the key.
      return (key: PropertyKey) => permutedValue(schema.values, value[from.get(key) as PropertyKey], permutation);
    }
    case "set":
      return Array.from(value, (member) => permutedValue(schema.of, member, permutation));
    case "network":
      return permutedMessages(schema, value, permutation);
  }
};

const permutedScalar = (schema: ScalarSchema, value: Loose, permutation: Permutation): Loose => {
  const images = permutation.get(schema);
  if (images) return schema.values[images[positionOf(schema, value)]];
  if (schema.of === undefined || value === null) return value;
  const of = schema.of;
  if (schema.kind === "optional") return permutedScalar(of, value, permutation);
  const members = Array.from(value, (member) => permutedScalar(of, member, permutation));
  return members.sort((one, other) => positionOf(of, one) - positionOf(of, other));
};

const permutedFields = (fields: Readonly<Record<string, Schema>>, value: Loose, permutation: Permutation): Loose =>
  Object.fromEntries(Object.keys(fields).map((name) => [name, permutedValue(fields[name], value[name], permutation)]));

const permutedMessages = (schema: NetworkSchema, messages: Loose, permutation: Permutation): Loose[] =>
  Array.from(messages, (message: Loose) => ({
    type: message.type,
    ...permutedFields(schema.shapes[message.type], message, permutation),
  })).flatMap((image, i) => Array.from({ length: copiesOf(schema, messages, i) }, () => image));

const copiesOf = ({ discipline }: NetworkSchema, messages: Loose, i: number): number =>
  discipline === "unordered" ? messages.copies([...messages][i]) : 1;

/** The state with its ids exchanged, and canonical again. */
export const permuted = (variables: Variables, state: PlainState, permutation: Permutation): PlainState =>
  build(
    variables,
    Object.fromEntries(variables.map(({ name, schema }) => [name, permutedValue(schema, state[name], permutation)])),
    "a state with its ids exchanged",
  );

/** Every permutation of the domains, the one that changes nothing first. */
export const permutationsOf = (domains: readonly ScalarSchema[]): readonly Permutation[] =>
  domains.reduce<Permutation[]>(
    (all, domain) =>
      all.flatMap((one) => orders(domain.values.map((_, i) => i)).map((images) => new Map([...one, [domain, images]]))),
    [new Map()],
  );

/** Every order of the items, the given one first. */
export const orders = (items: readonly number[]): number[][] =>
  items.length <= 1 ? [[...items]] : items.flatMap((first, i) => orders(items.toSpliced(i, 1)).map((rest) => [first, ...rest]));
