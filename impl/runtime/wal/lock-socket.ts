import { type FileHandle, open } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import { LogError } from "./log-error.ts";

/** A socket that a process listens on until it ends. */
export interface Listener {
  readonly name: string;
  /** A path of the folder that is short enough to connect through. */
  readonly reach: string;
  close(): Promise<void>;
}

/** What a socket's path may have: 103 bytes on macOS, 107 on Linux. */
const PATH_BYTES = 103;

export const listenIn = async (folder: string, name: string): Promise<Listener> => {
  const handle = await handleIfLong(folder, name);
  const reach = handle ? `/proc/self/fd/${handle.fd}` : folder;
  // Whoever connects wants to know only whether it can.
  const server = createServer((socket) => socket.on("error", () => {}).destroy());
  try {
    await listening(server, join(reach, name));
  } catch (error) {
    await handle?.close();
    throw error;
  }
  // The lock of an idle process must not keep it alive.
  server.unref();
  const close = async (): Promise<void> => {
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await handle?.close();
  };
  return { name, reach, close };
};

/** Whether a process listens on this socket. The kernel knows, even if that process is stopped or busy. */
export const isListening = (path: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED" || error.code === "ENOENT") resolve(false);
      // Too many connect at once.
      else if (error.code === "EAGAIN") resolve(true);
      else reject(error);
    });
  });

/** On Linux, a folder that is open has a short path, however long its own is. */
const handleIfLong = async (folder: string, name: string): Promise<FileHandle | undefined> => {
  const bytes = Buffer.byteLength(join(folder, name));
  if (bytes <= PATH_BYTES) return undefined;
  if (process.platform === "linux") return open(folder, "r");
  throw new LogError(
    "misuse",
    `${folder} has too long a path: with a socket's name in it, it has ${bytes} bytes, and a socket's may have ${PATH_BYTES}. Name ` +
      "a directory with a shorter path, or one relative to where the process runs.",
    { file: folder },
  );
};

const listening = (server: Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => {
      server.off("error", reject).on("error", () => {});
      resolve();
    });
  });
