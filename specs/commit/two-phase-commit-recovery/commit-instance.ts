// How instances of two-phase commit with recovery are made, and the one that most mistakes are looked for in.
import { type InstanceOptions, instancesOf } from "../../language/index.ts";
import type { Constants } from "./commit-state.ts";
import { twoPhaseCommitRecovery } from "./two-phase-commit-recovery.ts";

type Options = InstanceOptions<ReturnType<typeof twoPhaseCommitRecovery>>;
type Counts = readonly [states: number, generated: number, depth: number];

/** Wherever they are declared, two-phase-commit-recovery.instances.ts is where all of them can be found. */
const instanceOf = instancesOf(import.meta.url.replace("commit-instance.", "two-phase-commit-recovery.instances."));

export const instance = (name: string, constants: Constants, [states, generated, depth]: Counts, options: Options = {}) =>
  instanceOf(twoPhaseCommitRecovery, constants, { name, expect: { states, generated, depth }, ...options });
