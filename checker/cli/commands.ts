import {
  type CheckFlags,
  type CommonFlags,
  checkOptions,
  type ListFlags,
  listOptions,
  type MutantsFlags,
  mutantsOptions,
  type OptionTable,
  replayOptions,
  type SimulateFlags,
  simulateOptions,
} from "./options.ts";

/** A command of `quorate`. Its code is loaded only when it runs: help must be quick. */
export interface CommandRow<F> {
  /** As commander writes arguments: `[target...]`. */
  readonly usage: string;
  readonly says: string;
  readonly more: string;
  readonly options: OptionTable<F>;
  readonly load: () => Promise<(args: readonly string[], flags: F) => Promise<number>>;
}

const TARGETS = `A target is a protocol of the catalogue (its default instances), a protocol/instance,
path/to/spec.ts (every instance it exports), or path/to/spec.ts#export (an instance, or a
spec function that is given --constants).`;

export const list: CommandRow<ListFlags> = {
  usage: "list",
  says: "the catalogue: protocols, instances, properties, mutants",
  more: `Examples:
  quorate list
  quorate list --json | jq -r '.instances[].target'`,
  options: listOptions,
  load: async () => (await import("./list-command.ts")).listCommand,
};

export const check: CommandRow<CheckFlags> = {
  usage: "check [target...]",
  says: "decide whether specs keep their promises; without a target, every default instance",
  more: `${TARGETS}

Examples:
  quorate check two-phase-commit/3
  quorate check two-phase-commit --constants '{"resourceManagers":4}'
  quorate check two-phase-commit/3 --property consistent --property deadlock
  quorate check specs/mine.ts#small --time 60 --json

Without a target, runs to what is recorded as broken are left out, and the last line counts what is as recorded.

Exit status, the first that applies to any target:
  2  an error: the spec or the call is wrong
  1  a verdict or counts other than recorded
  3  incomplete: a limit or Ctrl-C came first
  0  everything is as recorded`,
  options: checkOptions,
  load: async () => (await import("./check-command.ts")).checkCommand,
};

export const simulate: CommandRow<SimulateFlags> = {
  usage: "simulate [target...]",
  says: "random runs of specs whose states are too many to be checked all",
  more: `${TARGETS}

Of each state that a run meets all steps are checked; one of them, drawn by chance, is taken. What is found is made
short before it is shown, and the runs of a seed are always the same. Of the states that are printed the number is an
estimate.

Examples:
  quorate simulate raft/3-2-1-2-crashes --runs 100000
  quorate simulate paxos/3-2-4 --seed 7 --depth 50 --guide rare --time 60
  quorate simulate two-phase-commit/8 --seed 7 --run 3

Exit status, the first that applies to any target:
  2  an error: the spec or the call is wrong
  1  a violation that is not recorded
  3  nothing was found: random runs verify nothing, however many they are
  0  a violation was found, as it is recorded`,
  options: simulateOptions,
  load: async () => (await import("./simulate-command.ts")).simulateCommand,
};

export const mutants: CommandRow<MutantsFlags> = {
  usage: "mutants [target...]",
  says: "run every mutant: each must be killed as it promises",
  more: `${TARGETS}

Examples:
  quorate mutants
  quorate mutants two-phase-commit

Exit status: 0 when each is killed as promised, 1 when one is not, 2 on an error, 3 when a limit or Ctrl-C came first.`,
  options: mutantsOptions,
  load: async () => (await import("./mutants-command.ts")).mutantsCommand,
};

export const replay: CommandRow<CommonFlags> = {
  usage: "replay <trace.json> [target]",
  says: "run a saved trace again, through the reference engine",
  more: `The file holds a trace as check saves it, or a line of check --json or simulate --json, of which the first trace is
taken: the run to a violation, or the one that was shown by --run. It says what it is a run of; where that stands elsewhere now, give it as a target: a path/to/spec.ts, with or without #export.

Examples:
  quorate replay .quorate/two-phase-commit-3.consistent.trace.json
  quorate replay lock-2.mutualExclusion.trace.json ./lock.ts

Exit status: 0 when the trace shows again what it says, 1 when it does not, 2 on an error.`,
  options: replayOptions,
  load: async () => (await import("./replay-command.ts")).replayCommand,
};
