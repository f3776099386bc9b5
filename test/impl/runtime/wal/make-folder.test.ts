import { dirname } from "node:path";
import { expect, test } from "vitest";
import { type Folders, makeFolder } from "../../../../impl/runtime/wal/make-folder.ts";

/** Folders, those of them that a power failure leaves, and what was called. */
class Tree {
  readonly there = new Set(["/", "/srv"]);
  readonly onDisk = new Set(this.there);
  readonly calls: string[] = [];
  /** Calls until the process is killed. */
  left = Number.POSITIVE_INFINITY;
  closed = "";

  readonly folders: Folders = {
    exists: async (folder) => this.there.has(folder),
    make: async (folder) => {
      this.#call(`make ${folder}`);
      expect(this.onDisk).toContain(dirname(folder));
      this.there.add(folder);
    },
    sync: async (folder) => {
      this.#call(`sync ${folder}`);
      if (folder === this.closed) throw Object.assign(new Error("no"), { code: "EACCES" });
      for (const one of this.there) if (dirname(one) === folder) this.onDisk.add(one);
    },
  };

  #call(call: string): void {
    if (this.left-- <= 0) throw new Error("killed");
    this.calls.push(call);
  }
}

test("each is on disk before the next is made in it", async () => {
  const tree = new Tree();
  await makeFolder("/srv/q/a", tree.folders);
  expect(tree.calls).toEqual(["sync /", "make /srv/q", "sync /srv", "make /srv/q/a", "sync /srv/q"]);
  expect([...tree.onDisk]).toEqual(["/", "/srv", "/srv/q", "/srv/q/a"]);
});

test("killed at any call, the next attempt has all of them on disk", async () => {
  let kills = 0;
  for (let isKilled = true; isKilled; kills++) {
    const tree = new Tree();
    tree.left = kills;
    isKilled = await makeFolder("/srv/q/r/a", tree.folders).then(
      () => false,
      () => true,
    );
    tree.left = Number.POSITIVE_INFINITY;
    await makeFolder("/srv/q/r/a", tree.folders);
    expect([...tree.onDisk]).toEqual(["/", "/srv", "/srv/q", "/srv/q/r", "/srv/q/r/a"]);
  }
  expect(kills).toBe(8);
});

test("a folder that exists may stand in one that only others may read; a new one may not", async () => {
  const tree = new Tree();
  tree.closed = "/";
  await makeFolder("/srv", tree.folders);
  tree.closed = "/srv";
  await expect(makeFolder("/srv/q", tree.folders)).rejects.toThrow("no");
});
