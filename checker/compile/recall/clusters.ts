// Which recipes read nearly the same bits: one look at those bits then tells which of them take a step, and how.
import { popCount } from "./pop-count.ts";
import type { Root } from "./roots.ts";

/** Recipes that are looked up together, by the bits that they read: masks by word. Of what is found, each has a bit. */
export interface Cluster<R extends Pick<Root, "tree"> = Root> {
  readonly roots: ReadonlyMap<R, number>;
  readonly reads: ReadonlyMap<number, number>;
}

/** What a look-up tells of its recipes is one bit for each, of a word that has a sign. */
export const MOST_ROOTS = 31;
/** Fewer are asked one by one as fast. */
export const FEWEST_ROOTS = 4;

const size = (reads: ReadonlyMap<number, number>): number => [...reads.values()].reduce((sum, mask) => sum + popCount(mask), 0);

const inCommon = (one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): number =>
  [...one].reduce((sum, [word, mask]) => sum + popCount(mask & (other.get(word) ?? 0)), 0);

const joined = (one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): Map<number, number> => {
  const union = new Map(one);
  for (const [word, mask] of other) union.set(word, (union.get(word) ?? 0) | mask);
  return union;
};

/** The recipes of one look-up, whatever they read. */
export const clusterOf = <R extends Pick<Root, "tree">>(roots: ReadonlyMap<R, number>): Cluster<R> => ({
  roots,
  reads: [...roots.keys()].reduce((reads, { tree }) => joined(reads, tree.reads), new Map<number, number>()),
});

/** Recipes in declared order, each put where it has most in common: at least half of what it or what the others read. */
export const clustersOf = (roots: readonly Root[]): readonly Cluster[] => {
  const clusters: { roots: Map<Root, number>; reads: Map<number, number> }[] = [];
  for (const root of roots) {
    const { reads } = root.tree;
    if (root.present.length > 0 || reads.size === 0) continue;
    let best: (typeof clusters)[number] | undefined;
    let most = 0;
    for (const cluster of clusters) {
      const common = inCommon(cluster.reads, reads);
      if (cluster.roots.size === MOST_ROOTS || common <= most) continue;
      if (2 * common < Math.min(size(reads), size(cluster.reads))) continue;
      best = cluster;
      most = common;
    }
    if (best === undefined) clusters.push({ roots: new Map([[root, 0]]), reads: new Map(reads) });
    else {
      best.roots.set(root, best.roots.size);
      best.reads = joined(best.reads, reads);
    }
  }
  return clusters.filter((cluster) => cluster.roots.size >= FEWEST_ROOTS);
};
