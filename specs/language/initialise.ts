import type { AnyType, Fields } from "./type.ts";

type Schema = AnyType & {
  readonly fields: Fields;
  readonly keys: { readonly values: readonly PropertyKey[] };
  readonly values: Schema;
};

/**
 * Gives `holder[name]`, part of a draft, an initial value as `init` would: records and maps are edited in place, sets and
 * networks refilled, all else assigned.
 */
export const initialise = (type: AnyType, holder: any, name: PropertyKey, value: any): void => {
  const schema = type as Schema;
  switch (schema.kind) {
    case "record":
    case "ghost":
      for (const [field, of] of Object.entries(schema.fields)) initialise(of, holder[name], field, value[field]);
      return;
    case "map":
      for (const key of schema.keys.values) {
        initialise(schema.values, holder[name], key, typeof value === "function" ? value(key) : value);
      }
      return;
    case "set":
      holder[name].assign(value);
      return;
    case "list":
      holder[name] = [...value];
      return;
    default:
      holder[name] = value;
  }
};
