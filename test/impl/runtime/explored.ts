import { type Exploration, explore } from "../../../checker/explore/explore.ts";
import type { Protocol } from "../../../impl/runtime/core.ts";
import { system } from "../../../impl/runtime/system.ts";
import type { SystemOptions, SystemTransition } from "../../../impl/runtime/system-options.ts";
import type { SystemState } from "../../../impl/runtime/system-state.ts";

/** A system explored whole by the checker, which knows nothing of systems. */
export const explored = <P extends Protocol>(
  options: SystemOptions<P>,
  wrongState?: (state: SystemState<P>) => string | undefined,
): Exploration<SystemState<P>, unknown> => explore<SystemState<P>, unknown>(system(options), wrongState ? { wrongState } : {});

/** The steps from a state, as text: `crash {"node":"a","lsn":0}`. */
export const stepsOf = (steps: Iterable<SystemTransition<Protocol>>): string[] =>
  [...steps].map(({ action, args }) => `${action} ${JSON.stringify(args)}`);

/** Takes steps by name, each the only one of that name, or the one whose arguments say so. */
export const walk = <P extends Protocol>(
  options: SystemOptions<P>,
  ...wanted: readonly (string | readonly [string, object])[]
) => {
  const { initial, successors } = system(options);
  const [first] = initial();
  return wanted.reduce(
    (state, want) => {
      const [action, args] = typeof want === "string" ? [want, {}] : want;
      const steps = [...successors(state)].filter(
        (step) =>
          step.action === action &&
          Object.entries(args).every(
            ([name, value]) => JSON.stringify((step.args as Record<string, unknown>)[name]) === JSON.stringify(value),
          ),
      );
      if (steps.length !== 1)
        throw new Error(`${steps.length} steps ${JSON.stringify(want)} in ${stepsOf(successors(state)).join(", ")}`);
      return steps[0].state;
    },
    first as SystemState<P>,
  );
};
