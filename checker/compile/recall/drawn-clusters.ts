// Recipes whose message is drawn from slots, looked up by message: one look-up tells what all actions do with it.
import type { Slots } from "../faces/slots.ts";
import { ClusterTable } from "./cluster-table.ts";
import { type Cluster, clusterOf, FEWEST_ROOTS, MOST_ROOTS } from "./clusters.ts";
import { functionOf, type NumbersOf } from "./listed-clusters.ts";
import { type RankTable, rankTable } from "./rank-table.ts";
import type { Text } from "./root-source.ts";
import type { DrawnRoots, Root } from "./roots.ts";
import type { DrawnWays, TracedActions } from "./traced-actions.ts";

/** An action that draws its message, and the first of its bits: one for each choice of its other parameters. */
interface Drawing {
  readonly action: number;
  readonly drawn: DrawnRoots;
  readonly firstBit: number;
}

const choices = ({ before, after }: DrawnRoots): number => before * after;

/** The actions that draw from one network. */
export class DrawnClusters {
  /** What its variables are called in the code. */
  readonly name: string;
  readonly slots: Slots;
  readonly most: number;
  readonly #drawings: readonly Drawing[];
  readonly #clusters = new Map<number, Cluster>();
  readonly #numbers: NumbersOf = new Map();

  constructor(name: string, slots: Slots, drawings: readonly Drawing[]) {
    this.name = name;
    this.slots = slots;
    this.#drawings = drawings;
    this.most = drawings[0].drawn.place.atMost;
    for (const rank of new Set(drawings.flatMap(({ drawn }) => [...drawn.known.keys()]))) {
      const roots = this.#rootsOf(rank);
      if (roots) this.#clusters.set(rank, clusterOf(roots));
    }
  }

  /** One for each network that enough actions draw from. */
  static of(traced: TracedActions): readonly DrawnClusters[] {
    const byNetwork = new Map<Slots, Drawing[]>();
    traced.ways.forEach((ways, action) => {
      if (ways === undefined || !("drawn" in ways)) return;
      const { slots, drawn } = ways;
      const drawings = byNetwork.get(slots) ?? [];
      const last = drawings.at(-1);
      const firstBit = last === undefined ? 0 : last.firstBit + choices(last.drawn);
      if (firstBit + choices(drawn) <= MOST_ROOTS) byNetwork.set(slots, [...drawings, { action, drawn, firstBit }]);
    });
    return [...byNetwork]
      .filter(([, drawings]) => drawings.length >= FEWEST_ROOTS)
      .map(([slots, drawings], i) => new DrawnClusters(`n${i}`, slots, drawings))
      .filter((network) => network.#clusters.size > 0 && !network.#isScattered(traced));
  }

  #isScattered(traced: TracedActions): boolean {
    return [...this.#clusters.values()].some(({ roots }) => [...roots.keys()].some((root) => traced.scattered.has(root)));
  }

  /** The recipes for a message with their bits; undefined unless each action that can draw it has met it. */
  #rootsOf(rank: number): ReadonlyMap<Root, number> | undefined {
    const roots = new Map<Root, number>();
    for (const { drawn, firstBit } of this.#drawings) {
      if (rank < drawn.first || rank >= drawn.end) continue;
      const known = drawn.known.get(rank);
      if (known === undefined) return undefined;
      known.forEach((root, i) => void roots.set(root, firstBit + i));
    }
    return roots;
  }

  has(action: number): boolean {
    return this.#drawings.some((drawing) => drawing.action === action);
  }

  /** The functions of an action, by message, and the call of what was found for it. */
  steps(
    { drawn }: DrawnWays,
    action: number,
    text: Text,
    isEnvironment: boolean,
  ): { readonly functions: string; readonly calls: string } {
    const { name } = this;
    const { firstBit } = this.#drawings.find((drawing) => drawing.action === action)!;
    const at = text.drawn.push(drawn) - 1;
    const bits = Array.from({ length: choices(drawn) }, (_, i) => firstBit + i);
    const functions = [...this.#clusters.values()].flatMap(({ roots }, c) =>
      [...roots]
        .filter(([root]) => root.action === action)
        .map(([root, bit]) => functionOf(`${name}_${bit}_${c}`, root, { text, numbers: this.#numbers, isEnvironment })),
    );
    const tables = bits.map((bit) => {
      const entries = [...this.#clusters.values()].map(({ roots }, c) =>
        [...roots.values()].includes(bit) ? `${name}_${bit}_${c}` : "undefined",
      );
      return `const ${name}_${bit} = [${entries.join(", ")}];`;
    });
    const loops = Array.from({ length: drawn.before }, (_, b) => {
      const own = bits.slice(b * drawn.after, (b + 1) * drawn.after);
      const calls = own.map(
        (bit) => `if ((x & ${1 << bit}) !== 0) ${name}_${bit}[${name}c[i]](${name}L[e * ${name}T.stride + ${bit}]);`,
      );
      return `for (let i = 0; i < ${name}n; i++) {
        const x = ${name}b[i], e = ${name}e[i];
        if (e !== 0) { ${calls.join(" ")} continue; }
        const rank = ${name}r[i];
        if (rank >= ${drawn.first} && rank < ${drawn.end}) takeDrawn(D[${at}], ${b}, rank);
      }`;
    });
    const mask = bits.reduce((sum, bit) => sum | (1 << bit), 0);
    return {
      functions: `${functions.join("\n")} ${tables.join("\n")} function ${name}_s${action}() { ${loops.join("\n")} }`,
      calls: `if ((${name}a & ${mask}) !== 0) ${name}_s${action}();`,
    };
  }

  /** The messages at hand: how many, and of each its rank, its cluster, its entry and the entry's bits; all of those together. */
  get declared(): string {
    const { name } = this;
    const arrays = ["r", "c", "e", "b"].map((kind) => `${name}${kind} = new Int32Array(${this.most})`);
    return `const ${arrays.join(", ")}; ${this.#clusterOf.declared} let ${name}n = 0, ${name}a = 0, ${name}L;`;
  }

  /** The clusters by rank. */
  get #clusterOf(): RankTable {
    return rankTable(
      `${this.name}o`,
      [...this.#clusters.keys()].map((rank, c) => [rank, String(c)]),
      "-1",
    );
  }

  lookUps(slots: string): string {
    const { name } = this;
    return `
    ${name}n = 0; ${name}a = 0;
    for (let i = 0, rank = ${slots}.rankAt(0); rank >= 0; rank = ${slots}.rankAt(++i)) {
      const c = ${this.#clusterOf.at("rank")};
      ${name}r[i] = rank; ${name}c[i] = c; ${name}n++;
      ${name}e[i] = c < 0 ? 0 : ${name}T.find(c, i + 1);
    }
    ${name}L = ${name}T.leaves;
    for (let i = 0; i < ${name}n; i++) ${name}a |= ${name}b[i] = ${name}e[i] === 0 ? -1 : ${name}T.bits[${name}e[i]];`;
  }

  table(traced: TracedActions): ClusterTable {
    return new ClusterTable([...this.#clusters.values()], this.most, this.#numbers, ({ roots }) =>
      traced.scatter(roots.keys()),
    );
  }
}
