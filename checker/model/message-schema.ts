import type { NetworkSchema, VariantsSchema } from "./schema.ts";

const known = new WeakMap<NetworkSchema, VariantsSchema>();

/** The schema of the messages that a network carries. */
export const messageSchema = (network: NetworkSchema): VariantsSchema => {
  const schema = known.get(network) ?? { kind: "variants", shapes: network.shapes };
  known.set(network, schema);
  return schema;
};
