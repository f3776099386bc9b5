// What opening a log makes of a directory that is not as the log left it.
import { describe, expect, test } from "vitest";
import { checksum } from "../../../../impl/runtime/wal/checksum.ts";
import { FRAME_HEADER, frameOf } from "../../../../impl/runtime/wal/frame.ts";
import type { LogError } from "../../../../impl/runtime/wal/log-error.ts";
import type { LogOptions } from "../../../../impl/runtime/wal/open-log.ts";
import { expectGolden } from "../../../golden.ts";
import { FakeDisk } from "./fake-disk.ts";
import { History, type Operation, openedBy, openOn, run } from "./workload.ts";

const append = (...sizes: number[]): Operation => ({ does: "append", sizes });
const sync: Operation = { does: "sync" };

const FIRST = "data/segment-0000000000000001.wal";
const MIDDLE = "data/segment-0000000000000004.wal";
const LAST = "data/segment-0000000000000005.wal";

/** A log of three segments: records 1 to 3 in two frames, 4 in one, 5 to 8 in three. */
const template = (async () => {
  const disk = new FakeDisk();
  const batches = [append(10, 20), sync, append(100), sync, append(260), sync, append(9), sync, append(5, 6), sync, append(7)];
  expect(await run(new History(), disk, [{ does: "meet", peer: "a" }, ...batches])).toBe("done");
  expect(disk.paths()).toEqual(["data/identity.json", "data/peers.json", FIRST, MIDDLE, LAST]);
  return disk;
})();

/** A disk of its own, since all of the template is synced. */
const sample = async (): Promise<FakeDisk> => (await template).powerFailed(() => 0);

const sizeOf = async (disk: FakeDisk, path: string): Promise<number> => (await disk.files.read(path))!.length;

const flipped = (offset: number) => (bytes: Buffer) => {
  bytes[offset] ^= 0x10;
  return bytes;
};

/** Where the frames of a segment start, and where the last one ends. */
const framesOf = async (disk: FakeDisk, path = LAST): Promise<number[]> => {
  const bytes = Buffer.from((await disk.files.read(path))!);
  const starts = [32 + bytes.readUInt32BE(12) + 4];
  for (let at = starts[0]; at < bytes.length; starts.push(at)) at += 28 + bytes.readUInt32BE(at);
  return starts;
};

const numbersIn = async (disk: FakeDisk): Promise<number[]> => (await openOn(disk)).durable.records.map(({ number }) => number);

const refusalOf = (disk: FakeDisk, options: Partial<LogOptions> = {}): Promise<LogError> =>
  openOn(disk, options).then(
    () => expect.fail("it was opened"),
    (error: LogError) => error,
  );

test("one bit of any byte is flipped: refused, unless it is in the last frame of all", async () => {
  const [, , lastFrame] = await framesOf(await sample());
  const found = { refused: 0, torn: 0 };
  for (const path of [FIRST, MIDDLE, LAST])
    for (let offset = 0; offset < (await sizeOf(await sample(), path)); offset++) {
      const disk = await sample();
      disk.edit(path, flipped(offset));
      const mayBeTorn = path === LAST && offset >= lastFrame;
      found[mayBeTorn ? "torn" : "refused"]++;
      if (mayBeTorn) expect(await openOn(disk)).toMatchObject({ durable: { lsn: 7 }, torn: { file: LAST, offset: lastFrame } });
      else expect((await refusalOf(disk)).code, `byte ${offset} of ${path}`).toBe("corrupt");
    }
  expect(found.torn).toBeGreaterThan(40);
  expect(found.refused).toBeGreaterThan(1000);
});

for (const path of ["data/identity.json", "data/peers.json"])
  test(`one bit of any byte of ${path} is flipped: refused, unless it says the same`, async () => {
    const size = await sizeOf(await sample(), path);
    let refused = 0;
    for (let offset = 0; offset < size; offset++) {
      const disk = await sample();
      disk.edit(path, flipped(offset));
      const outcome = await openOn(disk).catch((error: LogError) => error.code);
      if (typeof outcome === "string") refused += Number(["corrupt", "other-identity"].includes(outcome));
      else expect([...outcome.log.peers]).toEqual([["a", "of a"]]);
    }
    expect(refused).toBeGreaterThan(0.8 * size);
  });

test("the last segment is cut at any byte: its whole frames are there, and what is left of another is cut off", async () => {
  const starts = await framesOf(await sample());
  for (let size = starts[0]; size < starts[3]; size++) {
    const disk = await sample();
    disk.edit(LAST, (bytes) => bytes.subarray(0, size));
    const whole = starts.filter((start) => start <= size).length - 1;
    const { durable, torn } = await openOn(disk);
    expect(durable.lsn).toBe([4, 5, 7][whole]);
    expect(torn?.bytes).toBe(size === starts[whole] ? undefined : size - starts[whole]);
    expect(await sizeOf(disk, LAST)).toBe(starts[whole]);
  }
});

