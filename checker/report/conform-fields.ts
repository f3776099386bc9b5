import type { Fields } from "../conform/divergence.ts";
import { isScalar, type Schema, schemaOf } from "../model/schema.ts";
import type { Json } from "../result.ts";
import type { ConformSurroundings } from "./conform-surroundings.ts";
import { sharedBy, valueText } from "./value-text.ts";

type Spec = ConformSurroundings["spec"];

/** What was observed of a state, a line a part; what all parts alike have in common is said once. */
export const fieldLines = (fields: Fields, spec: Spec): string[] => {
  const kinds = new Map<string, string[]>();
  for (const path of Object.keys(fields)) {
    const kind = path.replace(/\[[^\]]*\]/, "[each]");
    kinds.set(kind, [...(kinds.get(kind) ?? []), path]);
  }
  return [...kinds].flatMap(([kind, paths]) => {
    const shared = sharedBy(paths.map((path) => fields[path]));
    if (shared !== undefined) return [`${kind}: ${partText(spec, paths[0], shared)}`];
    return paths.map((path) => `${path}: ${partText(spec, path, fields[path])}`);
  });
};

/** What changed between two looks: `rm[rm1].state: working -> prepared`. What only one of them tells is said as it is. */
export const fieldChanges = (before: Fields, after: Fields, spec: Spec): string[] =>
  Object.entries(after).flatMap(([path, value]) => {
    const was = before[path];
    const now = partText(spec, path, value);
    if (was === undefined) return [`${path}: ${now}`];
    return JSON.stringify(was) === JSON.stringify(value) ? [] : [`${path}: ${partText(spec, path, was)} -> ${now}`];
  });

/** A value of the part of the spec's state that has this path. */
export const partText = (spec: Spec, path: string, value: Json): string => valueText(value, schemaAt(spec, path));

const schemaAt = (spec: Spec, path: string): Schema | undefined => {
  if (spec === undefined) return undefined;
  const [variable = "", ...names] = path.replace(/ (has|lacks|size)$/, "").match(/[^.[\]]+/g) ?? [];
  let schema: Schema | undefined = spec.state[variable] && schemaOf(spec.state[variable]);
  for (const name of names) {
    if (schema === undefined || isScalar(schema)) return undefined;
    if (schema.kind === "record" || schema.kind === "ghost") schema = schema.fields[name];
    else schema = schema.kind === "map" ? schema.values : undefined;
  }
  return schema;
};
