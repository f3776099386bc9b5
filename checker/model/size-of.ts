import { isScalar, type Schema } from "./schema.ts";

const product = (schemas: readonly Schema[]): number => schemas.reduce((size, schema) => size * sizeOf(schema), 1);
const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);

/** How many values a schema has, as far as a number can tell. */
export const sizeOf = (schema: Schema): number => {
  if (isScalar(schema)) return schema.values.length;
  switch (schema.kind) {
    case "tuple":
      return product(schema.items);
    case "record":
    case "ghost":
      return product(Object.values(schema.fields));
    case "variants":
    case "network":
      return sum(Object.values(schema.shapes).map((fields) => product(Object.values(fields))));
    case "list":
      return sum(Array.from({ length: schema.atMost + 1 }, (_, length) => sizeOf(schema.of) ** length));
    case "set":
      return 2 ** sizeOf(schema.of);
    case "map":
      return sizeOf(schema.values) ** schema.keys.values.length;
  }
};
