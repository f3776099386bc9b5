// Types of variables as plain data, so that a random spec can be printed, shrunk and written down.
import fc from "fast-check";
import {
  boolean,
  ghost,
  ids,
  listOf,
  mapOf,
  oneOf,
  optional,
  ordered,
  range,
  record,
  sentMessages,
  setOf,
  subsets,
  tuple,
  unordered,
} from "../../../../specs/language/index.ts";

export const NODE = ids("node", 2);
export const KEYS = [NODE, oneOf("left", "right"), range(-1, 1)] as const;

export type Value =
  | { readonly kind: "boolean" | "node" | "word" | "maybe" | "some" }
  | { readonly kind: "range"; readonly least: number; readonly size: number }
  | { readonly kind: "tuple"; readonly items: readonly Value[] }
  | { readonly kind: "fields"; readonly of: readonly Value[] }
  | { readonly kind: "list"; readonly of: Value; readonly atMost: number };
export type Shape =
  | Value
  | { readonly kind: "set"; readonly of: Value; readonly atMost: number }
  /** Of numbers up to 599, and so kept in slots. */
  | { readonly kind: "sparse"; readonly atMost: number }
  | { readonly kind: "map"; readonly by: number; readonly of: Shape }
  | { readonly kind: "record" | "ghost"; readonly of: readonly Shape[] }
  | {
      readonly kind: "network";
      readonly discipline: number;
      readonly messages: readonly (readonly Value[])[];
      readonly atMost: number;
    };

export const DISCIPLINES = ["sent", "unordered", "ordered"] as const;

const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.record({ kind: fc.constantFrom("boolean", "node", "word", "maybe", "some") }) as fc.Arbitrary<Value>,
  fc.record({ kind: fc.constant("range"), least: fc.integer({ min: -2, max: 1 }), size: fc.integer({ min: 1, max: 4 }) }),
) as fc.Arbitrary<Value>;

const { value, shape } = fc.letrec<{ value: Value; shape: Shape }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { weight: 4, arbitrary: scalar },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("tuple"), items: fc.array(tie("value"), { minLength: 1, maxLength: 2 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("fields"), of: fc.array(tie("value"), { minLength: 1, maxLength: 2 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("list"), of: tie("value"), atMost: fc.integer({ min: 1, max: 2 }) }),
    },
  ) as fc.Arbitrary<Value>,
  shape: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { weight: 3, arbitrary: tie("value") },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant("list"), of: tie("value"), atMost: fc.integer({ min: 1, max: 4 }) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("set"), of: tie("value"), atMost: fc.integer({ min: 1, max: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("sparse"), atMost: fc.integer({ min: 1, max: 3 }) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("map"), by: fc.nat({ max: 2 }), of: tie("shape") }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constantFrom("record", "ghost"),
        of: fc.array(tie("shape"), { minLength: 1, maxLength: 3 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("network"),
        discipline: fc.nat({ max: 2 }),
        messages: fc.array(fc.array(tie("value"), { maxLength: 2 }), { minLength: 1, maxLength: 2 }),
        atMost: fc.integer({ min: 1, max: 3 }),
      }),
    },
  ) as fc.Arbitrary<Shape>,
}));

/** Networks stand at the top alone, and what stands below a map or a record has the depth left. */
export const shapes: fc.Arbitrary<Shape> = shape.map(flattened);
export const values = value;

function flattened(one: Shape): Shape {
  const below = (inner: Shape): Shape => (inner.kind === "network" ? { kind: "boolean" } : flattened(inner));
  if (one.kind === "map") return { ...one, of: below(one.of) };
  if (one.kind === "record" || one.kind === "ghost") return { ...one, of: one.of.map(below) };
  return one;
}

// biome-ignore lint/suspicious/noExplicitAny: types made from data have no static faces.
type Loose = any;

const named = (of: readonly Shape[]): Record<string, Loose> => Object.fromEntries(of.map((one, i) => [`f${i}`, typeOf(one)]));

const scalars: Readonly<Record<string, Loose>> = {
  boolean,
  node: NODE,
  word: oneOf("a", "b", "c"),
  maybe: optional(NODE),
  some: subsets(NODE),
};

/** The type of the language; for a network one that is this variable's own. */
export const typeOf = (one: Shape): Loose => {
  switch (one.kind) {
    case "range":
      return range(one.least, one.least + one.size - 1);
    case "tuple":
      return tuple(...one.items.map(typeOf));
    case "fields":
    case "record":
      return record(named(one.of));
    case "ghost":
      return ghost(named(one.of));
    case "list":
      return listOf(typeOf(one.of), { atMost: one.atMost });
    case "set":
      return setOf(typeOf(one.of), { atMost: one.atMost });
    case "sparse":
      return setOf(range(0, 599), { atMost: one.atMost });
    case "map":
      return mapOf(KEYS[one.by] as Loose, typeOf(one.of));
    case "network": {
      const messages = Object.fromEntries(one.messages.map((fields, i) => [`M${i}`, named(fields)]));
      const { atMost } = one;
      if (one.discipline === 0) return sentMessages(messages, { atMost });
      if (one.discipline === 1) return unordered({ between: NODE, messages, atMost });
      return ordered({ between: NODE, messages, atMost });
    }
    default:
      return scalars[one.kind];
  }
};
