import { type Command, InvalidArgumentError } from "commander";

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
  readonly workers?: 1;
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

const positive =
  (noun: string) =>
  (text: string): number => {
    const value = Number(text.replaceAll("_", ""));
    if (!(value > 0) || !Number.isFinite(value)) throw new InvalidArgumentError(`Give ${noun}.`);
    return value;
  };

const whole =
  (noun: string) =>
  (text: string): number => {
    const value = positive(noun)(text);
    if (!Number.isInteger(value)) throw new InvalidArgumentError(`Give ${noun}.`);
    return value;
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

const oneWorker = (text: string): 1 => {
  if (text.trim() === "1") return 1;
  throw new InvalidArgumentError("This version searches with one worker; give 1 or leave it out.");
};

const engine = (text: string): "compiled" | "reference" => {
  if (text === "compiled" || text === "reference") return text;
  throw new InvalidArgumentError("Allowed choices are compiled, reference.");
};

const common: OptionTable<CommonFlags> = {
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
  workers: { flags: "--workers <n>", says: "search with so many workers; this version has one", parse: oneWorker },
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
  json: { flags: "--json", says: "print one line of JSON a target on stdout, all else on stderr" },
  hash: { flags: "--hash", says: "add a hash of the set of states to the JSON" },
  ...search,
};

export const mutantsOptions: OptionTable<SearchFlags> = search;
export const replayOptions: OptionTable<CommonFlags> = common;

export const addOptions = <F>(command: Command, table: OptionTable<F>): Command => {
  for (const name of Object.keys(table) as (keyof F)[]) addOption(command, table[name]);
  return command;
};

const addOption = <T>(command: Command, { flags, says, parse }: OptionRow<T>): Command =>
  parse === undefined ? command.option(flags, says) : command.option<T | undefined>(flags, says, parse);
