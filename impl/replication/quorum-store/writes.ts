// The writes that a coordinator has chosen versions for: a client that asks again asks for the same write. They are in the log,
// and outlive a restart. The latest alone are kept, in two generations.
import { type Buckets, bucketsOf, entries, find, having } from "../../runtime/buckets.ts";
import type { Lsn } from "../../runtime/core.ts";
import type { StoreRecord } from "./messages.ts";
import type { Version } from "./version.ts";

export interface Write {
  readonly session: string;
  readonly seq: number;
  readonly version: Version;
  /** Of the command, which is asked for again with its value. */
  readonly digest: string;
  /** Where the log says so. */
  readonly lsn: Lsn;
  /** As many replicas as it asked for have stored it. The log does not say so. */
  readonly isStored: boolean;
}

/** By sessions, and stretches of their numbers: what a session writes comes together, and is few. */
type Generation = Buckets<readonly Write[]>;

export interface Writes {
  readonly young: Generation;
  readonly old: Generation;
  /** How many each holds. */
  readonly sizes: { readonly young: number; readonly old: number };
}

type Asked = Pick<Write, "session" | "seq">;
export type WriteRecord = Extract<StoreRecord, { type: "Write" }>;

const STRETCH = 16;
const nameOf = ({ session, seq }: Asked): string => `${Math.floor(seq / STRETCH)} ${session}`;

const isSame = (one: Asked, other: Asked): boolean => one.seq === other.seq && one.session === other.session;

export const recall = ({ young, old }: Writes, asked: Asked): Write | undefined => {
  const name = nameOf(asked);
  const isIt = (write: Write) => isSame(write, asked);
  return find(young, name)?.find(isIt) ?? find(old, name)?.find(isIt);
};

/** Those, and this one: a new one, or more of one that is known. */
export const withWrite = ({ young, old, sizes }: Writes, write: Write, most: number): Writes => {
  const name = nameOf(write);
  const stretch = find(young, name) ?? [];
  const at = stretch.findIndex((one) => isSame(one, write));
  if (at >= 0) return { young: having(young, name, stretch.with(at, write)), old, sizes };
  if (sizes.young >= most) return { young: having({}, name, [write]), old: young, sizes: { young: 1, old: sizes.young } };
  return { young: having(young, name, [...stretch, write]), old, sizes: { young: sizes.young + 1, old: sizes.old } };
};

/** What a log says of them. */
export const writesOf = (records: Iterable<WriteRecord>, most: number): Writes => {
  let young = new Map<string, Write[]>();
  let old = new Map<string, Write[]>();
  let sizes = { young: 0, old: 0 };
  for (const { session, seq, version, digest } of records) {
    const write = { session, seq, version, digest, lsn: 0, isStored: false };
    const name = nameOf(write);
    // A checkpoint says again what was said before.
    if (young.get(name)?.some((one) => isSame(one, write))) continue;
    if (sizes.young >= most) [young, old, sizes] = [new Map(), young, { young: 0, old: sizes.young }];
    const stretch = young.get(name);
    if (stretch) stretch.push(write);
    else young.set(name, [write]);
    sizes.young++;
  }
  return { young: bucketsOf(young), old: bucketsOf(old), sizes };
};

/** The older generation first. */
export const allWrites = ({ young, old }: Writes): readonly Write[] =>
  [...entries(old), ...entries(young)].flatMap(([, stretch]) => stretch);

export const recordOf = ({ session, seq, version, digest }: Omit<Write, "lsn" | "isStored">): WriteRecord => ({
  type: "Write",
  session,
  seq,
  version,
  digest,
});
