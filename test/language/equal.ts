// Claims about types, made of the compiler alone: a false one does not compile.

export type Equal<X, Y> = (<T>() => T extends X ? 1 : 2) extends <T>() => T extends Y ? 1 : 2 ? true : false;

/** `claim<Equal<A, B>>()`: a type is what it is said to be. */
export const claim = <_Holds extends true>(): void => {};

/** `same<A>()(value)` is the value, whose inferred type is this one, neither wider nor narrower. */
export const same =
  <X>() =>
  <Y>(value: Y, ..._equal: Equal<X, Y> extends true ? [] : [never]): Y =>
    value;
