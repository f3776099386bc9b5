// What the log asks of a file system. Tests put one under it that loses, tears and reorders what was not yet synced.

export interface Files {
  /** The names in a folder; nothing if there is no such folder. */
  list(folder: string): Promise<readonly string[] | undefined>;
  /** A whole file; nothing if there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** To write: a new file, empty even if there was one before, or one that exists. */
  open(path: string, how: "new" | "existing"): Promise<OpenFile>;
  /** Atomic: whoever looks sees the old file or the new one. Durable once the folder is synced. */
  rename(from: string, to: string): Promise<void>;
  /** Durable once the folder is synced. */
  remove(path: string): Promise<void>;
  /** What was created, renamed and removed in the folder is on disk. */
  syncFolder(folder: string): Promise<void>;
  /** With the folders above it, on disk when done, also where it exists: who made it may have been interrupted. */
  makeFolder(folder: string): Promise<void>;
}

export interface OpenFile {
  /** All of the bytes, from this offset on, growing the file if need be. Not on disk before `sync`. */
  write(bytes: Uint8Array, offset: number): Promise<void>;
  truncate(size: number): Promise<void>;
  /** What was written to the file, and its size, are on disk: fdatasync. After an error they may never be. */
  sync(): Promise<void>;
  close(): Promise<void>;
}
