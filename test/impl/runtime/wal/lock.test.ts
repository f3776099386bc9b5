// Two at once in one process, with the steps of the slow one in between: what processes do to one another only now and then.
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readlink, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { lockDirectory } from "../../../../impl/runtime/wal/lock.ts";

/** What happens to others before the next link is made. */
const slow = vi.hoisted(() => ({ meanwhile: async (): Promise<void> => {} }));

vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  const symlink: typeof real.symlink = async (...link) => {
    const { meanwhile } = slow;
    slow.meanwhile = async () => {};
    await meanwhile();
    return real.symlink(...link);
  };
  return { ...real, symlink };
});

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "quorate-lock-"));
});

afterEach(() => rm(directory, { recursive: true }));

const locked = expect.objectContaining({
  code: "locked",
  message: expect.stringContaining(`Process ${process.pid} has the log`),
});

test("held, it is refused, the holder itself included; released, it can be taken again", async () => {
  for (let round = 0; round < 3; round++) {
    const lock = await lockDirectory(directory);
    await expect(lockDirectory(directory)).rejects.toEqual(locked);
    await expect(lockDirectory(directory)).rejects.toEqual(locked);
    await lock.release();
  }
});

test("of many at once, one gets it, whoever had it before", async () => {
  for (let round = 0; round < 20; round++) {
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => lockDirectory(directory)));
    const held = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
    expect(held).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === "rejected") expect(outcome.reason).toEqual(locked);
    await held[0].release();
  }
});

test("numbers grow, and what the dead left is removed", async () => {
  for (let round = 0; round < 5; round++) await (await lockDirectory(directory)).release();
  expect(await readdir(join(directory, "lock"))).toEqual(["5"]);
  const lock = await lockDirectory(directory);
  const socket = await readlink(join(directory, "lock", "6"));
  expect((await readdir(join(directory, "lock"))).sort()).toEqual(["6", socket].sort());
  expect(socket).toMatch(new RegExp(`^${process.pid}-[0-9a-f]{12}$`));
  await lock.release();
});

test("a number that was passed does not give the lock", async () => {
  const lock = await lockDirectory(directory);
  const folder = join(directory, "lock");
  const socket = await readlink(join(folder, "1"));
  await symlink(socket, join(folder, "7"));
  await symlink("1-dead", join(folder, "3"));
  await expect(lockDirectory(directory)).rejects.toEqual(locked);
  expect(existsSync(join(folder, socket))).toBe(true);
  await lock.release();
});

test("one that is so slow that the link it makes was made and removed meanwhile withdraws", async () => {
  await (await lockDirectory(directory)).release();
  let holder: Awaited<ReturnType<typeof lockDirectory>> | undefined;
  slow.meanwhile = async () => {
    await (await lockDirectory(directory)).release();
    holder = await lockDirectory(directory);
    expect(existsSync(join(directory, "lock", "2"))).toBe(false);
  };
  await expect(lockDirectory(directory)).rejects.toEqual(locked);
  expect((await readdir(join(directory, "lock"))).filter((name) => /^\d+$/.test(name))).toEqual(["3"]);
  await holder?.release();
});

test("a process number that is used again means nothing: the holder is dead if nobody listens", async () => {
  await mkdir(join(directory, "lock"));
  await symlink(`${process.pid}-000000000000`, join(directory, "lock", "4"));
  await (await lockDirectory(directory)).release();
});

test("what cannot be told is not taken for dead", async () => {
  await mkdir(join(directory, "lock"));
  await writeFile(join(directory, "lock", "4"), "");
  await expect(lockDirectory(directory)).rejects.toMatchObject({ code: "EINVAL" });
});
