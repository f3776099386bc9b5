import { suggestion } from "../../specs/language/nearest.ts";
import type { Loose } from "../model/model.ts";
import { positionOf } from "../model/positions.ts";
import { isScalar, type Schema } from "../model/schema.ts";
import { fits } from "./fits.ts";
import { domainText, showAny } from "./show.ts";

/** Where inside a value it leaves its schema, what stands there, and what may. */
export interface Misfit {
  /** Behind the value's own name: `.term`, `[2].term`, or nothing. */
  readonly path: string;
  readonly found: string;
  readonly allowed: string;
  readonly schema: Schema;
  /** What no bound would mend. */
  readonly wrong?: string;
}

/** The first place at which the value is not one of the schema's, or undefined. */
export const misfit = (schema: Schema, value: unknown): Misfit | undefined =>
  fits(schema, value) ? undefined : within(schema, value, "");

const within = (schema: Schema, value: Loose, path: string): Misfit | undefined => {
  const here = (found = showAny(value)): Misfit => ({ path, found, allowed: domainText(schema), schema });
  if (isScalar(schema)) return positionOf(schema, value) < 0 ? here() : undefined;
  switch (schema.kind) {
    case "tuple":
      if (!Array.isArray(value) || value.length !== schema.items.length) return here();
      return first(schema.items, (item, i) => within(item, value[i], `${path}[${i}]`));
    case "list":
      if (!Array.isArray(value)) return here();
      if (value.length > schema.atMost) return here(`a list of ${value.length}`);
      return first(Array.from(value), (item, i) => within(schema.of, item, `${path}[${i}]`));
    case "record":
    case "ghost":
      return typeof value === "object" && value !== null ? ofFields(schema.fields, value, path) : here();
    case "variants":
      if (typeof value !== "object" || value === null) return here();
      if (!Object.hasOwn(schema.shapes, value.type)) {
        const names = Object.keys(schema.shapes);
        const wrong = `there is no such type; ${suggestion(String(value.type), names, "types")}`;
        return { ...here(`of type ${showAny(value.type)}`), wrong };
      }
      return ofFields(schema.shapes[value.type], value, path || value.type);
    default:
      return here(`a ${schema.kind}, which changes in place`);
  }
};

const ofFields = (fields: Readonly<Record<string, Schema>>, value: Loose, path: string): Misfit | undefined =>
  first(Object.keys(fields), (name) => {
    const found = within(fields[name], value[name], `${path}.${name}`);
    if (found === undefined || Object.hasOwn(value, name)) return found;
    const missing = Object.keys(fields).filter((each) => !Object.hasOwn(value, each));
    return { ...found, wrong: `${path.replace(/^\./, "") || "it"} needs ${missing.join(", ")}: give every field.` };
  });

const first = <T>(items: readonly T[], misfitOf: (item: T, i: number) => Misfit | undefined): Misfit | undefined => {
  for (let i = 0; i < items.length; i++) {
    const found = misfitOf(items[i], i);
    if (found) return found;
  }
  return undefined;
};
