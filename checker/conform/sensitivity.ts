// Whether anybody looks: each field that was observed is changed, once, and the spec should no longer be able to follow.
import type { Loose } from "../model/model.ts";
import { otherValue } from "./other-value.ts";
import type { Observed } from "./paths.ts";
import { type Leaf, leafOf, type Seen } from "./seen.ts";
import type { Candidates, Tracker } from "./tracker.ts";

/** How many changes of a field were noticed at once, by the step itself. */
export interface Noticed {
  readonly perturbed: number;
  readonly rejected: number;
}
export type Sensitivity = { readonly [field: string]: Noticed };

/** Looks at so many of the different steps that matched, evenly spread. A field of like parts is counted once: `rm[].state`. */
export const sensitivityOf = (tracker: Tracker, samples: number): Sensitivity => {
  const counts: Record<string, { perturbed: number; rejected: number }> = {};
  for (const [salt, { from, seen }] of spread(matchedSteps(tracker), samples).entries()) {
    for (const side of ["before", "after"] as const) {
      for (const [place, leaf] of seen[side].leaves.entries()) {
        const other = otherLeaf(leaf, salt);
        if (other === undefined) continue;
        const changed: Seen = { key: "", leaves: seen[side].leaves.toSpliced(place, 1, other) };
        const { ends, capped } = tracker.paths(from.states, { ...seen, [side]: changed });
        const count = (counts[leaf.part.field] ??= { perturbed: 0, rejected: 0 });
        count.perturbed++;
        if (ends.length === 0 && !capped) count.rejected++;
      }
    }
  }
  return counts;
};

/** The fields whose changes nobody ever noticed: as good as unobserved. */
export const insensitive = (sensitivity: Sensitivity): readonly string[] =>
  Object.keys(sensitivity).filter((field) => sensitivity[field].rejected === 0);

interface Step {
  readonly from: Candidates;
  readonly seen: Observed;
}

const matchedSteps = (tracker: Tracker): readonly Step[] => {
  const steps: Step[] = [];
  for (const from of tracker.remembered()) {
    for (const [seen, { kind }] of from.next) if (kind === "matched") steps.push({ from, seen });
  }
  return steps;
};

const spread = <T>(all: readonly T[], most: number): readonly T[] =>
  all.length <= most ? all : Array.from({ length: most }, (_, i) => all[Math.floor((i * all.length) / most)]);

/** The leaf with another value that the spec's variable can have. */
const otherLeaf = (leaf: Leaf, salt: number): Leaf | undefined => {
  const { part, asked, value, foreign } = leaf;
  if (foreign !== undefined) return undefined;
  if (asked === "size") return { ...leaf, value: value + 1, key: "" };
  if (asked !== "is")
    return (value as readonly unknown[]).length === 0 ? undefined : { ...leaf, asked: asked === "has" ? "lacks" : "has" };
  const other = otherValue(part.schema, value as Loose, salt);
  const changed = other === undefined ? undefined : leafOf(part, other);
  return changed?.foreign !== undefined || changed?.key === leaf.key ? undefined : changed;
};