describe("a tail that a crash can leave is cut off", () => {
  const tails: Record<string, (end: Buffer) => Buffer> = {
    zeros: () => Buffer.alloc(5000),
    rubbish: () => Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * i * 31 + (i >> 3)) & 255)),
    "zeros for the header of a frame, and the rest of it": (frame) => Buffer.concat([Buffer.alloc(28), frame.subarray(28)]),
    "less than a header": () => Buffer.from([1]),
  };
  for (const [name, tail] of Object.entries(tails))
    test(name, async () => {
      const disk = await sample();
      const [, , lastFrame, end] = await framesOf(disk);
      disk.edit(LAST, (bytes) => Buffer.concat([bytes, tail(bytes.subarray(lastFrame))]));
      expect(await openOn(disk)).toMatchObject({ durable: { lsn: 8 }, torn: { file: LAST, offset: end } });
      expect(await sizeOf(disk, LAST)).toBe(end);
      expect(await openOn(disk)).not.toHaveProperty("torn");
    });
});

/** A header of a frame, as a client would forge it that does not know the salt, in text that is written as it is. */
const forged = (): string => {
  const headers = Array.from({ length: 10_000 }, (_, payload) =>
    frameOf([Buffer.from(`x${payload}`)], 9, 0, 0).bytes.subarray(0, FRAME_HEADER),
  );
  return headers.find((header) => header.every((byte) => byte < 0x80))!.toString("latin1");
};

test("what a client wrote cannot pass for a later frame", async () => {
  const options = { initialise: true, segmentBytes: 1 << 20 };
  const disk = new FakeDisk();
  const { log } = await openOn(disk, options);
  log.append([{ type: "line", number: 1, text: "kept" }]);
  await log.sync();
  log.append([{ type: "line", number: 2, text: forged().repeat(3) }]);
  await log.close();
  disk.edit(FIRST, (bytes) => bytes.subarray(0, -1));
  expect(await openOn(disk)).toMatchObject({ durable: { lsn: 1 }, torn: { file: FIRST } });
});

