// Up to where the log may have forgotten its records. A first segment that somebody deleted to free the disk would else look like
// one that was discarded, and the node would start without what it promised there.
import { join } from "node:path";
import type { Lsn } from "../core.ts";
import { checksum, hexOf } from "./checksum.ts";
import type { Files } from "./files.ts";
import { LogError } from "./log-error.ts";
import { replaceFile } from "./replace-file.ts";

export const DISCARDED_FILE = "discarded.json";
const FORMAT = 1;

const sumOf = (upTo: unknown): string => hexOf(checksum(Buffer.from(JSON.stringify({ upTo }))));

/** On disk when done: records after this one must be there when the log is opened again. */
export const writeDiscarded = (files: Files, directory: string, upTo: Lsn): Promise<void> =>
  replaceFile(
    files,
    directory,
    DISCARDED_FILE,
    Buffer.from(`${JSON.stringify({ format: FORMAT, upTo, checksum: sumOf(upTo) })}\n`),
  );

/** A log that never discarded anything has no such file. */
export const readDiscarded = async (files: Files, directory: string): Promise<Lsn> => {
  const file = join(directory, DISCARDED_FILE);
  const bytes = await files.read(file);
  if (!bytes) return 0;
  const upTo = parsed(bytes);
  if (upTo === undefined)
    throw new LogError(
      "corrupt",
      `${file} does not say up to where the log was discarded. It was written before the first segment that is not needed any more ` +
        `was deleted, as {"format": ${FORMAT}, "upTo": number, "checksum": text}. Bring it back as it was.`,
      { file },
    );
  return upTo;
};

const parsed = (bytes: Uint8Array): Lsn | undefined => {
  try {
    const said: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    if (typeof said !== "object" || said === null || !("format" in said) || !("upTo" in said) || !("checksum" in said))
      return undefined;
    return said.format === FORMAT && said.checksum === sumOf(said.upTo) ? (said.upTo as Lsn) : undefined;
  } catch {
    return undefined;
  }
};
