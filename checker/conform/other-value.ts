// Values that were not observed: what was is changed a little, to see whether anybody notices.
import { messageSchema } from "../model/message-schema.ts";
import type { Loose } from "../model/model.ts";
import { isScalar, type Schema } from "../model/schema.ts";
import { keyOfValue } from "../reference/key-of.ts";

/** Another value of the schema, in the form in which a view gives it; undefined where there is none, or none is known. */
export const otherValue = (schema: Schema, value: Loose, salt: number): unknown => {
  if (isScalar(schema)) return otherOf(schema.values, value, salt);
  switch (schema.kind) {
    case "tuple":
      return oneChanged(schema.items.length, salt, (i) => changedItem(value, i, otherValue(schema.items[i], value[i], salt)));
    case "record":
    case "ghost":
      return otherFields(schema.fields, value, salt);
    case "variants":
      return otherFields(schema.shapes[value.type], value, salt) ?? otherType(schema.shapes, value.type, salt);
    case "list":
      return otherList(schema.of, schema.atMost, value, salt);
    case "set":
      return otherMembers(schema.of, [...value], salt);
    case "network":
      return otherMembers(messageSchema(schema), [...value], salt);
    case "map":
      return undefined;
  }
};

/** Some value of the schema. */
const someValue = (schema: Schema, salt: number): unknown => {
  if (isScalar(schema)) return schema.values[salt % Math.max(schema.values.length, 1)];
  switch (schema.kind) {
    case "tuple":
      return schema.items.map((item) => someValue(item, salt));
    case "record":
    case "ghost":
      return someFields(schema.fields, salt);
    case "variants": {
      const types = Object.keys(schema.shapes);
      const type = types[salt % types.length];
      return { type, ...someFields(schema.shapes[type], salt) };
    }
    default:
      return [];
  }
};

type Fields = Readonly<Record<string, Schema>>;

const someFields = (fields: Fields, salt: number): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, of]) => [name, someValue(of, salt)]));

const otherOf = (values: readonly unknown[], value: unknown, salt: number): unknown => {
  const others = values.filter((other) => other !== value);
  return others[salt % Math.max(others.length, 1)];
};

/** The first place, from the salt's on, at which something else is possible. */
const oneChanged = (size: number, salt: number, changedAt: (i: number) => unknown): unknown => {
  for (let i = 0; i < size; i++) {
    const changed = changedAt((i + salt) % size);
    if (changed !== undefined) return changed;
  }
  return undefined;
};

const changedItem = (items: readonly unknown[], i: number, other: unknown): unknown =>
  other === undefined ? undefined : items.toSpliced(i, 1, other);

const otherFields = (fields: Fields, value: Loose, salt: number): unknown => {
  const names = Object.keys(fields);
  return oneChanged(names.length, salt, (i) => {
    const other = otherValue(fields[names[i]], value[names[i]], salt);
    return other === undefined ? undefined : { ...value, [names[i]]: other };
  });
};

const otherType = (shapes: Readonly<Record<string, Fields>>, type: string, salt: number): unknown => {
  const other = otherOf(Object.keys(shapes), type, salt) as string | undefined;
  return other === undefined ? undefined : { type: other, ...someFields(shapes[other], salt) };
};

const otherList = (of: Schema, atMost: number, value: readonly unknown[], salt: number): unknown => {
  if (value.length > 0 && (salt % 2 === 0 || value.length >= atMost)) return value.slice(0, -1);
  const more = value.length < atMost ? someValue(of, salt) : undefined;
  return more === undefined ? undefined : [...value, more];
};

/** One member less, or one more; which of them, the salt says. */
const otherMembers = (of: Schema, members: readonly unknown[], salt: number): unknown => {
  if (members.length > 0 && salt % 2 === 0) return members.toSpliced((salt >> 1) % members.length, 1);
  const more = someValue(of, salt);
  if (more !== undefined && !members.some((member) => keyOfValue(of, member) === keyOfValue(of, more)))
    return [...members, more];
  return members.length > 0 ? members.slice(0, -1) : undefined;
};