test("files that were being written when a process was killed are removed; dot files and lost+found are let be", async () => {
  const disk = await sample();
  const left = ["identity.json.unfinished", "peers.json.unfinished", "segment-0000000000000009.wal.unfinished"];
  for (const name of [...left, ".DS_Store", "lost+found"]) disk.edit(`data/${name}`, () => Buffer.from("half"));
  expect(await numbersIn(disk)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(disk.paths()).toEqual([
    "data/.DS_Store",
    "data/identity.json",
    "data/lost+found",
    "data/peers.json",
    FIRST,
    MIDDLE,
    LAST,
  ]);
});

test("initialising that was interrupted starts over, but not over records", async () => {
  const disk = await sample();
  disk.edit("data/identity.json", () => undefined);
  expect((await refusalOf(disk)).code).toBe("not-initialised");
  expect((await refusalOf(disk, { initialise: true })).code).toBe("corrupt");
  const fresh = new FakeDisk();
  await (await openOn(fresh, { initialise: true })).log.close();
  fresh.edit("data/identity.json", () => undefined);
  expect(await openOn(fresh, { initialise: true })).toMatchObject({ durable: { lsn: 0, records: [] } });
});

test("an incarnation is drawn when a directory is initialised, and stays", async () => {
  const [one, other] = [new FakeDisk(), new FakeDisk()];
  const [history, otherHistory] = [new History(), new History()];
  await (await openedBy(history, one)).log.close();
  await (await openedBy(otherHistory, other)).log.close();
  expect(history.incarnation).toMatch(/^[0-9a-f]{32}$/);
  expect(otherHistory.incarnation).not.toBe(history.incarnation);
  expect((await openOn(one)).log.identity.incarnation).toBe(history.incarnation);
});

/** With the checksum that its header has now. */
const signed = (segment: Buffer): Buffer => {
  const end = 32 + segment.readUInt32BE(12);
  segment.writeUInt32BE(checksum(segment.subarray(0, end)), end);
  return segment;
};

// Each is a directory that must not be opened; the transcript holds what the operator is told.
type Damage = (disk: FakeDisk, frames: readonly number[]) => Partial<LogOptions> | undefined | void | Promise<void>;

const refusals: Record<string, [code: LogError["code"], Damage]> = {
  "an empty directory, for a node that has a name": [
    "not-initialised",
    (disk) => disk.paths().forEach((path) => disk.edit(path, () => undefined)),
  ],
  "segments without an identity": ["not-initialised", (disk) => disk.edit("data/identity.json", () => undefined)],
  "initialised a second time": ["already-initialised", () => ({ initialise: true })],
  "another cluster": ["other-identity", () => ({ cluster: "library" })],
  "another node": ["other-identity", () => ({ node: "c" })],
  "another protocol": ["other-identity", () => ({ protocol: "raft" })],
  "another version of the protocol": ["other-identity", () => ({ version: 2 })],
  "a segment of another node's log": [
    "other-identity",
    async (disk) => {
      const other = new FakeDisk();
      await (await openOn(other, { initialise: true, node: "c" })).log.close();
      const bytes = Buffer.from((await other.files.read(FIRST))!);
      disk.edit(FIRST, () => bytes);
    },
  ],
  "a file that no log has": ["foreign", (disk) => disk.edit("data/notes.txt", () => Buffer.from("hello"))],
  "a segment renamed by hand": ["foreign", (disk) => disk.edit("data/segment-0000000000000009.wal.bak", () => Buffer.from(""))],
  "an identity that is none": ["corrupt", (disk) => disk.edit("data/identity.json", () => Buffer.from("{}"))],
  "no peers": ["corrupt", (disk) => disk.edit("data/peers.json", () => undefined)],
  "peers that are none": ["corrupt", (disk) => disk.edit("data/peers.json", () => Buffer.from("[]"))],
  "all segments gone": ["corrupt", (disk) => [FIRST, MIDDLE, LAST].forEach((path) => disk.edit(path, () => undefined))],
  "a segment gone in the middle": ["corrupt", (disk) => disk.edit(MIDDLE, () => undefined)],
  "an earlier segment cut short": ["corrupt", (disk) => disk.edit(FIRST, (bytes) => bytes.subarray(0, -1))],
  "an earlier segment that lost its last frame": [
    "corrupt",
    async (disk) => {
      const [, second] = await framesOf(disk, FIRST);
      disk.edit(FIRST, (bytes) => bytes.subarray(0, second));
    },
  ],
  "more after an earlier segment": ["corrupt", (disk) => disk.edit(MIDDLE, (bytes) => Buffer.concat([bytes, Buffer.alloc(9)]))],
  "a bad header of the last segment": ["corrupt", (disk) => disk.edit(LAST, flipped(20))],
  "an empty last segment": ["corrupt", (disk) => disk.edit(LAST, () => Buffer.alloc(0))],
  "a last segment that is no segment": [
    "corrupt",
    (disk) => disk.edit(LAST, () => Buffer.from("once upon a time there was a file".repeat(9))),
  ],
  "a segment of a format to come": [
    "other-format",
    (disk) =>
      disk.edit(LAST, (bytes) => {
        bytes.writeUInt32BE(2, 8);
        return signed(bytes);
      }),
  ],
  "a segment under another's name": [
    "corrupt",
    async (disk) => {
      const bytes = Buffer.from((await disk.files.read(FIRST))!);
      disk.edit(MIDDLE, () => bytes);
    },
  ],
  "bad records before a later frame": ["corrupt", (disk, [, second]) => disk.edit(LAST, flipped(second + 30))],
  "a bad header before a later frame": ["corrupt", (disk, [first]) => disk.edit(LAST, flipped(first + 2))],
  "bad records before a later frame whose records are torn": [
    "corrupt",
    (disk, [, second]) => disk.edit(LAST, (bytes) => flipped(second + 30)(bytes.subarray(0, -1))),
  ],
  "a page of zeros before a later frame": [
    "corrupt",
    (disk, [first, , third]) => disk.edit(LAST, (bytes) => bytes.fill(0, first, third)),
  ],
  "the last frame twice": [
    "corrupt",
    (disk, [, , last]) => disk.edit(LAST, (bytes) => Buffer.concat([bytes, bytes.subarray(last)])),
  ],
  "a frame in the place of another": [
    "corrupt",
    (disk, [first, second]) => disk.edit(LAST, (bytes) => Buffer.concat([bytes.subarray(0, first), bytes.subarray(second)])),
  ],
  "a frame that followed another one": [
    "corrupt",
    (disk, [, , last]) =>
      disk.edit(LAST, (bytes) => {
        const { bytes: frame } = frameOf([bytes.subarray(last + FRAME_HEADER)], 8, 0x12345678, bytes.readUInt32BE(16));
        return Buffer.concat([bytes.subarray(0, last), frame]);
      }),
  ],
  "a segment that followed another one": [
    "corrupt",
    (disk) =>
      disk.edit(MIDDLE, (bytes) => {
        bytes.writeUInt32BE(0x12345678, 28);
        return signed(bytes);
      }),
  ],
  "no bytes for a segment": ["misuse", () => ({ segmentBytes: 0 })],
  "no name": ["misuse", () => ({ node: "" })],
  "half a version": ["misuse", () => ({ version: 1.5 })],
};

test("what is refused, and what the operator is told", async () => {
  const lines: string[] = [];
  for (const [name, [code, damage]] of Object.entries(refusals)) {
    const disk = await sample();
    const options = await damage(disk, await framesOf(disk));
    const before = disk.paths();
    const error = await refusalOf(disk, options ?? {});
    expect({ name, code: error.code }).toEqual({ name, code });
    expect(disk.paths(), "nothing was changed").toEqual(before);
    expect(disk.calls.filter(({ kind }) => kind !== "syncFolder")).toEqual([]);
    lines.push(`${name}: ${error.code}\n  ${error.message}\n`);
  }
  expectGolden("wal/refusals", lines.join("\n").replace(/\b([0-9a-f]{32}|[0-9a-f]{8})\b/g, "#"));
});
