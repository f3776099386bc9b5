import { isScalar, type Schema } from "./schema.ts";

/** The types that this one is made of. */
export const partsOf = (schema: Schema): readonly Schema[] => {
  if (isScalar(schema)) return schema.of === undefined ? [] : [schema.of];
  switch (schema.kind) {
    case "tuple":
      return schema.items;
    case "list":
    case "set":
      return [schema.of];
    case "record":
    case "ghost":
      return Object.values(schema.fields);
    case "variants":
      return Object.values(schema.shapes).flatMap((fields) => Object.values(fields));
    case "network": {
      const fields = Object.values(schema.shapes).flatMap((shape) => Object.values(shape));
      return schema.between ? [schema.between, ...fields] : fields;
    }
    case "map":
      return [schema.keys, schema.values];
  }
};
