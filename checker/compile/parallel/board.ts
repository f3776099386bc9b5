// What the threads of a search share in a window, beside the state table: who does what, and what came of it.

/** What all threads do at a time. */
export const DUTIES = ["survey", "try", "claim", "settle", "refine", "fill", "end"] as const;
export type Duty = (typeof DUTIES)[number];

/** Places in `control`. */
export const AT = {
  /** Counts the duties that were given out. */
  turn: 0,
  duty: 1,
  /** Threads beside the first that are through with their duty. */
  done: 2,
  /** Threads beside the first that are waiting for their first duty. */
  ready: 3,
  /** Counts how often the state table was replaced by a larger one. */
  memory: 4,
  /** The next chunk to be taken. */
  cursor: 5,
  /** The first chunk in which something unusual was met. */
  unusual: 6,
  /** The window: states from here on, before there, in so many chunks; of which so many are still to be dealt with. */
  from: 7,
  to: 8,
  chunks: 9,
  kept: 10,
  /** States stored before the window. */
  stored: 11,
  /** Threads whose part of the index found no room. */
  crowded: 12,
} as const;

/** Numbers of a row in `chunks`: where its candidates begin and end, -1 before it was surveyed, and where its new states are stored. */
export const CHUNK = { begin: 0, end: 1, base: 2, numbers: 3 } as const;

/** States of a window that all threads expand, to be compared. */
export const TRIED = 3;

/** What the board is made for. */
export interface Extent {
  readonly threads: number;
  readonly statesPerChunk: number;
  readonly mostChunks: number;
  /** Of a state. */
  readonly words: number;
  /** Candidates that each thread has room for. */
  readonly candidates: number;
  /** Counts kept of a chunk, and flags of a thread; and how many witnesses there are. */
  readonly counts: number;
  readonly flags: number;
  readonly witnesses: number;
}

export interface Board {
  readonly extent: Extent;
  readonly control: Int32Array;
  readonly chunks: Int32Array;
  /** By chunk and thread, how many of the candidates are new states of that thread's regions. */
  readonly winners: Int32Array;
  /** By chunk, what the kernel counts. */
  readonly counts: Float64Array;
  /** By thread, what the kernel notes once and for all. */
  readonly flags: Uint8Array;
  readonly witnessed: Uint8Array;
  /** By thread, what came of the states that all expand. */
  readonly tried: Int32Array;
  readonly candidates: {
    readonly words: Int32Array;
    readonly hashes: Int32Array;
    readonly parents: Int32Array;
    readonly slots: Int32Array;
    readonly winners: Int32Array;
  };
}

const integers = (length: number) => new Int32Array(new SharedArrayBuffer(length * 4));
const bytes = (length: number) => new Uint8Array(new SharedArrayBuffer(length));

export const boardOf = (extent: Extent): Board => {
  const { threads, mostChunks, words, counts, flags, witnesses } = extent;
  const candidates = threads * extent.candidates;
  return {
    extent,
    control: integers(Object.keys(AT).length),
    chunks: integers(mostChunks * CHUNK.numbers),
    winners: integers(mostChunks * threads),
    counts: new Float64Array(new SharedArrayBuffer(mostChunks * counts * 8)),
    flags: bytes(threads * flags),
    witnessed: bytes(witnesses),
    tried: integers(threads * TRIED),
    candidates: {
      words: integers(candidates * words),
      hashes: integers(candidates),
      parents: integers(candidates),
      slots: integers(candidates),
      // Threads number what they win alternately, and one may win more than another.
      winners: integers(2 * candidates),
    },
  };
};

export const bytesOf = ({ threads, mostChunks, words, candidates, counts }: Extent): number =>
  threads * candidates * (words + 5) * 4 + mostChunks * (counts * 8 + (threads + CHUNK.numbers) * 4);

const MOST_CANDIDATE_BYTES = 32 * 2 ** 20;

/** Room for candidates: so many at most, or fewer where a state is wide. */
export const candidatesFor = (words: number, most: number): number =>
  Math.min(most, Math.floor(MOST_CANDIDATE_BYTES / ((words + 5) * 4)));
