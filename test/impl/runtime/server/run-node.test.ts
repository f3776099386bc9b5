import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Address } from "../../../../impl/runtime/tcp/address.ts";
import { until } from "../../until.ts";
import { add, adderClient, folder, sum } from "./nodes.ts";
import { type NodeProcess, startProcess } from "./processes.ts";

const linesOf = (process: NodeProcess): string[] =>
  process
    .stderr()
    .trimEnd()
    .split("\n")
    .map((line) => line.replace(/^\d{4}-\d\d-\d\dT[\d:.]+Z /, "TIME "))
    .map((line) => line.replace(/[0-9a-f]{32}/g, "INCARNATION").replace(/127\.0\.0\.1:(?!9\b)\d+/g, "ADDRESS"));

describe("a process that runs a node", () => {
  test("stops at SIGTERM and SIGINT, says on stderr what matters, and starts again from its disk", async () => {
    const data = join(folder(), "a");
    const first = startProcess("a", data, 0, "new");
    await first.address;
    await until("an attempt to reach its peer", () => first.stderr().includes("cannot reach b"));
    first.child.kill("SIGTERM");
    expect(await first.ended).toEqual({ status: 0, signal: null });
    const lines = linesOf(first).filter((line) => !/attempt ([2-9]|\d\d)/.test(line));
    expect(lines).toEqual([
      "TIME a new, as incarnation INCARNATION",
      "TIME a listening at ADDRESS",
      "TIME a cannot reach b at 127.0.0.1:9: ECONNREFUSED (attempt 1)",
      "TIME a stopping",
      "TIME a stopped",
    ]);
    const second = startProcess("a", data, 0, "old");
    await second.address;
    second.child.kill("SIGINT");
    expect(await second.ended).toEqual({ status: 0, signal: null });
    expect(linesOf(second)[0]).toBe("TIME a incarnation INCARNATION, log up to 0, 0 records");
  });

  test("leaves at once at the second signal, if its disk hangs", async () => {
    const process = startProcess("a", join(folder(), "a"), 0, "new", "hangs");
    const client = adderClient([await process.address]);
    const answer = client.request(add(1), { timeoutMs: 60_000 }).catch((error: Error) => error);
    // It is answered after the one before it was taken.
    await client.request({ type: "Toss", of: 1 });
    process.child.kill("SIGINT");
    await until("it begins to stop", () => process.stderr().includes("stopping"));
    process.child.kill("SIGINT");
    expect(await process.ended).toEqual({ status: 130, signal: null });
    await client.close();
    expect(await answer).toMatchObject({ outcome: "unknown" });
  });

  test("ends with status 1 when its disk fails, and says so", async () => {
    const process = startProcess("a", join(folder(), "a"), 0, "new", "fails");
    const client = adderClient([await process.address]);
    await expect(client.request(add(1), { timeoutMs: 2000 })).rejects.toMatchObject({ outcome: "unknown" });
    expect(await process.ended).toEqual({ status: 1, signal: null });
    expect(linesOf(process).find((line) => line.includes("failed"))).toMatch(
      /^TIME a failed: The log in .* has failed: EIO: i\/o error, fdatasync\. The process must/,
    );
  });

  test("ends with status 2 when it cannot start, and says why", async () => {
    const process = startProcess("a", join(folder(), "a"), 0, "old");
    expect(await process.ended).toEqual({ status: 2, signal: null });
    expect(linesOf(process)).toEqual([
      expect.stringMatching(/^TIME a cannot start: .* holds no log\. If node a of cluster two never/),
    ]);
  });
});

/** Two processes, each killed and started again at will, always at the same address. */
const cluster = async () => {
  const data = folder();
  const start = (self: "a" | "b", port: number, age: "new" | "old") => startProcess(self, join(data, self), port, age);
  const running = { a: start("a", 0, "new"), b: start("b", 0, "new") };
  const at: Record<"a" | "b", Address> = { a: await running.a.address, b: await running.b.address };
  const introduce = (self: "a" | "b") => running[self].tell(self === "a" ? "b" : "a", at[self === "a" ? "b" : "a"]);
  introduce("a");
  introduce("b");
  return {
    at,
    running,
    kill: async (self: "a" | "b") => {
      running[self].child.kill("SIGKILL");
      expect((await running[self].ended).signal).toBe("SIGKILL");
    },
    restart: async (self: "a" | "b") => {
      running[self] = start(self, at[self].port, "old");
      await running[self].address;
      introduce(self);
    },
  };
};

test("kill -9 of either node, at any moment, loses nothing that was answered and does nothing twice", async () => {
  const { at, kill, restart, running } = await cluster();
  const clients = [at.a, at.b, at.a, at.b].map((address) => adderClient([address]));
  let [answered, asked, over] = [0, 0, false];
  let wanted = 0;
  const work = clients.map(async (client) => {
    while (!over) {
      const amount = ++asked;
      wanted += amount;
      await client.request(add(amount), { timeoutMs: 120_000 });
      answered++;
    }
  });
  for (const self of ["a", "b", "b", "a", "a", "b", "a", "b"] as const) {
    const before = answered;
    await until("more is answered", () => answered > before + 20);
    await kill(self);
    await restart(self);
  }
  over = true;
  await Promise.all(work);
  for (const self of ["a", "b"] as const) {
    await kill(self);
    await restart(self);
    expect(await adderClient([at[self]]).request(sum)).toEqual({ type: "Total", total: wanted });
  }
  expect(answered).toBe(asked);
  for (const self of ["a", "b"] as const) {
    running[self].child.kill("SIGTERM");
    expect((await running[self].ended).status).toBe(0);
  }
}, 240_000);
