// Exchanging ids of symmetric domains for one another, in a plain state.
import { mentions } from "../model/mentions.ts";
import { messageSchema } from "../model/message-schema.ts";
import type { Loose } from "../model/model.ts";
import { isDense, type MapSchema, type NetworkSchema, type Schema } from "../model/schema.ts";
import type { Variables } from "../model/variables.ts";
import { plainBag, plainChannels, plainSent, plainSet } from "../reference/collections.ts";
import type { PlainState } from "../reference/plain.ts";
import { plainRecord } from "../reference/plain-record.ts";
import { canonical } from "../reference/values.ts";
import type { Permutation } from "./permutation.ts";
import { permutedValue } from "./permuted-value.ts";

/** The state with its ids exchanged, and canonical again. Parts that can hold none of them are the same objects. */
export const permuted = (variables: Variables, state: PlainState, permutation: Permutation): PlainState =>
  plainRecord(Object.fromEntries(variables.map(({ name, schema }) => [name, permutedPart(schema, state[name], permutation)])));

const permutedPart = (schema: Schema, part: Loose, permutation: Permutation): unknown => {
  if (![...permutation.keys()].some((domain) => mentions(schema, domain))) return part;
  switch (schema.kind) {
    case "record":
    case "ghost":
      return plainRecord(
        Object.fromEntries(
          Object.entries(schema.fields).map(([name, field]) => [name, permutedPart(field, part[name], permutation)]),
        ),
      );
    case "map":
      return permutedMap(schema, part, permutation);
    case "set":
      return plainSet(
        schema,
        Array.from(part, (member) => permutedValue(schema.of, member, permutation)),
      );
    case "network":
      return permutedNetwork(schema, part, permutation);
    default:
      return canonical(schema, permutedValue(schema, part, permutation));
  }
};

const permutedMap = ({ keys, values }: MapSchema, part: Loose, permutation: Permutation): unknown => {
  const images = permutation.get(keys);
  const parts: unknown[] = [];
  keys.values.forEach((key, i) => {
    parts[images?.[i] ?? i] = permutedPart(values, part[key as PropertyKey], permutation);
  });
  return Object.freeze(isDense(keys) ? parts : Object.fromEntries(keys.values.map((key, i) => [key, parts[i]])));
};

const permutedNetwork = (schema: NetworkSchema, network: Loose, permutation: Permutation): unknown => {
  const of = messageSchema(schema);
  const image = (message: unknown) => permutedValue(of, message, permutation);
  const { name } = network.holding;
  switch (schema.discipline) {
    case "sent":
      return plainSent(schema, Array.from(network, image), name);
    case "ordered":
      return plainChannels(schema, Array.from(network, image), name);
    case "unordered":
      return plainBag(
        schema,
        Array.from(network.entries(), ([message, copies]: [unknown, number]) => [image(message), copies] as const),
        name,
      );
  }
};
