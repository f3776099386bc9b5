// Guards and effects that interpret plain data: where to go in the state, what to ask or do there, and with which value.
import { constant, type Instead, message, wrong } from "./constant.ts";
import { KEYS, type Shape, type Value } from "./shape.ts";
import { assigning, isReckless, onList, onMap, onNetwork, onSet, onValue, same, type Way } from "./ways.ts";

// biome-ignore lint/suspicious/noExplicitAny: states of random types have no static faces.
type Loose = any;

/** A question or a change: numbers alone, taken modulo whatever there is to choose from. */
export interface Deed {
  readonly path: readonly number[];
  readonly verb: number;
  readonly value: number;
  readonly more: number;
}

/** The root, and the arguments with their shapes; a drawn message has the shape of its network. */
export interface Context {
  readonly variables: Shape & { kind: "record" };
  readonly args: Readonly<Record<string, Loose>>;
  readonly parameters: readonly { readonly name: string; readonly shape: Shape | undefined }[];
  /** Ghosts are there to be written and for properties alone. */
  readonly seesGhosts: boolean;
}

interface Spot {
  readonly holder: Loose;
  readonly name: PropertyKey;
  readonly shape: Shape;
}

const SPARSE: Value = { kind: "range", least: 0, size: 600 };

const isKey = (by: number, value: unknown) => (KEYS[by].values as readonly unknown[]).includes(value);

const keyOf = (by: number, at: number, { args }: Context): PropertyKey => {
  const given = Object.values(args).filter((value) => isKey(by, value));
  if (at % 2 === 1 && given.length > 0) return given[(at >> 1) % given.length];
  const { values } = KEYS[by] as { readonly values: readonly unknown[] };
  return values[(at >> 1) % values.length] as PropertyKey;
};

/** A map of what does not change in place may be assigned as a whole. */
const isAssignable = ({ of }: Shape & { kind: "map" }): boolean =>
  of.kind !== "map" &&
  of.kind !== "record" &&
  of.kind !== "ghost" &&
  of.kind !== "fields" &&
  of.kind !== "set" &&
  of.kind !== "sparse";

/** Follows records and maps down to what is read or written as one. */
const find = (root: Loose, { path }: Deed, context: Context): Spot => {
  let spot: Spot = { holder: { root }, name: "root", shape: context.variables };
  let isInMap = false;
  for (let i = 0; ; i++) {
    const { shape } = spot;
    const at = path[i % path.length] + i;
    if (shape.kind === "map" && isAssignable(shape) && !isInMap && at % 7 === 6) return spot;
    isInMap = shape.kind === "map";
    if (shape.kind === "map") spot = { holder: spot.holder[spot.name], name: keyOf(shape.by, at, context), shape: shape.of };
    else if (shape.kind === "record" || shape.kind === "ghost" || shape.kind === "fields") {
      const of: readonly Shape[] = shape.of;
      const seen = of.map((_, field) => field).filter((field) => context.seesGhosts || of[field].kind !== "ghost");
      if (seen.length === 0) return spot;
      const field = seen[at % seen.length];
      spot = { holder: spot.holder[spot.name], name: `f${field}`, shape: of[field] };
    } else return spot;
  }
};

/** The arguments stand for whatever has their shape. */
const fromArguments =
  ({ args, parameters }: Context): Instead =>
  (shape, seed) => {
    const having = parameters.filter((parameter) => same(parameter.shape, shape));
    return seed % 3 > 0 && having.length > 0 ? { value: args[having[seed % having.length].name] } : undefined;
  };

/** What the state holds where it has the shape, in declared order; not what its ghosts hold, on which nothing may depend. */
const heldAs = (shape: Value, held: Loose, place: Shape): readonly Loose[] => {
  if (same(place, shape)) return [shape.kind === "list" ? [...held] : held];
  if (place.kind === "record") return place.of.flatMap((of, i) => heldAs(shape, held[`f${i}`], of));
  if (place.kind === "map") return KEYS[place.by].values.flatMap((key) => heldAs(shape, held[key as PropertyKey], place.of));
  return [];
};

