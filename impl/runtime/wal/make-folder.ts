import { dirname, resolve } from "node:path";

/** What it takes: of a file system, or of a test. */
export interface Folders {
  exists(folder: string): Promise<boolean>;
  make(folder: string): Promise<void>;
  /** May be refused with EACCES or EPERM where whoever made the folder lets others only pass through. */
  sync(folder: string): Promise<void>;
}

/**
 * The folder is there when done, with those above it, and on disk. Each is on disk before the next is made in it: so an attempt that
 * was interrupted leaves at most the lowest that is there not on disk, and the next attempt sees to that.
 */
export const makeFolder = async (folder: string, folders: Folders): Promise<void> => {
  const path = resolve(folder);
  const above = dirname(path);
  if (above === path) return;
  const isNew = !(await folders.exists(path));
  if (isNew) {
    await makeFolder(above, folders);
    await folders.make(path);
  }
  // A folder is an entry in the one above it, which is what has to reach the disk.
  await folders.sync(above).catch((error: NodeJS.ErrnoException) => {
    if (isNew || !["EACCES", "EPERM"].includes(error.code ?? "")) throw error;
  });
};
