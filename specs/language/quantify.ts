import { truth } from "./truth.ts";

/** One quantifier as it was evaluated: over what, its predicate, its result, and the values that decided it. */
export interface Quantified {
  readonly over: string;
  readonly quantifier: "every" | "some" | "filter" | "count";
  readonly predicate: (value: never) => boolean;
  readonly result: boolean | number;
  /** A value that refutes an `every`, that satisfies a `some`, or all those that a `filter` or a `count` kept. */
  readonly because: readonly unknown[];
}

type Listener = (quantified: Quantified) => void;

// One listener a process, under a registered symbol: a spec may be loaded beside another copy of this module.
const registry = globalThis as unknown as Record<symbol, { listener: Listener | undefined } | undefined>;
const observed = (registry[Symbol.for("quorate.quantifiers")] ??= { listener: undefined });

/** Runs a predicate and tells the listener of every quantifier on the way, so that a verdict can say why. */
export const observing = <R>(listener: Listener, run: () => R): R => {
  const outer = observed.listener;
  observed.listener = listener;
  try {
    return run();
  } finally {
    observed.listener = outer;
  }
};

const tell = (told: Quantified) => observed.listener?.(told);

/** What a quantifier's predicate said, the common case first. */
const isTrue = (over: string, quantifier: Quantified["quantifier"], answer: unknown): boolean =>
  answer === true || (answer !== false && truth(`the predicate given to ${quantifier} of ${over}`, answer));

// The loops are written out: a shared call of a built-in is megamorphic, and costs a third of the explorer's speed.

export const every = <V>(over: string, values: readonly V[], holds: (value: V) => boolean): boolean => {
  for (let i = 0; i < values.length; i++) {
    if (!isTrue(over, "every", holds(values[i]))) {
      if (observed.listener) tell({ over, quantifier: "every", predicate: holds, result: false, because: [values[i]] });
      return false;
    }
  }
  if (observed.listener) tell({ over, quantifier: "every", predicate: holds, result: true, because: [] });
  return true;
};

export const some = <V>(over: string, values: readonly V[], holds: (value: V) => boolean): boolean => {
  for (let i = 0; i < values.length; i++) {
    if (isTrue(over, "some", holds(values[i]))) {
      if (observed.listener) tell({ over, quantifier: "some", predicate: holds, result: true, because: [values[i]] });
      return true;
    }
  }
  if (observed.listener) tell({ over, quantifier: "some", predicate: holds, result: false, because: [] });
  return false;
};

export const filter = <V>(over: string, values: readonly V[], keep: (value: V) => boolean): V[] => {
  const kept: V[] = [];
  for (let i = 0; i < values.length; i++) if (isTrue(over, "filter", keep(values[i]))) kept.push(values[i]);
  if (observed.listener) tell({ over, quantifier: "filter", predicate: keep, result: kept.length, because: kept });
  return kept;
};

export const count = <V>(over: string, values: readonly V[], keep: (value: V) => boolean): number => {
  let kept = 0;
  for (let i = 0; i < values.length; i++) if (isTrue(over, "count", keep(values[i]))) kept++;
  if (observed.listener) {
    tell({ over, quantifier: "count", predicate: keep, result: kept, because: values.filter((v) => keep(v)) });
  }
  return kept;
};
