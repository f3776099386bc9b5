// A run made short: steps are left out as long as it still runs into the same breach.
import type { Model } from "../model/model.ts";
import { Follower, type IsWanted, type Run } from "./follow.ts";
import type { OfferedStep } from "./offered-step.ts";
import { type Shortcut, shortcut } from "./shortcut.ts";
import type { Terrain } from "./terrain.ts";

/** Pairs are tried up to this length: they are many. */
const MOST_FOR_PAIRS = 64;

export interface Shrunk extends Run {
  /** Whether it is known that no run is shorter. */
  readonly isShortest: boolean;
  /** Whether it could not be made as short as this way makes it. */
  readonly isUnfinished?: true;
}

/**
 * Undefined when the run does not run into the breach again: then it was no matter of the spec alone. Pauses now and then, with
 * the shortest run so far.
 */
export function* shrink(
  model: Model,
  terrain: Terrain,
  initials: readonly Int32Array[],
  run: Run,
  isWanted: IsWanted,
): Generator<Run, Shrunk | undefined> {
  const follower = new Follower(model, terrain, initials, isWanted);
  const shorter = (steps: readonly OfferedStep[], than: Run): Run | undefined => {
    const found = follower.follow({ initial: run.initial, steps });
    return found !== undefined && found.steps.length < than.steps.length ? found : undefined;
  };
  const again = follower.follow(run);
  if (again === undefined) return undefined;
  let best = again;
  for (;;) {
    best = yield* withoutPairs(yield* withoutChunks(best, shorter), shorter);
    const found: Shortcut = yield* shortcut(terrain, follower, best, isWanted);
    if (found.run === undefined) return { ...best, isShortest: found.isShortest && initials.length === 1 };
    best = found.run;
  }
}

type Shorter = (steps: readonly OfferedStep[], than: Run) => Run | undefined;

/** Leaves out half of the steps, then quarters, at last single ones, until none of them can be left out. */
function* withoutChunks(run: Run, shorter: Shorter): Generator<Run, Run> {
  let best = run;
  for (let size = Math.ceil(best.steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = best.steps.length - size; at > -size; at -= size) {
      const start = Math.max(at, 0);
      const found = shorter([...best.steps.slice(0, start), ...best.steps.slice(at + size)], best);
      yield found ?? best;
      if (found === undefined) continue;
      best = found;
      // A single step that could not be left out before may be so now.
      at = size === 1 ? best.steps.length : Math.min(at, best.steps.length);
    }
  }
  return best;
}

/** Leaves out two steps at once, neither of which can be left out alone: a question and its answer. */
function* withoutPairs(run: Run, shorter: Shorter): Generator<Run, Run> {
  if (run.steps.length > MOST_FOR_PAIRS) return run;
  for (let one = 0; one < run.steps.length; one++) {
    for (let other = one + 1; other < run.steps.length; other++) {
      const found = shorter(
        run.steps.filter((_, i) => i !== one && i !== other),
        run,
      );
      yield found ?? run;
      if (found !== undefined) return yield* withoutPairs(yield* withoutChunks(found, shorter), shorter);
    }
  }
  return run;
}
