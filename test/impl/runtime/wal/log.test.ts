import { describe, expect, test } from "vitest";
import { LogError } from "../../../../impl/runtime/wal/log-error.ts";
import { openLog } from "../../../../impl/runtime/wal/open-log.ts";
import { type CallKind, FakeDisk } from "./fake-disk.ts";
import { type Line, type Lines, openOn } from "./workload.ts";

const line = (number: number, text = ""): Line => ({ type: "line", number, text });

const fresh = async (segmentBytes = 400, disk = new FakeDisk()) => {
  const { log } = await openOn(disk, { initialise: true, segmentBytes });
  disk.calls.length = 0;
  return { disk, log };
};

const kinds = (disk: FakeDisk): CallKind[] => disk.calls.map(({ kind }) => kind);

const segmentsOf = (disk: FakeDisk): number[] =>
  disk
    .paths()
    .flatMap((path) => /segment-0*(\d+)\.wal$/.exec(path)?.[1] ?? [])
    .map(Number);

const refusal = async (action: () => unknown): Promise<unknown> => {
  try {
    await action();
  } catch (error) {
    return error;
  }
  return expect.fail("nothing was refused");
};

describe("appending and syncing", () => {
  test("records are numbered from 1, and come back", async () => {
    const { disk, log } = await fresh();
    expect([log.lsn, log.durableLsn]).toEqual([0, 0]);
    expect(log.append([line(1), line(2)])).toBe(2);
    expect(log.append([])).toBe(2);
    expect(log.append([line(3)])).toBe(3);
    expect([log.lsn, log.durableLsn]).toEqual([3, 0]);
    expect(await log.sync()).toBe(3);
    expect([log.lsn, log.durableLsn]).toEqual([3, 3]);
    await log.close();
    expect((await openOn(disk)).durable).toEqual({ lsn: 3, records: [line(1), line(2), line(3)] });
  });

  test("what is appended in one turn is one write and one fdatasync, however often it is synced", async () => {
    const { disk, log } = await fresh(1 << 20);
    const synced: Promise<number>[] = [];
    for (let number = 1; number <= 1000; number++) {
      log.append([line(number)]);
      synced.push(log.sync());
    }
    expect(await Promise.all(synced)).toEqual(synced.map(() => 1000));
    expect(kinds(disk)).toEqual(["write", "sync"]);
  });

  test("what is appended while a batch is synced shares the next one", async () => {
    const { disk, log } = await fresh(1 << 20);
    log.append([line(1)]);
    const first = log.sync();
    while (kinds(disk).length === 0) await Promise.resolve();
    const later = [2, 3, 4].map((number) => {
      log.append([line(number)]);
      return log.sync();
    });
    expect(await Promise.all([first, ...later])).toEqual([1, 4, 4, 4]);
    expect(kinds(disk)).toEqual(["write", "sync", "write", "sync"]);
  });

  test("nothing is written before it is to be synced, and nothing to sync is no write", async () => {
    const { disk, log } = await fresh();
    expect(await log.sync()).toBe(0);
    log.append([line(1)]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(disk.calls).toEqual([]);
    await log.close();
    expect(kinds(disk)).toEqual(["write", "sync"]);
  });

  test("a batch that is larger than a segment goes into several, each on disk before the next", async () => {
    const { disk, log } = await fresh(300);
    log.append([1, 2, 3, 4].map((number) => line(number, "x".repeat(number === 2 ? 500 : 100))));
    expect(await log.sync()).toBe(4);
    const batch = ["write", "sync"];
    expect(kinds(disk)).toEqual([
      ...batch,
      ...["create", "write", "sync", "rename", "syncFolder", ...batch],
      ...["create", "write", "sync", "rename", "syncFolder", ...batch],
    ]);
    expect(segmentsOf(disk)).toEqual([1, 2, 3]);
  });

  test("a record is as it was when it was appended", async () => {
    const { disk, log } = await fresh();
    const changing = { ...line(1, "before") };
    log.append([changing]);
    Object.assign(changing, { text: "after" });
    await log.close();
    expect((await openOn(disk)).durable.records).toEqual([line(1, "before")]);
  });
});

describe("discarding", () => {
  const filled = async () => {
    const { disk, log } = await fresh(200);
    for (let number = 1; number <= 5; number++) {
      log.append([line(number, "x".repeat(150))]);
      await log.sync();
    }
    expect(segmentsOf(disk)).toEqual([1, 2, 3, 4, 5]);
    disk.calls.length = 0;
    return { disk, log };
  };

  for (const [upTo, left] of [
    [0, [1, 2, 3, 4, 5]],
    [1, [2, 3, 4, 5]],
    [3, [4, 5]],
    [5, [5]],
  ] as const)
    test(`up to ${upTo}: what is left starts with ${left[0]}`, async () => {
      const { disk, log } = await filled();
      await log.discard(upTo);
      expect(segmentsOf(disk)).toEqual(left);
      await log.close();
      const { durable } = await openOn(disk);
      expect(durable).toMatchObject({ lsn: 5, records: left.map((number) => ({ number })) });
    });

  test("once it is on disk that they may go, oldest first, each gone from the disk before the next", async () => {
    const { disk, log } = await filled();
    await log.discard(3);
    expect(kinds(disk).slice(0, 5)).toEqual(["create", "write", "sync", "rename", "syncFolder"]);
    expect(kinds(disk).slice(5)).toEqual(["remove", "syncFolder", "remove", "syncFolder", "remove", "syncFolder"]);
  });

  test("waits until the log is durable up to `after`", async () => {
    const { disk, log } = await filled();
    log.append([line(6)]);
    let done = false;
    const discarded = log.discard(4, 6).then(() => (done = true));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect([done, disk.calls]).toEqual([false, []]);
    await log.sync();
    await discarded;
    expect(segmentsOf(disk)).toEqual([5, 6]);
  });

  test("what was never appended cannot be discarded, nor waited for", async () => {
    const { log } = await filled();
    for (const action of [() => log.discard(6), () => log.discard(1, 6), () => log.discard(Number.NaN)])
      expect(await refusal(action)).toMatchObject({ code: "misuse" });
    expect(log.failure).toBeUndefined();
  });
});

describe("an error of the disk", () => {
  for (const [error, code] of [
    ["EIO", "input-output"],
    ["ENOSPC", "disk-full"],
    ["EDQUOT", "disk-full"],
  ] as const)
    test(`${error}: whoever waits is told, and everything after is refused with the same`, async () => {
      let failing = false;
      const { disk, log } = await fresh(400, new FakeDisk((_, kind) => (failing && kind === "sync" ? { error } : undefined)));
      failing = true;
      log.append([line(1)]);
      const waiting = [log.sync(), log.discard(1), log.rememberPeer("a", "x")];
      const told = await Promise.allSettled(waiting);
      expect(told.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
      expect(log.failure).toMatchObject({ name: "LogError", code, cause: { code: error } });
      failing = false;
      const before = disk.calls.length;
      const actions = [
        () => log.append([line(2)]),
        () => log.sync(),
        () => log.discard(0),
        () => log.rememberPeer("b", "x"),
        () => log.forgetPeer("b"),
      ];
      for (const action of [...actions, () => log.close(), () => log.close()]) expect(await refusal(action)).toBe(log.failure);
      expect(disk.calls.length).toBe(before);
    });

  test("its message says what happened and that the process must stop", async () => {
    const full = new FakeDisk((_, kind, path) => (kind === "write" && path.endsWith(".wal") ? { error: "ENOSPC" } : undefined));
    const { log } = await fresh(400, full);
    log.append([line(1)]);
    expect(String(await refusal(() => log.sync()))).toBe(
      "LogError: The log in data has failed: the disk is full (ENOSPC: made up, write 'data/segment-0000000000000001.wal'). Free some " +
        "space. The process must stop, and start again once the cause is gone. What was durable is still there; what was not is in " +
        "doubt, and trying again here could report it durable though the disk never got it.",
    );
  });

  test("a discard that nobody waits for does not end the process", async () => {
    let unheard: unknown;
    const hear = (error: unknown) => (unheard = error);
    process.on("unhandledRejection", hear);
    const { log } = await fresh(
      400,
      new FakeDisk((_, kind, path) => (kind === "write" && path.endsWith(".wal") ? { error: "EIO" } : undefined)),
    );
    log.append([line(1)]);
    void log.discard(1);
    await refusal(() => log.sync());
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off("unhandledRejection", hear);
    expect([log.failure?.code, unheard]).toEqual(["input-output", undefined]);
  });
});

describe("closing", () => {
  test("makes everything durable, lets go of the lock once, and ends all use", async () => {
    const disk = new FakeDisk();
    let released = 0;
    const { log } = await openLog<Lines>(
      "data",
      { cluster: "bank", node: "b", protocol: "lines", version: 1, initialise: true },
      { files: disk.files, lock: async () => ({ release: async () => void released++ }) },
    );
    log.append([line(1)]);
    const early = log.sync();
    await Promise.all([log.close(), log.close()]);
    expect([await early, log.durableLsn, released]).toEqual([1, 1, 1]);
    for (const action of [
      () => log.append([line(2)]),
      () => log.sync(),
      () => log.discard(1),
      () => log.rememberPeer("a", "x"),
    ])
      expect(await refusal(action)).toMatchObject({ code: "closed" });
  });

  test("a log that cannot be opened lets go of the lock", async () => {
    let released = 0;
    const disk = new FakeDisk((_, kind) => (kind === "rename" ? { error: "EIO" } : undefined));
    const opening = openLog<Lines>(
      "data",
      { cluster: "bank", node: "b", protocol: "lines", version: 1, initialise: true },
      { files: disk.files, lock: async () => ({ release: async () => void released++ }) },
    );
    expect(await refusal(() => opening)).toMatchObject({
      code: "input-output",
      message: expect.stringContaining("cannot be opened"),
    });
    expect(released).toBe(1);
  });
});

describe("records", () => {
  test("one that is refused is not appended, nor are those with it", async () => {
    const { log } = await fresh();
    const bad = { type: "line", number: 2, text: new Map() } as unknown as Line;
    expect(await refusal(() => log.append([line(1), bad]))).toBeInstanceOf(LogError);
    expect([log.lsn, log.append([line(1)]), await log.sync()]).toEqual([0, 1, 1]);
  });
});

describe("peers", () => {
  test("one that comes back as it was is welcome; as another it is refused, until it is forgotten", async () => {
    const { disk, log } = await fresh();
    await log.rememberPeer("a", "first");
    disk.calls.length = 0;
    await log.rememberPeer("a", "first");
    expect(disk.calls).toEqual([]);
    const error = await refusal(() => log.rememberPeer("a", "second"));
    expect(error).toMatchObject({ code: "peer-replaced", message: expect.stringMatching(/incarnation second; it was first/) });
    expect([log.failure, [...log.peers]]).toEqual([undefined, [["a", "first"]]]);
    await log.close();
    const { log: again } = await openOn(disk);
    expect([...again.peers]).toEqual([["a", "first"]]);
    await again.forgetPeer("a");
    await again.rememberPeer("a", "second");
    expect([...again.peers]).toEqual([["a", "second"]]);
  });

  test("two that ask at once do not overwrite one another", async () => {
    const { disk, log } = await fresh();
    await Promise.all([log.rememberPeer("a", "1"), log.rememberPeer("c", "2"), log.rememberPeer("d", "3")]);
    await log.close();
    expect(new Map((await openOn(disk)).log.peers)).toEqual(
      new Map([
        ["a", "1"],
        ["c", "2"],
        ["d", "3"],
      ]),
    );
  });

  test("an operator may write them by hand, without a checksum", async () => {
    const { disk, log } = await fresh();
    await log.close();
    disk.edit("data/peers.json", () => Buffer.from('{"format": 1, "peers": [["a", "first"]]}'));
    expect([...(await openOn(disk)).log.peers]).toEqual([["a", "first"]]);
  });
});
