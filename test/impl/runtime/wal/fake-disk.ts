// A disk that keeps of what was not synced whatever it likes, sector by sector and name by name.
import type { Files, OpenFile } from "../../../../impl/runtime/wal/files.ts";

/** One of `of` possibilities, from 0. */
export type Choose = (of: number) => number;

export type CallKind = "create" | "write" | "truncate" | "sync" | "rename" | "remove" | "syncFolder";

/** What becomes of a call that changes something: an error, or the end of the process while it runs. */
export type Fault = { readonly error: string } | "die" | undefined;

export type Faults = (call: number, kind: CallKind, path: string) => Fault;

interface Inode {
  /** What the file system shows. */
  bytes: Buffer;
  /** What a power failure leaves for certain. */
  onDisk: Buffer;
  /** Sectors and size that are yet to be written. */
  readonly dirty: Set<number>;
  isSizeDirty: boolean;
}

type Names = Map<string, Inode>;

const SECTOR = 32;

export class FakeDisk {
  readonly calls: { readonly kind: CallKind; readonly path: string }[] = [];
  /** Settles when a fault ends the process; its calls never return. */
  readonly died: Promise<"died">;
  readonly #names: Names;
  readonly #namesOnDisk: Names;
  readonly #pending: ((names: Names) => void)[] = [];
  readonly #fault: Faults;
  readonly #choose: Choose;
  #isDead = false;
  #die!: () => void;

  constructor(fault: Faults = () => undefined, choose: Choose = () => 0, names: Names = new Map(), onDisk = new Map(names)) {
    this.#fault = fault;
    this.#choose = choose;
    this.#names = names;
    this.#namesOnDisk = onDisk;
    this.died = new Promise((resolve) => {
      this.#die = () => {
        this.#isDead = true;
        resolve("died");
      };
    });
  }

  /** The disk after a power failure: of what was pending, `choose` says what got there. */
  powerFailed(choose: Choose, fault?: Faults): FakeDisk {
    const names = new Map(this.#namesOnDisk);
    for (const apply of this.#pending) if (choose(2) === 1) apply(names);
    const left: Names = new Map([...names].map(([path, inode]) => [path, survivor(inode, choose)]));
    return new FakeDisk(fault, choose, left);
  }

  /** The disk after the process alone ended: what is pending still is. */
  restarted(fault?: Faults): FakeDisk {
    const next = new FakeDisk(fault, this.#choose, this.#names, this.#namesOnDisk);
    next.#pending.push(...this.#pending);
    return next;
  }

  /** The bytes of a file as it is shown, to be damaged by hand: they count as on disk. */
  edit(path: string, change: (bytes: Buffer) => Buffer | undefined): void {
    const changed = change(Buffer.from(this.#names.get(path)?.bytes ?? []));
    for (const names of [this.#names, this.#namesOnDisk])
      if (changed) names.set(path, { bytes: changed, onDisk: Buffer.from(changed), dirty: new Set(), isSizeDirty: false });
      else names.delete(path);
  }

  paths(): string[] {
    return [...this.#names.keys()].sort();
  }

  /** Runs a call that changes something, unless it ends the process: then it is pending, and never returns. */
  async #call(kind: CallKind, path: string, change: () => void, isBarrier = false, onError = () => {}): Promise<void> {
    if (this.#isDead) return new Promise(() => {});
    const fault = this.#fault(this.calls.length, kind, path);
    this.calls.push({ kind, path });
    if (fault === "die") {
      if (!isBarrier) change();
      this.#die();
      return new Promise(() => {});
    }
    if (fault) {
      onError();
      throw Object.assign(new Error(`${fault.error}: made up, ${kind} '${path}'`), { code: fault.error });
    }
    change();
  }

  readonly files: Files = {
    makeFolder: async () => {},
    list: async (folder) =>
      this.paths().flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : [])),
    read: async (path) => {
      const inode = this.#names.get(path);
      return inode && Buffer.from(inode.bytes);
    },
    open: async (path, how) => {
      if (how === "new")
        await this.#call("create", path, () => {
          const inode: Inode = { bytes: Buffer.alloc(0), onDisk: Buffer.alloc(0), dirty: new Set(), isSizeDirty: false };
          this.#rename((names) => names.set(path, inode));
        });
      const inode = this.#names.get(path);
      if (!inode) throw Object.assign(new Error(`ENOENT: ${path}`), { code: "ENOENT" });
      return this.#open(path, inode);
    },
    rename: (from, to) =>
      this.#call("rename", from, () => {
        const inode = this.#names.get(from)!;
        this.#rename((names) => {
          names.delete(from);
          names.set(to, inode);
        });
      }),
    remove: (path) => this.#call("remove", path, () => this.#rename((names) => names.delete(path))),
    syncFolder: (folder) =>
      this.#call(
        "syncFolder",
        folder,
        () => {
          for (const apply of this.#pending.splice(0)) apply(this.#namesOnDisk);
        },
        true,
      ),
  };

  #rename(apply: (names: Names) => void): void {
    apply(this.#names);
    this.#pending.push(apply);
  }

  #open(path: string, inode: Inode): OpenFile {
    const write = (bytes: Uint8Array, offset: number): void => {
      const end = offset + bytes.length;
      if (end > inode.bytes.length) inode.bytes = Buffer.concat([inode.bytes, Buffer.alloc(end - inode.bytes.length)]);
      inode.bytes.set(bytes, offset);
      for (let sector = Math.floor(offset / SECTOR); sector * SECTOR < end; sector++) inode.dirty.add(sector);
      if (end > inode.onDisk.length) inode.isSizeDirty = true;
    };
    return {
      write: (bytes, offset) => {
        const half = () => write(bytes.subarray(0, bytes.length >> 1), offset);
        return this.#call("write", path, () => write(bytes, offset), false, half);
      },
      truncate: (size) =>
        this.#call("truncate", path, () => {
          inode.bytes = Buffer.from(inode.bytes.subarray(0, size));
          inode.isSizeDirty = true;
        }),
      sync: () =>
        this.#call(
          "sync",
          path,
          () => {
            inode.onDisk = survivor(inode, (of) => of - 1).onDisk;
            inode.dirty.clear();
            inode.isSizeDirty = false;
          },
          true,
          // As Linux does it: some of the pages were written, the others count as if they were, and are still shown.
          () => {
            inode.onDisk = survivor(inode, this.#choose).onDisk;
            inode.dirty.clear();
            inode.isSizeDirty = false;
          },
        ),
      close: async () => {},
    };
  }
}

/**
 * The file after a power failure: any of its dirty sectors were written, and what a file grew by may be zeros or rubbish. If the last
 * possibility is always chosen, everything was written.
 */
const survivor = ({ bytes, onDisk, dirty, isSizeDirty }: Inode, choose: Choose): Inode => {
  const sizes = isSizeDirty ? [onDisk.length, (onDisk.length + bytes.length) >> 1, bytes.length] : [onDisk.length];
  const left = Buffer.alloc(sizes[choose(sizes.length)], dirty.size > 0 && choose(2) === 1 ? 0x5a : 0);
  onDisk.copy(left);
  for (const sector of dirty) {
    const at = sector * SECTOR;
    if (at < left.length && choose(2) === 1) left.set(bytes.subarray(at, Math.min(at + SECTOR, left.length)), at);
  }
  return { bytes: left, onDisk: Buffer.from(left), dirty: new Set(), isSizeDirty: false };
};
