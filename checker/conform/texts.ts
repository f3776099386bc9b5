// Observations and the spec's steps as JSON, for whoever reads a divergence.
import { messageSchema } from "../model/message-schema.ts";
import type { Arguments, Loose, ModelAction } from "../model/model.ts";
import { toJson } from "../reference/json.ts";
import { show, showAny } from "../reference/show.ts";
import { argumentsToJson } from "../reference/state-json.ts";
import type { Json } from "../result.ts";
import type { Difference, Fields, NamedStep } from "./divergence.ts";
import type { Wanted } from "./hinted.ts";
import { actualOf, unlike } from "./leaf-holds.ts";
import type { Leaf, Seen } from "./seen.ts";

export const namedStep = (action: ModelAction, args: Arguments): NamedStep => ({
  action: action.name,
  args: argumentsToJson(action, args),
});

/** Any value of an implementation: as JSON where it is some. */
export const anyJson = (value: unknown): Json => {
  try {
    return JSON.parse(JSON.stringify(value) ?? "null");
  } catch {
    return showAny(value);
  }
};

export const fieldsSeen = ({ leaves }: Seen): Fields => {
  const fields: Record<string, Json> = {};
  for (const leaf of leaves) fields[leaf.asked === "is" ? leaf.part.path : `${leaf.part.path} ${leaf.asked}`] = observed(leaf);
  return fields;
};

export const differences = (seen: Seen, whole: Loose): readonly Difference[] =>
  unlike(seen, whole).map((leaf) => {
    const actual = actualOf(leaf, whole);
    return {
      path: leaf.part.path,
      asked: leaf.asked,
      observed: observed(leaf),
      ...(actual === undefined ? {} : { spec: toJson(leaf.part.schema, actual) }),
      ...(leaf.foreign === undefined ? {} : { foreign: leaf.foreign }),
    };
  });

const observed = ({ part: { schema }, asked, value, foreign }: Leaf): Json => {
  if (foreign !== undefined || asked === "size") return anyJson(value);
  if (asked === "is") return toJson(schema, value);
  const of = schema.kind === "set" ? schema.of : messageSchema(schema as Loose);
  return value.map((member: unknown) => toJson(of, member));
};

/** An action with what is known of its arguments: `rmPrepare(rm1)`, `phase1b(m.type=1a, m.bal=1)`, `rmPrepare(any)`. */
export const wantedText = ({ action: { name, parameters }, args: { leaves } }: Wanted): string => {
  if (leaves.length === 0) return `${name}(${parameters.length > 0 ? "any" : ""})`;
  const valueOf = ({ part, value, foreign }: Leaf) => (foreign === undefined ? show(part.schema, value) : showAny(value));
  if (parameters.length === 1 && leaves[0].part.path === parameters[0].name) return `${name}(${valueOf(leaves[0])})`;
  return `${name}(${leaves.map((leaf) => `${leaf.part.path}=${valueOf(leaf)}`).join(", ")})`;
};
