// Values by their structure alone. The compiled engine numbers its values; nothing here does, so that each checks the other.
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Loose } from "../model/model.ts";
import { positionOf } from "../model/positions.ts";
import { isScalar, type ListSchema, type Schema, type TupleSchema } from "../model/schema.ts";
import { fits } from "./fits.ts";
import { misfit } from "./misfit.ts";

type Fields = Readonly<Record<string, Schema>>;

/** Orders two values of the schema as declared: less than zero when `a` comes first, zero when they are equal. */
export const compareValues = (schema: Schema, a: Loose, b: Loose): number => {
  if (a === b) return 0;
  if (isScalar(schema)) return positionOf(schema, a) - positionOf(schema, b);
  switch (schema.kind) {
    case "tuple":
      return firstDifference(schema.items.length, (i) => compareValues(schema.items[i], a[i], b[i]));
    case "list":
      return a.length - b.length || firstDifference(a.length, (i) => compareValues(schema.of, a[i], b[i]));
    case "record":
    case "ghost":
      return compareFields(schema.fields, a, b);
    case "variants": {
      const types = Object.keys(schema.shapes);
      return types.indexOf(a.type) - types.indexOf(b.type) || compareFields(schema.shapes[a.type], a, b);
    }
    default:
      throw new Error(`a ${schema.kind} changes in place and has no order`);
  }
};

const firstDifference = (size: number, compareAt: (i: number) => number): number => {
  for (let i = 0; i < size; i++) {
    const order = compareAt(i);
    if (order !== 0) return order;
  }
  return 0;
};

const compareFields = (fields: Fields, a: Loose, b: Loose): number => {
  const names = Object.keys(fields);
  return firstDifference(names.length, (i) => compareValues(fields[names[i]], a[names[i]], b[names[i]]));
};

/** Whether the value is one of the schema's. Fields beyond the declared ones do not matter: `canonical` drops them. */
export const isIn = (schema: Schema, value: Loose): boolean => isCanonical(schema, value) || fits(schema, value);

/**
 * The value as the state holds it: frozen, its fields in declared order and no others. Records are instances of a class of
 * their own, since immer would make drafts of plain objects, and an element is one immutable value.
 */
export const canonical = (schema: Schema, value: Loose): unknown => {
  if (isScalar(schema)) return scalar(schema, value);
  if (isCanonical(schema, value)) return value;
  switch (schema.kind) {
    case "tuple":
    case "list":
      return items(schema, value);
    case "record":
    case "ghost":
    case "variants": {
      const shape = shapeOf(schema, value);
      return shape ? shape.make(value) : refuse(schema, value);
    }
    default:
      throw new Error(`a ${schema.kind} changes in place and is no value`);
  }
};

const refuse = (schema: Schema, value: unknown): never => {
  const found = misfit(schema, value);
  throw new SpecError(
    found ? `${found.path || "the value"} is ${found.found}, outside ${found.allowed}` : "the value changed while it was read",
  );
};

const scalar = (schema: Schema & { readonly values: readonly unknown[] }, value: unknown): unknown => {
  const position = positionOf(schema as Loose, value);
  return position < 0 ? refuse(schema, value) : schema.values[position];
};

const items = (schema: TupleSchema | ListSchema, value: Loose): unknown => {
  const fits =
    Array.isArray(value) && (schema.kind === "tuple" ? value.length === schema.items.length : value.length <= schema.atMost);
  if (!fits) return refuse(schema, value);
  const copy: unknown[] = [];
  let same = Object.isFrozen(value);
  for (let i = 0; i < value.length; i++) {
    copy.push(canonical(schema.kind === "tuple" ? schema.items[i] : schema.of, value[i]));
    same &&= copy[i] === value[i];
  }
  return same ? value : Object.freeze(copy);
};

/** How the records of one shape are made; only `make` uses the prototype, so it tells which values are canonical already. */
class Shape {
  readonly prototype = {};
  readonly fields: readonly (readonly [name: string, schema: Schema])[];
  readonly tagged: boolean;

  constructor(fields: Fields, tagged: boolean) {
    // Own and unlike Object: else immer takes the instances for plain objects.
    Object.defineProperty(this.prototype, "constructor", { value: Shape });
    this.fields = Object.entries(fields);
    this.tagged = tagged;
  }

  make(value: Loose): unknown {
    const made = Object.create(this.prototype);
    if (this.tagged) made.type = value.type;
    for (const [name, schema] of this.fields) made[name] = canonical(schema, value[name]);
    return Object.freeze(made);
  }
}

const records = new WeakMap<Fields, Shape>();
const variants = new WeakMap<Fields, Shape>();

const made = (shapes: WeakMap<Fields, Shape>, fields: Fields): Shape => {
  const known = shapes.get(fields);
  if (known) return known;
  const shape = new Shape(fields, shapes === variants);
  shapes.set(fields, shape);
  return shape;
};

const shapeOf = (schema: Schema, value: Loose): Shape | undefined => {
  if (typeof value !== "object" || value === null) return undefined;
  if (schema.kind === "record" || schema.kind === "ghost") return made(records, schema.fields);
  if (schema.kind === "variants" && Object.hasOwn(schema.shapes, value.type)) return made(variants, schema.shapes[value.type]);
  return undefined;
};

const isCanonical = (schema: Schema, value: Loose): boolean => {
  const shape = shapeOf(schema, value);
  return shape !== undefined && Object.getPrototypeOf(value) === shape.prototype;
};
