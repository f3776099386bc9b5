// What a log may have forgotten, and what it must still have.
import { expect, test } from "vitest";
import type { LogError } from "../../../../impl/runtime/wal/log-error.ts";
import { FakeDisk } from "./fake-disk.ts";
import { type Line, openOn } from "./workload.ts";

const FILE = "data/discarded.json";
const segment = (number: number): string => `data/segment-${String(number).padStart(16, "0")}.wal`;

/** A log of five segments with a record each, of which those up to `upTo` were discarded. */
const discardedUpTo = async (upTo: number): Promise<FakeDisk> => {
  const disk = new FakeDisk();
  const { log } = await openOn(disk, { initialise: true, segmentBytes: 200 });
  for (let number = 1; number <= 5; number++) {
    log.append([{ type: "line", number, text: "x".repeat(150) } satisfies Line]);
    await log.sync();
  }
  await log.discard(upTo);
  await log.close();
  return disk;
};

const opened = (disk: FakeDisk): Promise<number[] | string> =>
  openOn(disk).then(
    ({ durable }) => durable.records.map(({ number }) => number),
    ({ code, message }: LogError) => `${code}: ${message}`,
  );

for (const [upTo, deleted, found] of [
  [0, [], [1, 2, 3, 4, 5]],
  [2, [], [3, 4, 5]],
  [5, [], [5]],
  [0, [1], "Records 1 to 1 are missing"],
  [0, [1, 2, 3, 4], "Records 1 to 4 are missing"],
  [2, [3], "Records 3 to 3 are missing"],
  [2, [3, 4], "Records 3 to 4 are missing"],
] as const)
  test(`discarded up to ${upTo}, and by hand ${deleted.join(", ") || "nothing"}: ${found}`, async () => {
    const disk = await discardedUpTo(upTo);
    for (const number of deleted) disk.edit(segment(number), () => undefined);
    expect(await opened(disk)).toEqual(
      typeof found === "string" ? expect.stringMatching(`^corrupt: ${found}: a segment`) : found,
    );
  });

test("nothing is deleted before it is on disk that it may go", async () => {
  const disk = await discardedUpTo(5);
  const calls = disk.calls.map(({ kind, path }) => `${kind} ${path}`);
  const first = calls.findIndex((call) => call.startsWith("remove"));
  expect(calls.slice(first - 4, first)).toEqual([
    `write ${FILE}.unfinished`,
    `sync ${FILE}.unfinished`,
    `rename ${FILE}.unfinished`,
    "syncFolder data",
  ]);
});

test("one bit of any byte of the file is flipped, or it is gone: refused, unless it says the same", async () => {
  const size = (await (await discardedUpTo(2)).files.read(FILE))!.length;
  for (let offset = 0; offset < size; offset++) {
    const disk = await discardedUpTo(2);
    disk.edit(FILE, (bytes) => {
      bytes[offset] ^= 0x10;
      return bytes;
    });
    const found = await opened(disk);
    if (typeof found === "string") expect(found).toMatch(`corrupt: ${FILE} does not say`);
    else expect(found).toEqual([3, 4, 5]);
  }
  const disk = await discardedUpTo(2);
  disk.edit(FILE, () => undefined);
  expect(await opened(disk)).toMatch("corrupt: Records 1 to 2 are missing");
});
