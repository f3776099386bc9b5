// What is measured, and what is promised of it. A search that deserves a number of its own gets a row here.

export interface Row {
  readonly name: string;
  readonly engine: "compiled" | "reference";
  /** What `quorate check` is given; of several targets the last is measured. */
  readonly args: readonly string[];
  readonly promises?: {
    /** Steps a second, as a share of those of the native search of two-phase commit. */
    readonly ofNative?: { readonly least: number; readonly goal?: number };
    readonly bytesPerState?: number;
    /** On the machine at hand, and so to be read beside the native search's. */
    readonly statesPerSecond?: { readonly least: number; readonly goal?: number };
    /** Steps a second, as a share of another row's. */
    readonly of?: { readonly row: string; readonly least: number };
    /** Seconds of the search, as a share of another row's. */
    readonly timeOf?: { readonly row: string; readonly most: number };
  };
}

const nineOthers = [
  ...[1, 2, 3, 4, 5, 6, 7].map((resourceManagers) => `two-phase-commit/${resourceManagers}`),
  "paxos/3-2-2",
  "transaction-commit/3",
];

/** How many RMs the native program and TLC search with, and so what the first row is compared with. */
export const resourceManagers = 8;

export const rows: readonly Row[] = [
  {
    name: "two-phase-commit/8, one invariant",
    engine: "compiled",
    args: ["two-phase-commit/8", "--property", "consistent"],
    promises: { ofNative: { least: 0.2, goal: 0.5 }, bytesPerState: 40 },
  },
  {
    name: "paxos/3-2-4, its invariants, the first 2 million states",
    engine: "compiled",
    args: [
      "paxos/3-2-4",
      "--states",
      "2000000",
      ...["agreement", "validity", "votesAreKept"].flatMap((name) => ["--property", name]),
    ],
    promises: { ofNative: { least: 0.08 } },
  },
  {
    name: "raft, 3 servers, 2 terms, all properties",
    engine: "compiled",
    args: ["raft/3-2-1-2-crashes"],
    promises: { statesPerSecond: { least: 250_000, goal: 800_000 }, bytesPerState: 120 },
  },
  { name: "two-phase-commit/5, one invariant", engine: "reference", args: ["two-phase-commit/5", "--property", "consistent"] },
  { name: "two-phase-commit/8, all properties", engine: "compiled", args: ["two-phase-commit/8"] },
  {
    name: "the same, the last of ten in one process",
    engine: "compiled",
    // V8 learns from the first model how recipes behave, and what it has learnt slows the tenth unless each has its own code.
    args: [...nineOthers, "two-phase-commit/8"],
    promises: { of: { row: "two-phase-commit/8, all properties", least: 0.8 } },
  },
  ...["one invariant", "all properties"].flatMap((asked): Row[] => {
    const args = ["two-phase-commit/9", ...(asked === "one invariant" ? ["--property", "consistent"] : [])];
    const alone = `two-phase-commit/9, ${asked}`;
    return [
      { name: alone, engine: "compiled", args },
      {
        name: `${alone}, two workers`,
        engine: "compiled",
        args: [...args, "--workers", "2"],
        promises: { of: { row: alone, least: 1.6 } },
      },
    ];
  }),
  // Up to symmetry there is less to search, and more to do for each state: that must pay from three processes on.
  ...["two-phase-commit/3", "two-phase-commit/5", "two-phase-commit/7", "paxos/3-2-3"].flatMap((target): Row[] => [
    { name: `${target}, whole`, engine: "compiled", args: [target] },
    {
      name: `${target}, up to symmetry`,
      engine: "compiled",
      args: [target, "--symmetry"],
      promises: { timeOf: { row: `${target}, whole`, most: 1 } },
    },
  ]),
];

/** From the shell's prompt to a verdict: what a learner, a hook or an editor waits for. */
export const startUp = { target: "two-phase-commit/3", seconds: 0.5, mebibytes: 120 };
