// A protocol's cores with their clients, their network and their disks as a transition system: everything that can happen to
// them, at any time and in any order, within bounds.
import type { Protocol } from "./core.ts";
import { checkedDriver, plainDriver } from "./driver.ts";
import type { SystemOptions, SystemTransition } from "./system-options.ts";
import type { SystemState } from "./system-state.ts";
import { Successors } from "./system-steps.ts";

/**
 * What the checker calls a transition system. Its states are plain and frozen, and their bags sorted: equal states have equal
 * fields. Its keys are equal for equal states, and mean nothing to another system.
 */
export interface System<P extends Protocol> {
  /** All nodes up, booted from empty disks. */
  initial(): Iterable<SystemState<P>>;
  /** A state beyond the bounds has none. */
  successors(state: SystemState<P>): Iterable<SystemTransition<P>>;
  key(state: SystemState<P>): string;
  /** Which bound a state exceeds: `inFlight` or a name of `within`. Whoever explores counts such states as cut, never as explored. */
  beyond(state: SystemState<P>): string | undefined;
}

/**
 * The transition system of a protocol's cores.
 *
 * While a core waits for a choice, nothing else happens but that node's choice or crash, so its question and the answer are one
 * step to the others.
 * @throws RangeError for bounds that make no sense. While it is explored: ContractError when the core breaks its contract.
 */
export const system = <P extends Protocol>(options: SystemOptions<P>): System<P> => {
  validate(options);
  const driver = (options.unchecked ? plainDriver : checkedDriver)(options.core, options.nodes);
  const steps = new Successors(options, driver);
  const bounds = Object.entries(options.within ?? {});
  const { inFlight = Number.POSITIVE_INFINITY } = options;
  const beyond = (state: SystemState<P>) =>
    state.network.length > inFlight ? "inFlight" : bounds.find(([, holds]) => !holds(state))?.[0];
  return {
    initial: () => [steps.initial()],
    successors: (state) => (beyond(state) === undefined ? steps.from(state) : []),
    key: (state) => steps.key(state),
    beyond,
  };
};

const validate = <P extends Protocol>(options: SystemOptions<P>): void => {
  const nodes = Object.keys(options.nodes);
  if (nodes.length === 0) throw new RangeError("A system needs at least one node: `nodes` is empty.");
  for (const bound of ["crashes", "losses", "duplicates", "timers", "inFlight", "copies"] as const) {
    const value = options[bound] ?? 0;
    if (!(value >= 0)) throw new RangeError(`\`${bound}\` is ${value}; it must be 0 or more.`);
  }
  const seen = new Set<string>();
  for (const { session, seq, to } of options.requests ?? []) {
    const stranger = [to].flat().find((node) => !nodes.includes(node));
    if (stranger !== undefined)
      throw new RangeError(`Request ${seq} of session "${session}" goes to "${stranger}"; the nodes are ${nodes.join(", ")}.`);
    if (seen.has(`${session}\n${seq}`)) throw new RangeError(`Request ${seq} of session "${session}" is there twice.`);
    seen.add(`${session}\n${seq}`);
  }
};
