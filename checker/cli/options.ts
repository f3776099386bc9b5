import { type Command, InvalidArgumentError } from "commander";
import { GUIDES, type Guide } from "../simulate/guide.ts";
import { MOST_WORKERS } from "../validate-options.ts";

/** One option: how it is written, what it does, and how its text becomes a value. */
interface OptionRow<T> {
  readonly flags: string;
  readonly says: string;
  readonly parse?: (text: string, before: T | undefined) => NonNullable<T>;
}

/** The options of a command. One without a row does not compile. */
export type OptionTable<F> = { readonly [K in keyof F]-?: OptionRow<F[K]> };

/** What every command takes. */
export interface CommonFlags {
  readonly stack?: true;
}
export interface ListFlags extends CommonFlags {
  readonly json?: true;
}
export interface SearchFlags extends CommonFlags {
  readonly states?: number;
  readonly memory?: number;
  readonly time?: number;
  readonly workers?: number;
  readonly engine?: "compiled" | "reference";
  readonly symmetry?: true;
}
export interface CheckFlags extends SearchFlags {
  readonly constants?: object;
  readonly property?: readonly string[];
  readonly mutant?: string;
  readonly all?: true;
  readonly json?: true;
  readonly hash?: true;
}

export interface MutantsFlags extends SearchFlags {
  readonly json?: true;
}

export interface SimulateFlags extends CommonFlags {
  readonly seed?: number;
  readonly runs?: number;
  readonly depth?: number;
  readonly guide?: Guide;
  readonly run?: number;
  readonly time?: number;
  readonly memory?: number;
  readonly property?: readonly string[];
  readonly mutant?: string;
  readonly constants?: object;
  readonly json?: true;
}

export const positive =
  (noun: string) =>
  (text: string): number => {
    const value = Number(text.replaceAll("_", ""));
    if (!(value > 0) || !Number.isFinite(value)) throw new InvalidArgumentError(`Give ${noun}.`);
    return value;
  };

export const whole =
  (noun: string) =>
  (text: string): number => {
    const value = positive(noun)(text);
    if (!Number.isInteger(value)) throw new InvalidArgumentError(`Give ${noun}.`);
    return value;
  };

const seed = (text: string): number => {
  const value = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(value) || value < 0)
    throw new InvalidArgumentError("Give a whole number from 0 to 2^53 - 1.");
  return value;
};

const guide = (text: string): Guide => {
  const found = GUIDES.find((name) => name === text);
  if (found !== undefined) return found;
  throw new InvalidArgumentError(`Allowed choices are ${GUIDES.join(", ")}.`);
};

const json = (text: string): object => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // What is no JSON at all is told like JSON of the wrong shape.
  }
  throw new InvalidArgumentError(`Give an object in JSON, such as '{"resourceManagers":3}'.`);
};

const workers = (text: string): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= MOST_WORKERS) return value;
  throw new InvalidArgumentError(`Give a whole number from 1 to ${MOST_WORKERS}.`);
};

const engine = (text: string): "compiled" | "reference" => {
  if (text === "compiled" || text === "reference") return text;
  throw new InvalidArgumentError("Allowed choices are compiled, reference.");
};

export const common: OptionTable<CommonFlags> = {
  stack: { flags: "--stack", says: "with an error, print where in the code it was raised" },
};

export const listOptions: OptionTable<ListFlags> = {
  json: { flags: "--json", says: "print one line of JSON a protocol" },
  ...common,
};

const search: OptionTable<SearchFlags> = {
  states: { flags: "--states <n>", says: "stop at so many states", parse: whole("a whole number of states, at least 1") },
  memory: {
    flags: "--memory <MiB>",
    says: "stop when the search has allocated so much",
    parse: positive("a number of MiB above 0"),
  },
  time: { flags: "--time <s>", says: "stop each target after so many seconds", parse: positive("a number of seconds above 0") },
  workers: {
    flags: "--workers <n>",
    says: "search with so many threads, where it is worth it (default: 1); what is found is the same",
    parse: workers,
  },
  engine: { flags: "--engine <name>", says: "compiled (the default) or reference, slow and obvious", parse: engine },
  symmetry: { flags: "--symmetry", says: "take states for one that differ only in which symmetric id is which" },
  ...common,
};

export const checkOptions: OptionTable<CheckFlags> = {
  constants: { flags: "--constants <json>", says: "give the spec these constants instead of an instance's", parse: json },
  property: {
    flags: "--property <name>",
    says: "check the named property alone; may be repeated",
    parse: (text, before = []) => [...before, text],
  },
  mutant: { flags: "--mutant <name>", says: "check the target's mutant of that name in its place" },
  all: { flags: "--all", says: "print a run to each violated property, not only to the first" },
  json: {
    flags: "--json",
    says: "print one line of JSON a target on stdout, all else on stderr; runs are in it, and not saved",
  },
  hash: { flags: "--hash", says: "add a hash of the set of states to the JSON" },
  ...search,
};

export const simulateOptions: OptionTable<SimulateFlags> = {
  seed: { flags: "--seed <n>", says: "the runs of this seed; without it, one by chance, which is printed", parse: seed },
  runs: { flags: "--runs <n>", says: "so many runs (default: 1000)", parse: whole("a whole number of runs, at least 1") },
  depth: {
    flags: "--depth <n>",
    says: "at most so many actions a run (default: 100)",
    parse: whole("a whole number of actions, at least 1"),
  },
  guide: {
    flags: "--guide <name>",
    says: "uniform: all steps alike; rare: rather rarely taken actions; swarm: each run has its own likes; fresh: rather states that few runs came by; mixed (the default): each in turn",
    parse: guide,
  },
  run: { flags: "--run <n>", says: "show this run, step by step", parse: whole("the number of a run, at least 1") },
  time: search.time,
  memory: {
    flags: "--memory <MiB>",
    says: "for the states that are remembered (default: 128); it changes the speed alone",
    parse: positive("a number of MiB above 0"),
  },
  property: checkOptions.property,
  mutant: checkOptions.mutant,
  constants: checkOptions.constants,
  json: checkOptions.json,
  ...common,
};

export const mutantsOptions: OptionTable<MutantsFlags> = {
  json: { flags: "--json", says: "print one line of JSON a mutant on stdout, its run among it, and nothing else" },
  ...search,
};
export const replayOptions: OptionTable<CommonFlags> = common;

export const addOptions = <F>(command: Command, table: OptionTable<F>): Command => {
  for (const name of Object.keys(table) as (keyof F)[]) addOption(command, table[name]);
  return command;
};

const addOption = <T>(command: Command, { flags, says, parse }: OptionRow<T>): Command =>
  parse === undefined ? command.option(flags, says) : command.option<T | undefined>(flags, says, parse);
