import { positionOf } from "../../model/positions.ts";
import { isScalar, type ScalarSchema, type Schema } from "../../model/schema.ts";
import { type Codec, narrow } from "./codec.ts";
import { listCodec } from "./list-codec.ts";
import { productCodec } from "./product-codec.ts";
import { variantsCodec } from "./variants-codec.ts";

const isIndex = (value: unknown, size: number) => (value as number) >>> 0 === value && value < size;

const rankOfScalar = (schema: ScalarSchema): ((value: unknown) => number) => {
  const { values } = schema;
  if (values.every((value, i) => value === i)) return (value) => (isIndex(value, values.length) ? (value as number) : -1);
  // Subsets are arrays, which have no identity.
  if (values.some(Array.isArray)) return (value) => positionOf(schema, value);
  const ranks = new Map(values.map((value, i) => [value, i]));
  return (value) => ranks.get(value) ?? -1;
};

/** The codec of a type of values; undefined of what changes in place. */
export const codecOf = (schema: Schema): Codec | undefined => {
  if (isScalar(schema)) return narrow(schema.values.length, rankOfScalar(schema), (rank) => schema.values[rank]);
  switch (schema.kind) {
    case "tuple": {
      const items = schema.items.map(codecOf);
      return items.every((item) => item !== undefined) ? productCodec(items, Object.keys(items), true) : undefined;
    }
    case "record": {
      const fields = Object.values(schema.fields).map(codecOf);
      return fields.every((f) => f !== undefined) ? productCodec(fields, Object.keys(schema.fields), false) : undefined;
    }
    case "variants":
      return variantsCodec(schema.shapes, codecOf);
    case "list": {
      const of = codecOf(schema.of);
      return of && listCodec(of, schema.atMost);
    }
    default:
      return undefined;
  }
};
