import { type Domain, domain } from "./domain.ts";
import { SpecError } from "./spec-error.ts";

declare const brand: unique symbol;

/** Tells the ids of one set from those of another. An interface, since declarations can name it. */
export interface MemberOf<Name extends string> {
  readonly [brand]: Name;
}

/**
 * A member of a named finite set of identifiers, such as one resource manager. It is a key and is compared for equality,
 * nothing else: to the compiler it is a symbol, so that `<`, `+` and an id used as an index of a list are errors and symmetry is not lost.
 */
export type Id<Name extends string> = symbol & MemberOf<Name>;

/** Ids that stand in an order, as on a ring or in a bully election; never symmetric. */
export interface OrderedIds<V> extends Domain<V> {
  precedes(one: V, other: V): boolean;
}

/** In quotes what is a number in quotes. */
const shown = (size: unknown) => (typeof size === "string" ? JSON.stringify(size) : String(size));

const members = (name: string, size: number) => {
  if (size === undefined) {
    throw new SpecError(
      `ids("${name}", undefined): the number of ids is undefined: was the constant misspelt? The constants that were given have none of that name; give an integer from 0 to 1000`,
    );
  }
  if (!Number.isInteger(size) || size < 0 || size > 1_000) {
    throw new SpecError(`ids("${name}", ${shown(size)}): the number of ids is an integer from 0 to 1000`);
  }
  return Array.from({ length: size }, (_, i) => i);
};

/** `size` interchangeable identifiers, shown as rm1, rm2, ... At run time they are the integers from 0. */
export const ids = <const Name extends string>(name: Name, size: number): Domain<Id<Name>> =>
  domain("ids", name, members(name, size) as unknown as Id<Name>[], { ordered: false });

export const orderedIds = <const Name extends string>(name: Name, size: number): OrderedIds<Id<Name>> =>
  domain("ids", name, members(name, size) as unknown as Id<Name>[], {
    ordered: true,
    precedes: (one: Id<Name>, other: Id<Name>) => (one as unknown as number) < (other as unknown as number),
  });
