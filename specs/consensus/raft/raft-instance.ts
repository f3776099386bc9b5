// How instances of raft are made: with their bounds, and, for those that look at one mistake, from a given situation.
import { type InstanceOptions, ids, instancesOf } from "../../language/index.ts";
import { raft } from "./raft.ts";
import { type Constants, durable, type InitialServer, volatile } from "./raft-state.ts";

type Raft = ReturnType<typeof raft>;
type Options = InstanceOptions<Raft>;

/** Whether a step is to be taken, as `allow` asks. */
export type Allowed = Extract<NonNullable<Options["allow"]>, (...args: never) => unknown>;

/** Wherever they are declared, raft.instances.ts is where all of them can be found. */
const instanceOf = instancesOf(import.meta.url.replace("raft-instance.", "raft.instances."));

/**
 * A state with more messages in flight than `inFlight` is checked but not explored further: what needs more of them at a time is
 * left out. So is what happens in later terms, with longer logs, or on more servers.
 */
export const instance = (constants: Constants, options: Options = {}) =>
  instanceOf(raft, constants, {
    within: { inFlight: (s) => s.network.size <= constants.inFlight },
    deadlockAllowed: "the terms have run out",
    ...options,
  });

export const [s1, s2, s3, s4, s5] = ids("server", 5).values;
const [value] = ids("value", 1).values;

/** A log, by the terms of its entries. */
export const log = (...terms: number[]) => terms.map((term) => ({ term, value }));

/** An initial state in the middle of a run: the servers as far as they are not at their beginning, and who led which term. */
export const situation = (servers: readonly Partial<InitialServer>[], leaders: Readonly<Record<number, typeof s1>>) => ({
  server: (i: typeof s1) => ({ ...durable, ...volatile, ...servers[[s1, s2, s3, s4, s5].indexOf(i)] }),
  network: [],
  history: { leaders: (term: number) => (term in leaders ? [leaders[term]] : []), committed: [] },
});
