// Recipes whose arguments are listed, looked up in clusters, as code: first all look-ups, then what they found.
import { ClusterTable } from "./cluster-table.ts";
import { type Cluster, clustersOf } from "./clusters.ts";
import type { Leaf } from "./decision-tree.ts";
import type { Text } from "./root-source.ts";
import type { Root } from "./roots.ts";
import type { TracedActions } from "./traced-actions.ts";

export type NumbersOf = Map<Root, ReadonlyMap<Leaf, number>>;

/** The text of a recipe as a function of the number of its leaf. */
export const functionOf = (
  name: string,
  root: Root,
  { text, numbers, isEnvironment }: { text: Text; numbers: NumbersOf; isEnvironment: boolean },
): string => {
  const taken = text.taken(root);
  numbers.set(root, taken.numbers);
  return `function ${name}(leaf) { ${text.body(taken.text, root.action, isEnvironment)} }`;
};

/** Recipes whose arguments are listed. */
export class ListedClusters {
  readonly #clusters: readonly Cluster[];
  readonly #places = new Map<Root, { readonly cluster: number; readonly bit: number }>();
  readonly #numbers: NumbersOf = new Map();

  constructor(traced: TracedActions) {
    const roots = traced.ways.flatMap((ways) => (ways && "listed" in ways ? ways.listed : []));
    this.#clusters = clustersOf(roots.filter((root) => !traced.scattered.has(root)));
    this.#clusters.forEach((cluster, c) => {
      for (const [root, bit] of cluster.roots) this.#places.set(root, { cluster: c, bit });
    });
  }

  has(root: Root): boolean {
    return this.#places.has(root);
  }

  /** The functions of some roots of an action, and the call of them. */
  steps(
    name: string,
    roots: readonly Root[],
    text: Text,
    isEnvironment: boolean,
  ): { readonly functions: string; readonly calls: string } {
    const parts = roots.map((root, i) => {
      const { cluster, bit } = this.#places.get(root)!;
      return {
        cluster,
        bit,
        step: functionOf(`${name}_${i}`, root, { text, numbers: this.#numbers, isEnvironment }),
        call: `if ((b${cluster} & ${1 << bit}) !== 0) ${name}_${i}(LL[e${cluster} * LT.stride + ${bit}]);`,
      };
    });
    const masks = new Map<number, number>();
    for (const { cluster, bit } of parts) masks.set(cluster, (masks.get(cluster) ?? 0) | (1 << bit));
    const any = [...masks].map(([cluster, mask]) => `(b${cluster} & ${mask})`).join(" | ");
    return {
      functions: `${parts.map(({ step }) => step).join("\n")} function ${name}() { ${parts.map(({ call }) => call).join(" ")} }`,
      calls: `if ((${any}) !== 0) ${name}();`,
    };
  }

  get declared(): string {
    return `let LL; ${this.#clusters.map((_, c) => `let e${c} = 0, b${c} = 0;`).join(" ")}`;
  }

  get lookUps(): string {
    if (this.#clusters.length === 0) return "";
    const found = this.#clusters.map((_, c) => `e${c} = LT.find(${c}, ${c + 1});`);
    const read = this.#clusters.map((_, c) => `b${c} = LB[e${c}];`);
    return `${found.join(" ")} const LB = LT.bits; LL = LT.leaves; ${read.join(" ")}`;
  }

  table(traced: TracedActions): ClusterTable {
    return new ClusterTable(this.#clusters, this.#clusters.length, this.#numbers, (cluster) =>
      traced.scatter(cluster.roots.keys()),
    );
  }
}
