// On the real disk, with real processes.
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openLog } from "../../../../impl/runtime/wal/open-log.ts";
import { lineOf, REAL, type Started, start } from "./process.ts";
import type { Lines } from "./workload.ts";

let home: string;
let directory: string;
const running: Started[] = [];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "quorate-wal-"));
  directory = join(home, "new", "data");
});

afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill("SIGKILL");
    await ended;
  }
  await rm(home, { recursive: true });
});

const begin = (...args: Parameters<typeof start>): Started => {
  const started = start(...args);
  running.push(started);
  return started;
};

const kill = async ({ child, ended }: Started): Promise<void> => {
  child.kill("SIGKILL");
  expect(await ended).toBe("SIGKILL");
};

const made = async (): Promise<void> => (await openLog(directory, { ...REAL, initialise: true })).log.close();

test("killed in the middle of appending, again and again: what it was told is durable is there, and nothing else than it appended", async () => {
  await made();
  let told = 0;
  for (let round = 0; round < 5; round++) {
    const appending = begin("append", directory);
    await appending.until(20 + 60 * round);
    await kill(appending);
    told = Math.max(told, ...appending.said.slice(1).map(Number));
    const { log, durable } = await openLog<Lines>(directory, REAL);
    expect(durable.lsn).toBeGreaterThanOrEqual(told);
    // It discards all but 100, of which it may not have synced the last 15.
    expect(durable.records.length).toBeGreaterThanOrEqual(Math.min(85, durable.lsn));
    expect(durable.records).toEqual(
      durable.records.map((_, index) => lineOf(durable.lsn - durable.records.length + 1 + index)),
    );
    told = durable.lsn;
    await log.close();
  }
  expect(told).toBeGreaterThan(500);
  expect((await readdir(directory)).filter((name) => name.endsWith(".unfinished"))).toEqual([]);
});

test("a second process is refused and told who has it; when that is killed, another may have it", async () => {
  await made();
  const holder = begin("hold", directory);
  await holder.until(1);
  expect(holder.said).toEqual(["held"]);
  const second = begin("hold", directory);
  await second.until(1);
  expect(second.said[0]).toMatch(`locked: Process ${holder.pid} has the log in ${directory} open.`);
  await expect(openLog(directory, REAL)).rejects.toMatchObject({
    code: "locked",
    message: expect.stringContaining(`Process ${holder.pid} `),
  });
  await kill(holder);
  await (await openLog(directory, REAL)).log.close();
});

test("a stopped process still has it", async () => {
  await made();
  const holder = begin("hold", directory);
  await holder.until(1);
  holder.child.kill("SIGSTOP");
  await expect(openLog(directory, REAL)).rejects.toMatchObject({ code: "locked" });
  holder.child.kill("SIGCONT");
});

test("several that want a dead process's log at once: one gets it", async () => {
  await made();
  for (let round = 0; round < 3; round++) {
    const takers = [1, 2, 3, 4].map(() => begin("hold", directory));
    await Promise.all(takers.map((taker) => taker.until(1)));
    const holders = takers.filter(({ said }) => said[0] === "held");
    expect(holders).toHaveLength(1);
    for (const taker of takers.filter((one) => one !== holders[0]))
      expect(taker.said[0]).toMatch(`locked: Process ${holders[0].pid} `);
    await kill(holders[0]);
  }
  expect((await readdir(join(directory, "lock"))).length, "the dead are cleared away").toBeLessThan(4);
});

test("the folders above a new one are made; a wiped one is refused until it is initialised, as another incarnation", async () => {
  await expect(openLog(directory, REAL)).rejects.toMatchObject({ code: "not-initialised" });
  expect(existsSync(join(home, "new"))).toBe(false);
  const { log } = await openLog<Lines>(directory, { ...REAL, initialise: true });
  log.append([lineOf(1)]);
  await log.close();
  await expect(openLog(directory, { ...REAL, initialise: true })).rejects.toMatchObject({ code: "already-initialised" });
  await rm(directory, { recursive: true });
  await mkdir(directory);
  await expect(openLog(directory, REAL)).rejects.toMatchObject({ code: "not-initialised" });
  expect(await readdir(directory)).toEqual([]);
  const { log: another } = await openLog<Lines>(directory, { ...REAL, initialise: true });
  expect(another.identity.incarnation).not.toBe(log.identity.incarnation);
  await another.close();
});

test("a torn tail on the real disk is cut off, and reported", async () => {
  const { log } = await openLog<Lines>(directory, { ...REAL, initialise: true });
  log.append([lineOf(1)]);
  await log.close();
  const segment = join(directory, "segment-0000000000000001.wal");
  const { size } = await stat(segment);
  await writeFile(segment, Buffer.alloc(4096), { flag: "a" });
  const { log: again, durable, torn } = await openLog<Lines>(directory, REAL);
  expect(durable).toEqual({ lsn: 1, records: [lineOf(1)] });
  expect(torn).toMatchObject({ file: segment, offset: size, bytes: 4096 });
  expect((await stat(segment)).size).toBe(size);
  await again.close();
});

test("what is no directory, or may not be read, is said", async () => {
  const file = join(home, "file");
  await writeFile(file, "");
  await expect(openLog(file, REAL)).rejects.toMatchObject({
    code: "input-output",
    message: expect.stringContaining("ENOTDIR"),
  });
  await made();
  await rm(join(directory, "peers.json"));
  await mkdir(join(directory, "peers.json"));
  await expect(openLog(directory, REAL)).rejects.toMatchObject({
    code: "input-output",
    message: expect.stringContaining("EISDIR"),
  });
});

test("a path that is too long for a socket", async () => {
  directory = join(home, "a".repeat(100), "b".repeat(100));
  await made();
  const { log } = await openLog(directory, REAL);
  await expect(openLog(directory, REAL)).rejects.toMatchObject({ code: "locked" });
  await log.close();
  await (await openLog(directory, REAL)).log.close();
});
