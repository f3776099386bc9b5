import { type FileHandle, mkdir, open, readdir, readFile, rename, unlink } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Files, OpenFile } from "./files.ts";

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
  makeFolder: async (folder) => {
    const first = await mkdir(folder, { recursive: true });
    if (first === undefined) return;
    // Each new folder is an entry in the one above it, which is what has to reach the disk.
    const end = dirname(resolve(first));
    for (let above = dirname(resolve(folder)); ; above = dirname(above)) {
      await realFiles.syncFolder(above);
      if (above === end) return;
    }
  },
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
