/** Numbers that depend on a seed and on nothing else. */
export interface Random {
  /** A whole number from 0 to below `n`. */
  below(n: number): number;
  /** A number from 0 to below 1. */
  fraction(): number;
}

const WARM_UP = 16;

/** The generator sfc32 of Chris Doty-Humphrey's PractRand: a stream of its own for each run of each seed. */
export const randomOf = (seed: number, run: number): Random => {
  let a = seed | 0;
  let b = Math.floor(seed / 2 ** 32) | 0;
  let c = run | 0;
  let counter = Math.floor(run / 2 ** 32) | 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < WARM_UP; i++) next();
  const fraction = () => next() / 2 ** 32;
  return { below: (n) => Math.floor(fraction() * n), fraction };
};
