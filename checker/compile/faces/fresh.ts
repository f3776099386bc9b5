// biome-ignore lint/suspicious/noExplicitAny: a factory of whatever kind.
type Factory = (...needed: any[]) => any;

const made = new Map<string, unknown>();

/**
 * What a factory makes, with type feedback of its own for each key: V8 keeps the feedback of a function's text for all who
 * use it, and code that serves many specs at once is slow for each. The text is evaluated anew, so a factory may use nothing
 * but its arguments.
 */
export const fresh = <F extends Factory>(key: string, factory: F, ...needed: Parameters<F>): ReturnType<F> => {
  let product = made.get(key);
  if (product === undefined) {
    // Development loaders wrap named functions in a call of `__name`.
    const again = new Function("__name", `"use strict"; return (${factory.toString()});`)((named: unknown) => named);
    product = again(...needed);
    made.set(key, product);
  }
  return product as ReturnType<F>;
};

const numbers = new Map<unknown, number>();
/** A number for an argument of a factory, to be part of its key. */
export const identity = (argument: unknown): number => {
  if (!numbers.has(argument)) numbers.set(argument, numbers.size);
  return numbers.get(argument)!;
};
