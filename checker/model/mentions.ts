import { partsOf } from "./parts-of.ts";
import type { ScalarSchema, Schema } from "./schema.ts";

const known = new WeakMap<ScalarSchema, WeakMap<Schema, boolean>>();

/** Whether what is of this type can hold values of the domain, be led to by them, or hold what is made of them. */
export const mentions = (schema: Schema, domain: ScalarSchema): boolean => {
  if (!known.has(domain)) known.set(domain, new WeakMap());
  const ofDomain = known.get(domain)!;
  const answer = ofDomain.get(schema) ?? (schema === domain || partsOf(schema).some((part) => mentions(part, domain)));
  ofDomain.set(schema, answer);
  return answer;
};
