// A spec's state cut into the parts that can be observed one by one, each with its path.
import { isDense, isScalar, type ScalarSchema, type Schema, type VariantsSchema } from "../model/schema.ts";
import { nameOf } from "../reference/show.ts";

/** A part of a state: one that is compared as a whole, or one whose parts are looked at one by one. */
export interface Part {
  /** `rm[rm1].state`. */
  readonly path: string;
  /** The path without its keys, by which like parts are counted together: `rm[].state`. */
  readonly field: string;
  /** The way to it from the whole. */
  readonly at: readonly PropertyKey[];
  readonly schema: Schema;
  readonly kind: "whole" | "record" | "map" | "variants";
  /** By field or by key; of a variants value those of each type, by type. */
  readonly parts: readonly (readonly [key: PropertyKey, part: Part])[];
  readonly shapes: ReadonlyMap<string, readonly (readonly [key: PropertyKey, part: Part])[]>;
}

type Fields = Readonly<Record<string, Schema>>;
/** The fields of all that lies within, each once: `rm[].state`. */
export const fieldsOfPart = ({ kind, field, parts, shapes }: Part): readonly string[] =>
  kind === "whole"
    ? [field]
    : [...new Set([...parts, ...[...shapes.values()].flat()].flatMap(([, part]) => fieldsOfPart(part)))];

type Place = Pick<Part, "path" | "field" | "at">;

const NONE: Part["shapes"] = new Map();

/** Fields that are observed together, as the variables of a state and the arguments of an action are. */
export const partsOf = (fields: Fields): Part =>
  ofRecord({ path: "", field: "", at: [] }, { kind: "record", fields }, Object.entries(fields));

const partOf = (place: Place, schema: Schema): Part => {
  if (isScalar(schema)) return { ...place, schema, kind: "whole", parts: [], shapes: NONE };
  switch (schema.kind) {
    case "record":
    case "ghost":
      return ofRecord(place, schema, Object.entries(schema.fields));
    case "map": {
      const parts = schema.keys.values.map((key) => {
        const name = nameOf(schema.keys, key);
        const at = isDense(schema.keys) ? (key as number) : String(key);
        const inside = { path: `${place.path}[${name}]`, field: `${place.field}[]`, at: [...place.at, at] };
        return [key as PropertyKey, partOf(inside, schema.values)] as const;
      });
      return { ...place, schema, kind: "map", parts, shapes: NONE };
    }
    case "variants":
      return ofVariants(place, schema);
    default:
      return { ...place, schema, kind: "whole", parts: [], shapes: NONE };
  }
};

const within = ({ path, field, at }: Place, name: string): Place =>
  path === ""
    ? { path: name, field: name, at: [name] }
    : { path: `${path}.${name}`, field: `${field}.${name}`, at: [...at, name] };

const ofRecord = (place: Place, schema: Schema, fields: readonly (readonly [string, Schema])[]): Part => ({
  ...place,
  schema,
  kind: "record",
  parts: fields.map(([name, of]) => [name, partOf(within(place, name), of)]),
  shapes: NONE,
});

/** The type of a message or another tagged value is a part of its own, and so is each field of each type. */
const ofVariants = (place: Place, schema: VariantsSchema): Part => {
  const whole = (name: string, of: Schema): Part => ({
    ...within(place, name),
    schema: of,
    kind: "whole",
    parts: [],
    shapes: NONE,
  });
  const types = Object.keys(schema.shapes);
  const tag: ScalarSchema = { kind: "oneOf", title: `oneOf(${types.join(", ")})`, values: types };
  const shapes = Object.entries(schema.shapes).map(
    ([type, fields]) => [type, Object.entries(fields).map(([name, of]) => [name, whole(name, of)] as const)] as const,
  );
  return { ...place, schema, kind: "variants", parts: [["type", whole("type", tag)]], shapes: new Map(shapes) };
};
