import { join } from "node:path";
import type { Listing } from "./directory.ts";
import type { Files } from "./files.ts";
import { IDENTITY_FILE, type Identity, newIdentity, type Owner, writeIdentity } from "./identity.ts";
import { LogError } from "./log-error.ts";
import { writePeers } from "./peers.ts";
import { createSegment } from "./segment.ts";
import { segmentHeaderIn } from "./segment-header.ts";

/**
 * Makes the directory that of a new incarnation, with an empty log. The identity comes last: with it, a directory that has lost
 * its segments cannot be taken for one that never had any, and without it, initialising starts over.
 */
export const initialise = async (files: Files, directory: string, owner: Owner, listing: Listing): Promise<Identity> => {
  for (const { path } of listing.segments) await requireEmpty(files, directory, path);
  const identity = newIdentity(owner);
  const { file } = await createSegment(files, directory, identity, 0, 0);
  await file.close();
  await writePeers(files, directory, new Map());
  await writeIdentity(files, directory, identity);
  return identity;
};

/** An interrupted attempt leaves one segment without a record; the new one replaces it. */
const requireEmpty = async (files: Files, directory: string, path: string): Promise<void> => {
  const bytes = Buffer.from((await files.read(path)) ?? []);
  const header = segmentHeaderIn(bytes);
  if (typeof header !== "string" && "salt" in header && header.firstLsn === 1 && header.size === bytes.length) return;
  throw new LogError(
    "corrupt",
    `${directory} cannot be initialised: ${path} holds records of a log whose ${IDENTITY_FILE} is gone. Bring ` +
      `${join(directory, IDENTITY_FILE)} back, or name another directory.`,
    { file: path },
  );
};