/** A value for a place of the shape: made, given, or held elsewhere; now and then a wrong one. */
const valueFor = (shape: Value, { value, more }: Deed, context: Context, root: Loose): Loose => {
  if (value === 61 && isReckless({ more })) return wrong(value + more);
  const held = value % 4 === 3 ? heldAs(shape, root, context.variables) : [];
  return held.length > 0 ? held[more % held.length] : constant(shape, value, fromArguments(context));
};

const messageFor = (shape: Shape & { kind: "network" }, { value, more }: Deed, context: Context): Loose => {
  const drawn = context.parameters.filter((parameter) => parameter.shape === shape);
  if (value % 2 === 1 && drawn.length > 0) return context.args[drawn[more % drawn.length].name];
  const one = message(shape, value >> 1, fromArguments(context));
  return value === 60 && isReckless({ more }) ? { ...one, f0: wrong(more) } : one;
};

/** Whether something is so. */
export const asked = (root: Loose, deed: Deed, context: Context): boolean => {
  const { holder, name, shape } = find(root, deed, context);
  const held = holder[name];
  const made = (of: Value) => valueFor(of, deed, context, root);
  const answers = {
    list: () => {
      const of = shape as Value & { kind: "list" };
      return [
        () => held.length > deed.more % 3,
        () => held.some((item: unknown) => same(item, made(of.of))),
        () => held.every((item: unknown, i: number) => i === 0 || same(item, held[i - 1])),
        () => same(held.at(-1), constant(of.of, deed.more)),
      ];
    },
    set: () => collection((shape as { of: Value }).of),
    sparse: () => collection(SPARSE),
    network: () => {
      const network = shape as Shape & { kind: "network" };
      const one = messageFor(network, deed, context);
      return [
        () => held.size > deed.more % 3,
        () => held.has(one),
        () => held.where({ type: one.type }).length > deed.more % 2,
        () => held.where(deed.more % 2 === 0 ? one : { type: one.type, from: one.from }).length === 0,
        () => held.some((other: Loose) => same(other, one)),
        () => [...held].length === held.count(() => true),
      ];
    },
    value: () => [
      () => same(held, made(shape as Value)),
      () => held < constant(shape as Value, deed.more),
      () => typeof held === "number" && held % 2 === 0,
    ],
  };
  const collection = (of: Value) => [
    () => held.size > deed.more % 3,
    () => held.has(made(of)),
    () => held.every((member: unknown) => same(member, constant(of, deed.more))),
    () => held.filter((member: unknown) => same(member, constant(of, deed.more))).length === held.count(() => false),
  ];
  if (shape.kind === "record" || shape.kind === "map" || shape.kind === "ghost") return true;
  const ways = answers[shape.kind in answers ? (shape.kind as keyof typeof answers) : "value"]();
  const way = ways[(deed.verb >> 1) % ways.length] as () => boolean;
  return (deed.verb % 2 === 0) === way();
};

/** Makes a change. */
export const done = (root: Loose, deed: Deed, context: Context): void => {
  const { holder, name, shape } = find(root, deed, context);
  const { verb, more } = deed;
  if (!isReckless({ more }) && isFull(holder[name], shape)) return;
  const ways = waysOf(holder, name, shape, deed, context, root);
  if (ways.length > 0) ways[verb % ways.length](more);
};

const isFull = (held: Loose, shape: Shape): boolean => {
  if (shape.kind === "list") return held.length >= shape.atMost;
  if (shape.kind === "set" || shape.kind === "sparse" || shape.kind === "network") return held.size >= shape.atMost;
  return false;
};

const waysOf = (holder: Loose, name: PropertyKey, shape: Shape, deed: Deed, context: Context, root: Loose): readonly Way[] => {
  const made = (of: Value) => valueFor(of, deed, context, root);
  switch (shape.kind) {
    case "record":
    case "ghost":
      return [];
    case "map":
      return onMap(holder, name, shape, made);
    case "network":
      return onNetwork(holder[name], messageFor(shape, deed, context), shape.discipline);
    case "set":
      return onSet(holder[name], made(shape.of));
    case "sparse":
      return onSet(holder[name], made(SPARSE));
    case "list":
      return [...onList(holder, name, made(shape.of)), assigning(holder, name, () => made(shape))];
    default:
      return onValue(holder, name, shape, () => made(shape));
  }
};
