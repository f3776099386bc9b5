// Finite, ordered sets of values: what scalars hold, what parameters range over, what quantifiers run through.
import { count, every, filter, some } from "./quantify.ts";
import type { Type } from "./type.ts";

/** A finite domain. Its order is the declared order: of `values`, of arguments, and of what a search tries first. */
export interface Domain<V> extends Type<V, V, V, V, { readonly of: V }> {
  readonly values: readonly V[];
  readonly size: number;
  every(holds: (value: V) => boolean): boolean;
  some(holds: (value: V) => boolean): boolean;
  filter(keep: (value: V) => boolean): V[];
  count(keep: (value: V) => boolean): number;
  [Symbol.iterator](): IterableIterator<V>;
}

/** Makes a domain from its kind, a name for messages, its values in order, and what else its kind needs. */
export const domain = <V, More extends object>(
  kind: string,
  title: string,
  values: readonly V[],
  more: More,
): Domain<V> & More & { readonly title: string } => ({
  kind,
  title,
  values,
  size: values.length,
  every: (holds) => every(title, values, holds),
  some: (holds) => some(title, values, holds),
  filter: (keep) => filter(title, values, keep),
  count: (keep) => count(title, values, keep),
  [Symbol.iterator]: () => values[Symbol.iterator]() as IterableIterator<V>,
  ...more,
});

/** What a domain is called in messages. */
export const titleOf = (type: { readonly kind: string }): string =>
  // What is no type is refused where it is known in which place it stands.
  (type as { title?: string } | undefined)?.title ?? type?.kind ?? String(type);
