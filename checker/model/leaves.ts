import type { PlainState } from "../reference/plain.ts";
import { nameOf } from "../reference/show.ts";
import type { Loose } from "./model.ts";
import type { ScalarSchema, Schema } from "./schema.ts";
import type { Variables } from "./variables.ts";

/** A place of the state that is read as a whole: records and maps are followed into their parts. */
export interface Leaf {
  /** `rm[rm1].state` */
  readonly path: string;
  /** The path without keys, which all processes share: `rm[].state` */
  readonly group: string;
  /** The keys that lead there, each with its domain. */
  readonly keys: readonly (readonly [domain: ScalarSchema, key: unknown])[];
  readonly schema: Schema;
  read(state: PlainState): unknown;
}

/** In declared order. */
export const leavesOf = (variables: Variables): readonly Leaf[] =>
  variables.flatMap(({ name, schema }) => leaves(schema, name, name, [], (state) => state[name]));

const leaves = (
  schema: Schema,
  path: string,
  group: string,
  keys: Leaf["keys"],
  read: (state: PlainState) => Loose,
): readonly Leaf[] => {
  switch (schema.kind) {
    case "record":
    case "ghost":
      return Object.entries(schema.fields).flatMap(([name, field]) =>
        leaves(field, `${path}.${name}`, `${group}.${name}`, keys, (state) => read(state)[name]),
      );
    case "map":
      return schema.keys.values.flatMap((key) => {
        const below = `${path}[${nameOf(schema.keys, key)}]`;
        return leaves(schema.values, below, `${group}[]`, [...keys, [schema.keys, key]], (state) => read(state)[key as string]);
      });
    default:
      return [{ path, group, keys, schema, read }];
  }
};

/** Whether each of its values was declared by name, so that one never seen is worth a word. */
export const isEnumeration = (schema: Schema): schema is ScalarSchema => schema.kind === "oneOf";
