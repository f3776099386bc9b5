// The ways in which what stands somewhere can be changed, one of which a deed picks.
import { constant, mixed } from "./constant.ts";
import { KEYS, type Shape, type Value } from "./shape.ts";

// biome-ignore lint/suspicious/noExplicitAny: states of random types have no static faces.
type Loose = any;
export type Way = (more: number) => unknown;

/** What overflows, or leaves its domain, is refused, and ends the search: it is done now and then. */
export const isReckless = ({ more }: { readonly more: number }): boolean => more % 16 === 15;

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export const assigning = (holder: Loose, name: PropertyKey, value: () => unknown) => () => {
  holder[name] = value();
};

export const onMap = (
  holder: Loose,
  name: PropertyKey,
  { by, of }: Shape & { kind: "map" },
  made: (of: Value) => unknown,
): readonly Way[] => {
  const keys = KEYS[by].values as readonly PropertyKey[];
  const fresh = (item: () => unknown) => (by === 0 ? keys.map(item) : Object.fromEntries(keys.map((key) => [key, item()])));
  // A map of lists is assigned list by list: the compiled engine cannot spread it.
  if (of.kind === "list") return [assigning(holder, name, () => fresh(() => []))];
  const item = () => made(of as Value);
  const changed = () => (by === 0 ? [...holder[name]].reverse() : { ...holder[name], [keys[1]]: item() });
  return [assigning(holder, name, () => fresh(item)), assigning(holder, name, changed)];
};

export const onValue = (holder: Loose, name: PropertyKey, shape: Value, made: () => unknown): readonly Way[] => {
  const step = (more: number) => {
    const next = holder[name] + (more % 2 === 0 ? 1 : -1);
    const isInside = shape.kind === "range" && next >= shape.least && next < shape.least + shape.size;
    holder[name] = isInside || isReckless({ more }) ? next : constant(shape, more);
  };
  const swing = (more: number) => {
    holder[name] = same(holder[name], constant(shape, more)) ? constant(shape, mixed(more, 1)) : constant(shape, more);
  };
  return [assigning(holder, name, made), step, swing];
};

export const onList = (holder: Loose, name: PropertyKey, item: Loose): readonly Way[] => [
  () => holder[name].push(item),
  () => holder[name].pop(),
  () => holder[name].unshift(item),
  (more) => holder[name].splice(more % 2, 1),
  (more) => holder[name].splice(more % 2, 0, item),
  () => {
    holder[name] = [];
  },
  () => {
    holder[name] = [...holder[name].slice(-1), item];
  },
  () => holder[name].reverse(),
  (more) => {
    if (more % 2 < holder[name].length || isReckless({ more })) holder[name][more % 2] = item;
  },
  (more) => {
    if (more % 3 < holder[name].length || isReckless({ more })) holder[name].length = more % 3;
  },
  () => {
    const next = holder[name].filter((held: unknown) => !same(held, item));
    holder[name] = next;
    next.push(item);
  },
  () => {
    const before = holder[name];
    holder[name] = [item];
    if (before.length > 0) before.pop();
    holder[name].push(...before.slice(0, 1));
  },
  () => {
    if (holder[name].length === 0) holder[name].push(item);
  },
];

export const onSet = (set: Loose, member: Loose): readonly Way[] => [
  () => set.add(member),
  () => set.remove(member),
  () => (set.has(member) ? set.remove(member) : set.add(member)),
  () => set.clear(),
  () => set.assign([member]),
  () => set.assign([...set].slice(0, 1)),
  () => set.assign(set.filter((held: unknown) => !same(held, member))),
  () => {
    if (set.size === 0) set.add(member);
  },
];

export const onNetwork = (network: Loose, one: Loose, discipline: number): readonly Way[] => {
  if (discipline === 0) return [() => network.add(one), () => !network.has(one) && network.size < 1 && network.add(one)];
  return [
    () => network.send(one),
    (more) => (network.has(one) || isReckless({ more })) && network.consume(one),
    () => network.has(one) && network.reply(one, { ...one, from: undefined, to: undefined }),
    () => network.copies(one) < 1 && network.size < 2 && network.send(one),
    () => {
      for (let copies = network.copies(one); copies > 1; copies = network.copies(one)) network.consume(one);
    },
  ];
};
