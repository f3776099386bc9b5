// A state with ids exchanged, as a text: two are the same exactly when the states are. No such state is built.
import type { Loose } from "../model/model.ts";
import { positionOf } from "../model/positions.ts";
import { isScalar, type NetworkSchema, type ScalarSchema, type Schema } from "../model/schema.ts";
import type { Variables } from "../model/variables.ts";
import type { PlainState } from "../reference/plain.ts";
import { knownByObject } from "./known-by-object.ts";
import type { Permutation } from "./permutation.ts";

export const exchangedText = (variables: Variables, state: PlainState, permutation: Permutation): string => {
  let text = "";
  for (const { name, schema } of variables) text += exchangedTextOf(schema, state[name], permutation);
  return text;
};

/** The same for many states: steps leave most parts of a state as they are, and of those the texts are known. */
export const exchangedTexts = (variables: Variables): ((state: PlainState, permutation: Permutation) => string) => {
  const texts = variables.map(({ name, schema }) => {
    const textOf = knownByObject((part, permutation) => exchangedTextOf(schema, part, permutation));
    return (state: PlainState, permutation: Permutation) => textOf(state[name], permutation);
  });
  return (state, permutation) => {
    let text = "";
    for (const textOf of texts) text += textOf(state, permutation);
    return text;
  };
};

/** Each value ends by itself: with `,` a scalar, with `)` a list, with `}` a collection, and records have a known number of fields. */
export const exchangedTextOf = (schema: Schema, value: Loose, permutation: Permutation): string => {
  if (isScalar(schema)) return ofScalar(schema, value, permutation);
  switch (schema.kind) {
    case "tuple":
      return schema.items.map((item, i) => exchangedTextOf(item, value[i], permutation)).join("");
    case "list":
      return `(${Array.from(value, (element) => exchangedTextOf(schema.of, element, permutation)).join("")})`;
    case "record":
    case "ghost":
      return ofFields(schema.fields, value, permutation);
    case "variants":
      return `${Object.keys(schema.shapes).indexOf(value.type)},${ofFields(schema.shapes[value.type], value, permutation)}`;
    case "map": {
      const texts: string[] = [];
      schema.keys.values.forEach((key, i) => {
        texts[imageOf(schema.keys, i, permutation)] = exchangedTextOf(schema.values, value[key as string], permutation);
      });
      return texts.join("");
    }
    case "set":
      return unordered(Array.from(value, (member) => exchangedTextOf(schema.of, member, permutation)));
    case "network":
      return ofMessages(schema, value, permutation);
  }
};

const imageOf = (schema: ScalarSchema, position: number, permutation: Permutation): number =>
  permutation.get(schema)?.[position] ?? position;

/** What is in no order stands in that of its texts. */
const unordered = (texts: string[]): string => `{${texts.sort().join("")}}`;

const ofScalar = (schema: ScalarSchema, value: Loose, permutation: Permutation): string => {
  if (schema.of === undefined) return `${imageOf(schema, positionOf(schema, value), permutation)},`;
  if (value === null) return "-,";
  const of = schema.of;
  if (schema.kind === "optional") return ofScalar(of, value, permutation);
  return unordered(Array.from(value, (member) => ofScalar(of, member, permutation)));
};

const ofFields = (fields: Readonly<Record<string, Schema>>, value: Loose, permutation: Permutation): string => {
  let text = "";
  for (const name of Object.keys(fields)) text += exchangedTextOf(fields[name], value[name], permutation);
  return text;
};

const ofMessages = (schema: NetworkSchema, messages: Loose, permutation: Permutation): string => {
  const tags = Object.keys(schema.shapes);
  const textOf = (message: Loose) =>
    `${tags.indexOf(message.type)},${ofFields(schema.shapes[message.type], message, permutation)}`;
  if (schema.discipline !== "ordered") {
    const copies = (message: unknown) => (schema.discipline === "unordered" ? `${messages.copies(message)}*` : "");
    return unordered(Array.from(messages, (message) => copies(message) + textOf(message)));
  }
  const queues = new Map<string, string>();
  for (const message of messages) {
    const ends = ofScalar(schema.between!, message.from, permutation) + ofScalar(schema.between!, message.to, permutation);
    queues.set(ends, (queues.get(ends) ?? "") + textOf(message));
  }
  return unordered(Array.from(queues, ([ends, texts]) => `${ends}(${texts})`));
};
