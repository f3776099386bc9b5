// One process has a log open. Node has no flock, and a lock file with a process number in it lies when the number is used again,
// after a restart, and from container to container. So the holder listens on a Unix socket in the directory: whether it lives
// is asked of the kernel, by connecting, which closes the socket however the process ends, `kill -9` included.
//
// Who holds it is said by symbolic links in the lock folder, named 1, 2, 3, ..., each pointing to the socket of a process that held
// or holds the lock. Making a link is atomic and fails if the name is taken. The highest link's process holds the lock, if it lives.
// To take over, a process makes the next link. Of two that see the same dead holder, only one can make it. One that was so slow
// that the link it makes has been passed meanwhile sees a higher one, and withdraws. A dead socket never comes back to life, since
// its name is random. A link is removed only by the holder of a higher one, so numbers are not used twice.
//
// Limits: all processes must run on one kernel (not on two machines that share a network file system), and the file system must
// have sockets and symbolic links. Linux and macOS; not Windows.
import { randomBytes } from "node:crypto";
import { mkdir, readdir, readlink, symlink, unlink } from "node:fs/promises";
import { join } from "node:path";
import { LOCK_FOLDER } from "./directory.ts";
import { isListening, type Listener, listenIn } from "./lock-socket.ts";
import { LogError } from "./log-error.ts";

export interface Lock {
  release(): Promise<void>;
}

/** Takes the lock of a log's directory, or throws a `LogError` that names the process that holds it. */
export const lockDirectory = async (directory: string): Promise<Lock> => {
  const folder = join(directory, LOCK_FOLDER);
  await mkdir(folder, { recursive: true });
  const listener = await listenIn(folder, `${process.pid}-${randomBytes(6).toString("hex")}`);
  try {
    await takeOver(directory, folder, listener);
  } catch (error) {
    await listener.close();
    throw error;
  }
  // The link stays, so that the next number is a higher one.
  return { release: listener.close };
};

const takeOver = async (directory: string, folder: string, { name, reach }: Listener): Promise<void> => {
  for (;;) {
    const links = await linksIn(folder);
    const newest = links.at(-1);
    if (newest && (await isListening(join(reach, newest.socket)))) throw held(directory, newest.socket);
    const number = (newest?.number ?? 0) + 1;
    if (!(await madeLink(name, join(folder, String(number))))) continue;
    const after = await linksIn(folder);
    if (after.at(-1)?.number === number) return removeAll(folder, links);
    await unlink(join(folder, String(number))).catch(() => {});
  }
};

interface Link {
  readonly number: number;
  /** The name of the socket it points to: the process number, and chance. */
  readonly socket: string;
}

/** In the order of their numbers. */
const linksIn = async (folder: string): Promise<Link[]> => {
  const links: Link[] = [];
  for (const entry of await readdir(folder)) {
    if (!/^[1-9]\d*$/.test(entry)) continue;
    // One that is gone by now was removed by the holder of a higher one.
    const socket = await readlink(join(folder, entry)).catch(nothingIfGone);
    if (socket !== undefined) links.push({ number: Number(entry), socket });
  }
  return links.sort((a, b) => a.number - b.number);
};

const nothingIfGone = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== "ENOENT") throw error;
};

const madeLink = async (target: string, path: string): Promise<boolean> => {
  try {
    await symlink(target, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
};

const removeAll = async (folder: string, links: readonly Link[]): Promise<void> => {
  for (const { number, socket } of links) {
    await unlink(join(folder, socket)).catch(() => {});
    await unlink(join(folder, String(number))).catch(() => {});
  }
};

const held = (directory: string, socket: string): LogError => {
  const pid = socket.split("-")[0];
  return new LogError(
    "locked",
    `Process ${pid} has the log in ${directory} open. Stop it first, or name another directory: two processes would destroy the log.`,
    { file: directory },
  );
};
