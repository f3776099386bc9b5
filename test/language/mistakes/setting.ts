// The variables, the spec and the instance about which the other files here are mistaken.
import {
  boolean,
  ghost,
  ids,
  instance,
  listOf,
  mapOf,
  oneOf,
  orderedIds,
  range,
  record,
  sentMessages,
  setOf,
  spec,
  tuple,
  unordered,
} from "../../../specs/language/index.ts";

export const RM = ids("rm", 2);
export const Place = orderedIds("place", 2);
export const Index = range(0, 2);
export const Level = oneOf("low", "high");
export const [someone] = RM.values;
export const [somewhere] = Place.values;

export const sent = sentMessages({
  Ask: { rm: RM, n: Index },
  Answer: { granted: boolean },
  Log: { levels: listOf(Level, { atMost: 2 }) },
});
export const wire = unordered({ between: RM, messages: { Ask: { n: Index }, Answer: { granted: boolean } }, atMost: 2 });
export const rm = mapOf(RM, record({ level: Level, known: setOf(RM), log: listOf(record({ level: Level }), { atMost: 2 }) }));
export const count = mapOf(RM, Index);
export const pairs = setOf(tuple(RM, Index));

export const state = { rm, count, pairs, sent, wire, history: ghost({ heard: setOf(RM) }) };
export const started = {
  rm: { level: "low", known: [], log: [] },
  count: 0,
  pairs: [],
  sent: [],
  wire: [],
  history: { heard: [] },
} as const;

export const upper = (_constants: { managers: number }) =>
  spec({
    name: "upper",
    state: { rm: mapOf(RM, record({ state: oneOf("working", "done") })) },
    init: { rm: { state: "working" } },
    actions: {
      finish: { params: { rm: RM }, guard: { atWork: () => true }, effect: (s, { rm }) => void (s.rm[rm].state = "done") },
    },
    invariants: { fine: () => true },
    witnesses: { finished: (s) => RM.every((rm) => s.rm[rm].state === "done") },
  });
export const two = instance(upper, { managers: 2 });
