import type { Listener } from "./listener.ts";

const nothing = () => {};

/** For who takes a kernel's steps and asks nothing of them. */
export const DEAF: Listener = {
  invariantViolated: nothing,
  stepViolated: nothing,
  outsideViolated: nothing,
  outsideRefined: nothing,
  refined: nothing,
  deadlocked: nothing,
  witnessed: nothing,
  record: nothing,
  arrived: nothing,
};
