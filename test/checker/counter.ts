import { type InstanceOptions, instance, range, spec } from "../../specs/language/index.ts";

/** The least spec that can go wrong in every way: a number that goes up and down between bounds. */
export const counter = (constants: { most: number }) =>
  spec({
    name: "counter",
    state: { n: range(0, constants.most) },
    init: { n: 0 },
    actions: {
      up: {
        params: { by: range(1, 2) },
        guard: (s, { by }) => s.n + by <= constants.most,
        effect: (s, { by }) => {
          s.n += by;
        },
      },
      down: {
        environment: true,
        guard: (s) => s.n > 0,
        effect: (s) => {
          s.n -= 1;
        },
      },
    },
    invariants: { small: (s) => s.n < 4, even: (s) => s.n % 2 === 0 },
    steps: {
      slow: (before, after) => Math.abs(after.n - before.n) <= 1,
      upwards: (_before, _after, action) => action.name === "up",
    },
    witnesses: { three: (s) => s.n === 3, top: (s) => s.n === constants.most },
  });

export const counting = (most: number, options: InstanceOptions<ReturnType<typeof counter>> = {}) =>
  instance(counter, { most }, options);
