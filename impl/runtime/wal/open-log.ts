import type { Durable, Protocol } from "../core.ts";
import { type Listing, listDirectory, requireOurs } from "./directory.ts";
import type { Files } from "./files.ts";
import { type Identity, type Owner, readIdentity, requireOwner } from "./identity.ts";
import { initialise } from "./initialise.ts";
import { type Lock, lockDirectory } from "./lock.ts";
import { type Log, logAt } from "./log.ts";
import { asLogError, LogError } from "./log-error.ts";
import { readPeers } from "./peers.ts";
import { realFiles } from "./real-files.ts";
import { recover, type TornTail } from "./recover.ts";
import { writerAt } from "./writer.ts";

export interface LogOptions extends Owner {
  /**
   * Makes the directory that of a new node, with a new incarnation; refused if it has been. Without it, a directory without a log
   * is refused: its node may have run before and lost its disk, and would break promises that it cannot remember.
   */
  readonly initialise?: boolean;
  /** A file that would become longer than this is followed by another: 16 MiB, unless told. */
  readonly segmentBytes?: number;
}

export interface OpenedLog<P extends Protocol> {
  readonly log: Log<P>;
  /** What the node's core is to boot from. */
  readonly durable: Durable<P>;
  /** What was cut off the end, if anything was. Nobody had been told that it was durable. */
  readonly torn?: TornTail;
}

/** What the log stands on: tests exchange it. */
export interface Ground {
  readonly files: Files;
  lock(directory: string): Promise<Lock>;
}

const realGround: Ground = { files: realFiles, lock: lockDirectory };

/** Opens the log in a directory of its own. Throws `LogError`; nothing is then left open. */
export const openLog = async <P extends Protocol>(
  directory: string,
  options: LogOptions,
  ground: Ground = realGround,
): Promise<OpenedLog<P>> => {
  try {
    return await open(directory, options, ground);
  } catch (error) {
    throw asLogError(error, `The log in ${directory} cannot be opened`, "See to the disk and to the rights on the directory.");
  }
};

const open = async <P extends Protocol>(
  directory: string,
  options: LogOptions,
  { files, lock }: Ground,
): Promise<OpenedLog<P>> => {
  requireSensible(options);
  // Looked at first, so that nothing is written where no log is wanted, and again under the lock.
  await examine(files, directory, options);
  if (options.initialise) await files.makeFolder(directory);
  const held = await lock(directory);
  try {
    return await openLocked(directory, options, files, held);
  } catch (error) {
    await held.release().catch(() => {});
    throw error;
  }
};

const openLocked = async <P extends Protocol>(
  directory: string,
  options: LogOptions,
  files: Files,
  lock: Lock,
): Promise<OpenedLog<P>> => {
  const before = await examine(files, directory, options);
  for (const path of before.listing.unfinished) await files.remove(path);
  const identity = before.identity ?? (await initialise(files, directory, options, before.listing));
  const { listing } = before.identity ? before : await examine(files, directory, { ...options, initialise: false });
  const peers = await readPeers(files, directory);
  const { records, sealed, tail, torn } = await recover(files, directory, identity, listing);
  const place = { files, directory, identity, segmentBytes: options.segmentBytes ?? SEGMENT_BYTES };
  const log = logAt<P>(place, writerAt(place, sealed, tail), tail.lsn, peers, lock);
  const durable: Durable<P> = { lsn: tail.lsn, records: records as readonly P["record"][] };
  return torn ? { log, durable, torn } : { log, durable };
};

const SEGMENT_BYTES = 1 << 24;

interface Examined {
  readonly listing: Listing;
  /** None in a directory that is to be initialised. */
  readonly identity?: Identity;
}

const examine = async (files: Files, directory: string, options: LogOptions): Promise<Examined> => {
  const listing = (await listDirectory(files, directory)) ?? { segments: [], unfinished: [], foreign: [] };
  const identity = await readIdentity(files, directory);
  if (identity) {
    requireOwner(directory, identity, options);
    if (options.initialise) throw alreadyInitialised(directory, identity);
  } else if (!options.initialise) throw notInitialised(directory, options, listing);
  requireOurs(directory, listing);
  return identity ? { listing, identity } : { listing };
};

const alreadyInitialised = (directory: string, { node, cluster, incarnation }: Identity): LogError =>
  new LogError(
    "already-initialised",
    `${directory} already is that of node ${node} of cluster ${cluster}, incarnation ${incarnation}. Open it without asking for it ` +
      "to be initialised: a service that always asks for that could not notice that it lost its disk.",
    { file: directory },
  );

const notInitialised = (directory: string, { node, cluster }: LogOptions, { segments }: Listing): LogError =>
  new LogError(
    "not-initialised",
    segments.length === 0
      ? `${directory} holds no log. If node ${node} of cluster ${cluster} never ran before, have the directory initialised. If it ` +
          "did, its disk was lost or another one is mounted: bring the directory back, or let a new node join under another name. An " +
          "empty disk must not take the node's place, since it has forgotten what the node promised."
      : `${directory} holds segments of a log, but no identity.json. If it was being initialised and that was interrupted, have it ` +
          "initialised again. Otherwise somebody removed that file: bring it back.",
    { file: directory },
  );

const requireSensible = ({ cluster, node, protocol, version, segmentBytes = SEGMENT_BYTES }: LogOptions): void => {
  if (!cluster || !node || !protocol)
    throw new LogError("misuse", "A log needs the names of its cluster, its node and its protocol.");
  if (!Number.isSafeInteger(version)) throw new LogError("misuse", `A protocol's version is a whole number, not ${version}.`);
  if (!Number.isSafeInteger(segmentBytes) || segmentBytes < 1)
    throw new LogError("misuse", `The bytes of a segment are a whole number from 1, not ${segmentBytes}.`);
};
