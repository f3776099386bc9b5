// All steps from a state as code, as far as they are known by now.

import { CURRENT, Refusal } from "../words/words.ts";
import type { Leaf } from "./decision-tree.ts";
import { DrawnClusters } from "./drawn-clusters.ts";
import { ListedClusters } from "./listed-clusters.ts";
import { rankTable } from "./rank-table.ts";
import { Text } from "./root-source.ts";
import type { DrawnRoots, Root } from "./roots.ts";
import type { DrawnWays, TracedActions } from "./traced-actions.ts";

/** Roots go into one function up to this many nodes. */
const NODES_PER_FUNCTION = 400;

const full = (): never => {
  throw new Refusal("full");
};

/** Functions over as many roots as fit each, and the calls of them. */
const listedSource = (
  roots: readonly Root[],
  text: Text,
  name: string,
  { action, isEnvironment }: { readonly action: number; readonly isEnvironment: boolean },
): { functions: string; calls: string } => {
  const functions: string[] = [];
  const calls: string[] = [];
  for (let i = 0; i < roots.length; ) {
    const bodies: string[] = [];
    for (let nodes = 0; i < roots.length && (bodies.length === 0 || nodes + roots[i].tree.size <= NODES_PER_FUNCTION); i++) {
      nodes += roots[i].tree.size;
      bodies.push(text.root(roots[i]));
    }
    const part = `${name}_${functions.length}`;
    functions.push(`function ${part}() { ${text.body(bodies.join("\n"), action, isEnvironment)} }`);
    calls.push(`${part}();`);
  }
  return { functions: functions.join("\n"), calls: calls.join(" ") };
};

/** A loop over the slots, with a function for each message that was ever met; the others are walked. */
const drawnSource = (
  { drawn, slots }: DrawnWays,
  text: Text,
  action: number,
  isEnvironment: boolean,
): { functions: string; calls: string } => {
  const held = text.slotsOf(slots);
  const at = text.drawn.push(drawn) - 1;
  const known = [...drawn.known];
  const functions = known.flatMap(([rank, roots]) =>
    Array.from({ length: drawn.before }, (_, b) => {
      const bodies = roots.slice(b * drawn.after, (b + 1) * drawn.after).map((root) => text.root(root));
      return `function d${action}_${b}_${rank}() { ${text.body(bodies.join("\n"), action, isEnvironment)} }`;
    }),
  );
  const tables = Array.from({ length: drawn.before }, (_, b) =>
    rankTable(
      `T${action}_${b}`,
      known.map(([rank]) => [rank - drawn.first, `d${action}_${b}_${rank}`]),
      "undefined",
    ),
  );
  const loops = Array.from(
    { length: drawn.before },
    (_, b) => `
    for (let i = 0, rank = ${held}.rankAt(0); rank >= 0 && rank < ${drawn.end}; rank = ${held}.rankAt(++i)) {
      if (rank < ${drawn.first}) continue;
      const known = rank - ${drawn.first}, f = ${tables[b].at("known")};
      if (f !== undefined) f(); else takeDrawn(D[${at}], ${b}, rank);
    }`,
  );
  const name = `s${action}`;
  return {
    functions: `${functions.join("\n")} ${tables.map(({ declared }) => declared).join("\n")} function ${name}() { ${loops.join("\n")} }`,
    calls: `${name}();`,
  };
};

/** Runs of an action's roots, in declared order: those that are looked up in clusters, and those that are not. */
const runsOf = (roots: readonly Root[], clusters: ListedClusters): readonly Root[][] => {
  const runs: Root[][] = [];
  for (const root of roots) {
    const last = runs.at(-1);
    if (last && clusters.has(last[0]) === clusters.has(root)) last.push(root);
    else runs.push([root]);
  }
  return runs;
};

/** A function of all steps from the state at hand, as far as they are known by now. */
export const stepsFrom = (traced: TracedActions): (() => void) => {
  traced.isStale = false;
  traced.kernel.frames?.freeze();
  const text = new Text(traced.plainWords, traced.kernel.frames);
  const listed = new ListedClusters(traced);
  const networks = DrawnClusters.of(traced);
  const functions: string[] = [];
  const calls = traced.ways.flatMap((ways, action) => {
    if (ways === undefined) return `take(${action});`;
    const isEnvironment = traced.isEnvironment(action);
    if ("drawn" in ways) {
      const network = networks.find((one) => one.has(action));
      const source = network
        ? network.steps(ways, action, text, isEnvironment)
        : drawnSource(ways, text, action, isEnvironment);
      functions.push(source.functions);
      return source.calls;
    }
    return runsOf(ways.listed, listed).map((roots, run) => {
      const name = `s${action}_${run}`;
      const source = listed.has(roots[0])
        ? listed.steps(name, roots, text, isEnvironment)
        : listedSource(roots, text, name, { action, isEnvironment });
      functions.push(source.functions);
      return source.calls;
    });
  });
  const tables = {
    LT: listed.table(traced),
    ...Object.fromEntries(networks.map((one) => [`${one.name}T`, one.table(traced)])),
  };
  const declared = [listed, ...networks].map((clusters) => clusters.declared);
  const lookUps = [listed.lookUps, ...networks.map((network) => network.lookUps(text.slotsOf(network.slots)))];
  const slots = Object.fromEntries(text.slots.map((each, i) => [`S${i}`, each]));
  const done = Object.fromEntries(traced.kernel.done.map((each, action) => [`done${action}`, each]));
  const bindings = {
    W: CURRENT,
    R: text.roots,
    L: text.leaves,
    D: text.drawn,
    full,
    step: (root: Root) => traced.step(root),
    apply: (leaf: Leaf, root: Root) => traced.apply(leaf, root),
    take: (action: number) => traced.take(action),
    takeDrawn: (drawn: DrawnRoots, before: number, rank: number) => traced.takeDrawn(drawn, before, rank),
    stage: traced.kernel.stage,
    tookSteps: traced.kernel.tookSteps,
    ...tables,
    ...slots,
    ...done,
  };
  const source = `"use strict"; ${declared.join(" ")} ${functions.join("\n")} return () => { ${[...lookUps, ...calls].join(" ")} };`;
  return new Function(...Object.keys(bindings), source)(...Object.values(bindings));
};
