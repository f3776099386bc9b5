import { type FileHandle, mkdir, open, readdir, readFile, rename, stat, unlink } from "node:fs/promises";
import type { Files, OpenFile } from "./files.ts";
import { makeFolder } from "./make-folder.ts";

/** The file system of this machine. */
export const realFiles: Files = {
  list: (folder) => orNothing(readdir(folder)),
  read: (path) => orNothing(readFile(path)),
  open: async (path, how) => openFile(await open(path, how === "new" ? "w" : "r+")),
  rename,
  remove: unlink,
  syncFolder: async (folder) => {
    const handle = await open(folder, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  makeFolder: (folder) =>
    makeFolder(folder, {
      exists: async (path) => (await orNothing(stat(path))) !== undefined,
      // Another process may make it at the same time.
      make: async (path) => void (await mkdir(path, { recursive: true })),
      sync: realFiles.syncFolder,
    }),
};

const openFile = (handle: FileHandle): OpenFile => ({
  write: async (bytes, offset) => {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, offset + done);
      if (bytesWritten === 0)
        throw new Error(`nothing of ${bytes.length - done} bytes could be written at byte ${offset + done}`);
      done += bytesWritten;
    }
  },
  truncate: (size) => handle.truncate(size),
  // On macOS libuv asks for F_FULLFSYNC here, since fdatasync there stops short of the disk.
  sync: () => handle.datasync(),
  close: () => handle.close(),
});

const orNothing = <T>(found: Promise<T>): Promise<T | undefined> =>
  found.catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
