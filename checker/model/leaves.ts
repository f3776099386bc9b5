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
  readonly schema: Schema;
  read(state: PlainState): unknown;
}

/** In declared order. */
export const leavesOf = (variables: Variables): readonly Leaf[] =>
  variables.flatMap(({ name, schema }) => leaves(schema, name, name, (state) => state[name]));

const leaves = (schema: Schema, path: string, group: string, read: (state: PlainState) => Loose): readonly Leaf[] => {
  switch (schema.kind) {
    case "record":
    case "ghost":
      return Object.entries(schema.fields).flatMap(([name, field]) =>
        leaves(field, `${path}.${name}`, `${group}.${name}`, (state) => read(state)[name]),
      );
    case "map":
      return schema.keys.values.flatMap((key) =>
        leaves(schema.values, `${path}[${nameOf(schema.keys, key)}]`, `${group}[]`, (state) => read(state)[key as string]),
      );
    default:
      return [{ path, group, schema, read }];
  }
};

/** Whether each of its values was declared by name, so that one never seen is worth a word. */
export const isEnumeration = (schema: Schema): schema is ScalarSchema => schema.kind === "oneOf";
