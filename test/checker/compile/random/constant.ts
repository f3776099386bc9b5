// Values of a shape, picked by a number; some of them wrong on purpose, since both engines must refuse the same.
import { type Shape, typeOf, type Value } from "./shape.ts";

// biome-ignore lint/suspicious/noExplicitAny: values made from data have no static types.
type Loose = any;

/** Different numbers from one, so that the parts of a value are not all alike. */
export const mixed = (seed: number, i: number): number => (Math.imul(seed + 1, 0x9e37) + Math.imul(i + 1, 0x85eb)) >>> 3;

/** Something else to stand for a part, such as an argument of the same shape. */
export type Instead = (shape: Value, seed: number) => { readonly value: unknown } | undefined;

/** A value of the shape. */
export const constant = (shape: Value, seed: number, instead?: Instead): Loose => {
  const given = instead?.(shape, seed);
  if (given) return given.value;
  switch (shape.kind) {
    case "tuple":
      return shape.items.map((item, i) => constant(item, mixed(seed, i), instead));
    case "fields":
      return Object.fromEntries(shape.of.map((field, i) => [`f${i}`, constant(field, mixed(seed, i), instead)]));
    case "list":
      return Array.from({ length: seed % (shape.atMost + 1) }, (_, i) => constant(shape.of, mixed(seed, i), instead));
    default: {
      const { values } = typeOf(shape);
      return values[seed % values.length];
    }
  }
};

/** What `init` may give. */
export const initial = (shape: Shape, seed: number): Loose => {
  switch (shape.kind) {
    case "set":
      return seed % 2 === 0 ? [] : [constant(shape.of, seed)];
    case "sparse":
      return seed % 2 === 0 ? [] : [seed % 600];
    case "map":
      return seed % 2 === 0 ? initial(shape.of, seed >> 1) : (key: Loose) => initial(shape.of, mixed(seed, String(key).length));
    case "record":
    case "ghost":
      return Object.fromEntries(shape.of.map((field, i) => [`f${i}`, initial(field, mixed(seed, i))]));
    case "network":
      return seed % 2 === 0 ? [] : [message(shape, seed)];
    default:
      return constant(shape, seed);
  }
};

export const message = (shape: Shape & { kind: "network" }, seed: number, instead?: Instead): Loose => {
  const type = seed % shape.messages.length;
  const fields = Object.fromEntries(
    shape.messages[type].map((field, i) => [`f${i}`, constant(field, mixed(seed, i), instead)]),
  );
  const process = (at: number) => constant({ kind: "node" }, at, instead);
  const envelope = shape.discipline === 0 ? {} : { from: process(seed >> 1), to: process(seed >> 2) };
  return { type: `M${type}`, ...envelope, ...fields };
};

const WRONG: readonly Loose[] = [null, 7, -9, "no", undefined, "1", true, [], [0, 0, 0, 0, 0], {}, 0.5, Number.NaN];

/** Something that is, mostly, no value of the shape. */
export const wrong = (seed: number): Loose => WRONG[seed % WRONG.length];
