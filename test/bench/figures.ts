/** What a search did, and how fast. */
export interface Figures {
  readonly states: number;
  readonly generated: number;
  readonly seconds: number;
  /** All that the search allocated; unknown of what is not ours. */
  readonly bytesPerState?: number;
}

export const statesPerSecond = ({ states, seconds }: Figures): number => states / seconds;
export const generatedPerSecond = ({ generated, seconds }: Figures): number => generated / seconds;

/** The run in the middle: a mean would be of the machine's other work, and the best of luck. */
export const median = <T>(runs: readonly T[], by: (run: T) => number): T =>
  runs.toSorted((a, b) => by(a) - by(b))[Math.floor(runs.length / 2)];
