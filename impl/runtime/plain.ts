import { current, type Draft, isDraft } from "immer";

/** The value without immer's draft around it: what leaves a step must not be one. */
export const plain = <T>(value: T): T => (isDraft(value) ? (current(value as Draft<T>) as T) : value);
