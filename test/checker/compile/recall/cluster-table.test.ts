import { beforeEach, describe, expect, test } from "vitest";
import { ClusterTable } from "../../../../checker/compile/recall/cluster-table.ts";
import { clusterOf } from "../../../../checker/compile/recall/clusters.ts";
import { DecisionTree, type Leaf } from "../../../../checker/compile/recall/decision-tree.ts";
import type { Root } from "../../../../checker/compile/recall/roots.ts";
import { SharedStep } from "../../../../checker/compile/recall/shared-step.ts";
import { CURRENT } from "../../../../checker/compile/words/words.ts";

const leaf = (isEnabled: boolean): Leaf => ({ kind: "leaf", isEnabled, writes: [], operations: [] });
const bit = (word: number, value: number) => ({ word, mask: 1, value });

/** A recipe that takes a step when the lowest bit of a word is set. */
const rootOf = (word: number): { root: Root; enabled: Leaf } => {
  const tree = new DecisionTree();
  const enabled = leaf(true);
  tree.graft([bit(word, 0)], leaf(false));
  tree.graft([bit(word, 1)], enabled);
  return { root: { action: 0, step: new SharedStep("act", {}), drawn: undefined, present: [], tree }, enabled };
};

const tableOf = (recipes: readonly { root: Root; enabled: Leaf }[], { most = 100, numbered = recipes } = {}) => {
  const numbers = new Map(numbered.map(({ root, enabled }, i) => [root, new Map([[enabled, 10 + i]])]));
  const full: unknown[] = [];
  const cluster = clusterOf(new Map(recipes.map(({ root }, i) => [root, i])));
  const table = new ClusterTable([cluster], 1, numbers, (one) => void full.push(one), { most });
  const found = () => {
    const entry = table.find(0, 1);
    const leaves = recipes.map((_, i) => ((table.bits[entry] >>> i) & 1 ? table.leaves[entry * table.stride + i] : "-"));
    return { leaves: leaves.join(" "), isKept: entry > 1 };
  };
  return { table, found, full };
};

const put = (...words: number[]) => CURRENT.set(words);

beforeEach(() => void CURRENT.fill(0, 0, 40));

describe("an entry", () => {
  test("says which recipes take a step, and at which leaf", () => {
    const { found } = tableOf([rootOf(0), rootOf(1), rootOf(2)]);
    put(1, 0, 1);
    expect(found()).toEqual({ leaves: "10 - 12", isKept: true });
    put(0, 1, 0);
    expect(found()).toEqual({ leaves: "- 11 -", isKept: true });
  });

  test("is found again by the bits that were read, whatever the others are", () => {
    const { table } = tableOf([rootOf(0), rootOf(1)]);
    put(1, 0);
    const entry = table.find(0, 1);
    put(0b101, 0b110, 7);
    expect(table.find(0, 1)).toBe(entry);
    put(0, 0);
    expect(table.find(0, 1)).not.toBe(entry);
  });

  test("is not kept before each recipe has run on the like of the state", () => {
    const fresh = rootOf(0);
    const tree = new DecisionTree();
    tree.graft([bit(0, 0)], leaf(false));
    const recipe = { ...fresh, root: { ...fresh.root, tree } };
    const { found } = tableOf([recipe, rootOf(1)], { numbered: [] });
    put(1, 0);
    expect(found()).toEqual({ leaves: "-1 -", isKept: false });
    tree.graft([bit(0, 1)], leaf(false));
    expect(found()).toEqual({ leaves: "- -", isKept: true });
  });

  test("has a recipe walked when it turns out to read more than the key holds", () => {
    const { root, enabled } = rootOf(0);
    const tree = new DecisionTree();
    const { found } = tableOf([{ root: { ...root, tree }, enabled }, rootOf(1)]);
    tree.graft([bit(5, 0)], leaf(false));
    tree.graft([bit(5, 1)], leaf(true));
    expect(found()).toEqual({ leaves: "-1 -", isKept: true });
    put(0, 0, 0, 0, 0, 1);
    expect(found()).toEqual({ leaves: "-1 -", isKept: true });
  });

  test("has a recipe walked when there is no code of its leaf", () => {
    const { found } = tableOf([rootOf(0)], { numbered: [] });
    put(1);
    expect(found()).toEqual({ leaves: "-1", isKept: true });
  });
});

test("as many entries as there are values, in more slots than at first", () => {
  const recipes = Array.from({ length: 11 }, (_, word) => rootOf(word));
  const { found } = tableOf(recipes, { most: 5_000 });
  const text = (value: number) => recipes.map((_, i) => ((value >>> i) & 1 ? 10 + i : "-")).join(" ");
  const values = Array.from({ length: 2 ** 11 }, (_, value) => value);
  for (const value of [...values, ...values]) {
    put(...recipes.map((_, i) => (value >>> i) & 1));
    expect(found()).toEqual({ leaves: text(value), isKept: true });
  }
});

test("when there are too many, no more are kept, what is found is right, and the cluster is given up", () => {
  const recipes = Array.from({ length: 4 }, (_, word) => rootOf(word));
  const { found, full } = tableOf(recipes, { most: 6 });
  const kept = Array.from({ length: 16 }, (_, value) => {
    put(...recipes.map((_, i) => (value >>> i) & 1));
    const { leaves, isKept } = found();
    expect(leaves).toBe(recipes.map((_, i) => ((value >>> i) & 1 ? 10 + i : "-")).join(" "));
    return isKept;
  });
  expect(kept.filter(Boolean)).toHaveLength(5);
  expect(full.length).toBeGreaterThan(0);
});

test("a key of many words is compared in a loop", () => {
  const recipes = Array.from({ length: 20 }, (_, word) => rootOf(word));
  const { found } = tableOf(recipes);
  for (const at of [0, 7, 19, 7]) {
    CURRENT.fill(0, 0, 40);
    CURRENT[at] = 1;
    expect(found()).toEqual({ leaves: recipes.map((_, i) => (i === at ? 10 + i : "-")).join(" "), isKept: true });
  }
});
