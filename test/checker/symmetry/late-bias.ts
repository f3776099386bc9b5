// Specs that treat their ids alike until late: who leads, once all have counted to the end.
import {
  type AnySpec,
  type Instance,
  ids,
  instance,
  mapOf,
  oneOf,
  optional,
  range,
  spec,
} from "../../../specs/language/index.ts";

export type Bias = "guard" | "effect" | "invariant" | "step" | "witness" | "within" | "allow" | "terminal";

interface State {
  readonly leader: unknown;
  readonly mood: unknown;
}

/** What is biased favours the id at this position, or none. */
export const lateBias = (bias: Bias, favoured: number | undefined): Instance<AnySpec> => {
  const Node = ids("node", 3);
  const first = favoured === undefined ? undefined : Node.values[favoured];
  const isFavoured = (node: unknown, what: Bias) => bias === what && node === first;
  const MOST = 20;
  const one = spec({
    name: "late",
    symmetric: [Node],
    state: { count: mapOf(Node, range(0, MOST)), leader: optional(Node), mood: oneOf("idle", "busy", "done") },
    init: { count: 0, leader: null, mood: "idle" },
    actions: {
      tick: {
        params: { n: Node },
        guard: (s, { n }) => s.count[n] < MOST,
        effect: (s, { n }) => {
          s.count[n]++;
        },
      },
      lead: {
        params: { n: Node },
        guard: (s) => s.leader === null && Node.every((n) => s.count[n] === MOST),
        effect: (s, { n }) => {
          s.leader = n;
        },
      },
      work: {
        guard: (s) => s.leader !== null && s.mood === "idle" && !isFavoured(s.leader, "guard"),
        effect: (s) => {
          s.mood = isFavoured(s.leader, "effect") ? "done" : "busy";
        },
      },
    },
    invariants: { free: (s) => !isFavoured(s.leader, "invariant") },
    steps: { kept: (before, after) => before.mood === after.mood || !isFavoured(after.leader, "step") },
    witnesses: { led: (s) => s.leader !== null && (bias !== "witness" || first === undefined || s.leader === first) },
    terminal: (s) => s.mood !== "idle" && !isFavoured(s.leader, "terminal"),
  });
  const bounds = {
    within: (s: State) => !isFavoured(s.leader, "within"),
    allow: (before: State, after: State) => before.mood === after.mood || !isFavoured(after.leader, "allow"),
  };
  return instance((() => one) as () => AnySpec, {}, bounds as object);
};
