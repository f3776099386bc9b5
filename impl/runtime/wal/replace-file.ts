import { join } from "node:path";
import type { Files } from "./files.ts";

/** Of a file that is not finished: whoever opens the log removes it. */
export const UNFINISHED = ".unfinished";

/** The file has these bytes when done, on disk. Whenever it is interrupted, it has either its old bytes or all of these. */
export const replaceFile = async (files: Files, directory: string, name: string, bytes: Uint8Array): Promise<void> => {
  const unfinished = join(directory, name + UNFINISHED);
  const file = await files.open(unfinished, "new");
  try {
    await file.write(bytes, 0);
    await file.sync();
  } finally {
    await file.close();
  }
  await files.rename(unfinished, join(directory, name));
  await files.syncFolder(directory);
};
