import { membersOf, refuseUnknown } from "../../specs/language/members.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import { given, refuseNoLimits, refuseNoNames } from "../validate-options.ts";
import { GUIDES, type Guide } from "./guide.ts";
import type { SimulateOptions } from "./simulate-result.ts";

/** The options with what stands for those that were left out. */
export interface Settled {
  readonly seed: number;
  readonly runs: number;
  /** The run that is to be shown. */
  readonly run: number | undefined;
  readonly depth: number;
  readonly guide: Guide;
  readonly memory: number;
  readonly seconds: number;
}

/** Why no further runs were taken. */
export type RunsEnding = "done" | "violated" | "time" | "interrupted";

export const DEFAULTS = { runs: 1_000, depth: 100, guide: "mixed", memory: 128 } as const;
const SEEDS = 2 ** 32;

const OPTIONS = membersOf<SimulateOptions>({
  seed: true,
  runs: true,
  depth: true,
  run: true,
  guide: true,
  seconds: true,
  memory: true,
  properties: true,
  signal: true,
  onProgress: true,
});

/** Refuses options that there are not or that mean nothing, before a run is begun. */
export const settledOptions = (options: SimulateOptions): Settled => {
  refuseUnknown("the options of simulate", options, OPTIONS);
  refuseNoNames(options.properties);
  const { seed, seconds, run } = options;
  const { runs, depth, guide, memory } = { ...DEFAULTS, ...thoseGiven(options) };
  for (const [name, value] of Object.entries({ runs, depth, run: run ?? 1 })) {
    if (!Number.isSafeInteger(value) || value < 1)
      throw new SpecError(`${name} is ${given(value)}. Give a whole number, at least 1, or leave it out.`);
  }
  if (seed !== undefined && (!Number.isSafeInteger(seed) || seed < 0))
    throw new SpecError(`the seed is ${given(seed)}. Give a whole number from 0 to 2^53 - 1, or leave it out.`);
  refuseNoLimits({ memory, seconds });
  if (!GUIDES.includes(guide)) throw new SpecError(`there is no guide "${String(guide)}"; there are ${GUIDES.join(", ")}.`);
  return {
    seed: seed ?? Math.floor(Math.random() * SEEDS),
    runs: run === undefined ? runs : run - 1,
    run,
    depth,
    guide,
    memory,
    seconds: seconds ?? Number.POSITIVE_INFINITY,
  };
};

/** What is undefined counts as left out. */
const thoseGiven = ({
  runs,
  depth,
  guide,
  memory,
}: SimulateOptions): Partial<Pick<Settled, "runs" | "depth" | "guide" | "memory">> =>
  Object.fromEntries(Object.entries({ runs, depth, guide, memory }).filter(([, value]) => value !== undefined));
