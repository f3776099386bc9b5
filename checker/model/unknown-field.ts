import type { Loose } from "./model.ts";
import type { NetworkSchema } from "./schema.ts";

/** The first field of a query that no message of its type has; `type` when there is no such type. */
export const unknownField = (shapes: NetworkSchema["shapes"], query: Loose): string | undefined => {
  if (!Object.hasOwn(shapes, query.type as string)) return "type";
  const fields = shapes[query.type as string];
  for (const name in query) if (name !== "type" && query[name] !== undefined && !Object.hasOwn(fields, name)) return name;
  return undefined;
};
