// Processes that take turns, or do not: the plainest protocol whose promises depend on what is fair.
import {
  eventually,
  eventuallyAlways,
  ids,
  infinitelyOften,
  instance,
  leadsTo,
  mapOf,
  oneOf,
  spec,
} from "../../../specs/language/index.ts";

type Enter = "weak" | "strong" | { readonly weak: readonly "p"[] } | { readonly strong: readonly "p"[] };

export const mutex = (constants: { readonly processes: number; readonly enter?: Enter }) => {
  const Process = ids("process", constants.processes);
  const [first] = Process.values;
  const { enter } = constants;
  return spec({
    name: "mutex",
    state: { at: mapOf(Process, oneOf("outside", "waiting", "inside")) },
    init: { at: "outside" },
    actions: {
      ask: {
        params: { p: Process },
        guard: (s, { p }) => s.at[p] === "outside",
        effect: (s, { p }) => {
          s.at[p] = "waiting";
        },
      },
      enter: {
        params: { p: Process },
        guard: (s, { p }) => s.at[p] === "waiting" && Process.every((other) => s.at[other] !== "inside"),
        effect: (s, { p }) => {
          s.at[p] = "inside";
        },
      },
      leave: {
        params: { p: Process },
        guard: (s, { p }) => s.at[p] === "inside",
        effect: (s, { p }) => {
          s.at[p] = "outside";
        },
      },
    },
    fairness: { leave: "weak", ...(enter === undefined ? {} : { enter }) },
    liveness: {
      someoneEnters: leadsTo(
        (s) => Process.some((p) => s.at[p] === "waiting"),
        (s) => Process.some((p) => s.at[p] === "inside"),
      ),
      firstEnters: leadsTo(
        (s) => s.at[first] === "waiting",
        (s) => s.at[first] === "inside",
      ),
      /** Nobody has to ask. */
      entered: eventually((s) => s.at[first] === "inside"),
      vacant: infinitelyOften((s) => Process.every((p) => s.at[p] !== "inside")),
      /** Whoever is outside may ask again. */
      settled: eventuallyAlways((s) => Process.every((p) => s.at[p] === "outside")),
    },
  });
};

export const named = (name: string, enter?: Enter) =>
  instance(mutex, { processes: 2, ...(enter === undefined ? {} : { enter }) }, { name });
