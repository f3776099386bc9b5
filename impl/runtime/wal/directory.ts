import { join } from "node:path";
import { DISCARDED_FILE } from "./discarded.ts";
import type { Files } from "./files.ts";
import { IDENTITY_FILE } from "./identity.ts";
import { LogError } from "./log-error.ts";
import { PEERS_FILE } from "./peers.ts";
import { UNFINISHED } from "./replace-file.ts";
import { firstLsnIn, type Segment } from "./segment.ts";

/** Of the folder in which processes agree who has the log open. */
export const LOCK_FOLDER = "lock";

/** What is in a log's directory, by name. */
export interface Listing {
  /** Oldest first. */
  readonly segments: readonly Segment[];
  /** Paths of files that were being written when a process stopped. */
  readonly unfinished: readonly string[];
  readonly foreign: readonly string[];
}

/** Nothing if there is no such directory. What starts with a dot, and a file system's lost+found, belongs to others and is let be. */
export const listDirectory = async (files: Files, directory: string): Promise<Listing | undefined> => {
  const names = await files.list(directory);
  if (!names) return undefined;
  const segments: Segment[] = [];
  const unfinished: string[] = [];
  const foreign: string[] = [];
  for (const name of [...names].sort()) {
    const firstLsn = firstLsnIn(name);
    if (firstLsn !== undefined) segments.push({ path: join(directory, name), firstLsn });
    else if (isUnfinished(name)) unfinished.push(join(directory, name));
    else if (!isKnown(name)) foreign.push(name);
  }
  return { segments, unfinished, foreign };
};

/** Refuses a directory in which there is something that no log puts there: it may be another's, or a segment renamed by hand. */
export const requireOurs = (directory: string, { foreign }: Listing): void => {
  if (foreign.length === 0) return;
  const more = foreign.length > 3 ? ` and ${foreign.length - 3} more` : "";
  throw new LogError(
    "foreign",
    `${directory} holds what is not of a log: ${foreign.slice(0, 3).join(", ")}${more}. A log has its directory to itself. ` +
      "Move these elsewhere, or name another directory.",
    { file: join(directory, foreign[0]) },
  );
};

const NAMED = [IDENTITY_FILE, PEERS_FILE, DISCARDED_FILE];

const isKnown = (name: string): boolean => [...NAMED, LOCK_FOLDER, "lost+found"].includes(name) || name.startsWith(".");

const isUnfinished = (name: string): boolean => {
  if (!name.endsWith(UNFINISHED)) return false;
  const finished = name.slice(0, -UNFINISHED.length);
  return NAMED.includes(finished) || firstLsnIn(finished) !== undefined;
};
