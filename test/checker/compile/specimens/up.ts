import { ids, listOf, mapOf, range, record, setOf, spec } from "../../../../specs/language/index.ts";

const N = range(0, 9);

/** What a walk may be seen as: a height that goes up. */
export const up = (constants: { from: number; by: number }) =>
  spec({
    name: "up",
    state: {
      at: record({ height: range(-1, 9), marks: setOf(N) }),
      steps: mapOf(ids("foot", 2), N),
      seen: listOf(N, { atMost: 1 }),
    },
    init: { at: { height: constants.from, marks: [] }, steps: 0, seen: [] },
    actions: {
      up: {
        params: { d: range(1, constants.by) },
        guard: (s, { d }) => s.at.height + d < 10,
        effect: (s, { d }) => void (s.at.height += d),
      },
    },
  });
