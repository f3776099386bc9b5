import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startNode } from "../../../../impl/runtime/server/start-node.ts";
import type { Files } from "../../../../impl/runtime/wal/files.ts";
import { lockDirectory } from "../../../../impl/runtime/wal/lock.ts";
import { realFiles } from "../../../../impl/runtime/wal/real-files.ts";
import { until } from "../../until.ts";
import { nowhere } from "../tcp/parrots.ts";
import { helloFrame, stranger } from "../tcp/stranger.ts";
import { add, adderClient, folder, introduce, optionsOf, startAdder, sum } from "./nodes.ts";

const twoNodes = async (data = folder(), initialise = true) => {
  const [a, b] = [
    await startAdder("a", join(data, "a"), { initialise }),
    await startAdder("b", join(data, "b"), { initialise }),
  ];
  introduce(a, b);
  return { a, b, data };
};

const kindsOf = (events: readonly { kind: string }[]) => events.map(({ kind }) => kind);

test("two nodes add up the same numbers, and know them after a restart", async () => {
  const { a, b, data } = await twoNodes();
  const [one, other] = [adderClient([a.node.address]), adderClient([b.node.address])];
  await Promise.all(Array.from({ length: 200 }, (_, i) => (i % 2 ? one : other).request(add(i))));
  const total = { type: "Total", total: 19_900 };
  expect(await one.request(sum)).toEqual(total);
  expect(await other.request(sum)).toEqual(total);
  await a.node.stop();
  await b.node.stop();
  expect(await a.node.ended).toBeUndefined();

  const again = await twoNodes(data, false);
  expect(again.a.node.incarnation).toBe(a.node.incarnation);
  expect(await adderClient([again.a.node.address]).request(sum)).toEqual(total);
  expect(await adderClient([again.b.node.address]).request(sum)).toEqual(total);
});

test("a client hears of nothing that is not on both disks", async () => {
  const { a, b } = await twoNodes();
  const client = adderClient([a.node.address]);
  await client.request(add(1));
  await b.node.stop();
  const answer = client.request(add(2), { timeoutMs: 400 });
  await expect(answer).rejects.toMatchObject({ outcome: "unknown" });
});

test("a request that is asked again after the node's restart is done once", async () => {
  const { a, b, data } = await twoNodes();
  const client = adderClient([a.node.address]);
  expect(await client.request(add(7))).toEqual({ type: "Total", total: 7 });
  await a.node.stop();
  const back = await startAdder("a", join(data, "a"), { listen: a.node.address });
  introduce(back, b);
  expect(await client.request(add(7), { seq: 1 })).toEqual({ type: "Total", total: 7 });
});

test("choices are drawn", async () => {
  const { a } = await twoNodes();
  const client = adderClient([a.node.address]);
  const tossed = await Promise.all(Array.from({ length: 200 }, () => client.request({ type: "Toss", of: 2 })));
  expect(new Set(tossed.map((result) => result.type === "Tossed" && result.index))).toEqual(new Set([0, 1]));
});

test("what is discarded goes from the disk, and is not missed", async () => {
  const { a, b, data } = await twoNodes();
  const client = adderClient([a.node.address]);
  for (let i = 0; i < 120; i++) await client.request(add(1));
  await a.node.stop();
  const back = await startAdder("a", join(data, "a"));
  introduce(back, b);
  expect(await adderClient([back.node.address]).request(sum)).toEqual({ type: "Total", total: 120 });
});

test("what the core makes nothing of is told and counted", async () => {
  const { a, b } = await twoNodes();
  await b.node.stop();
  const other = stranger(a.node.address);
  const hello = { cluster: "two", protocol: "adder", node: "b", incarnation: b.node.incarnation } as const;
  other.send(helloFrame(hello));
  await other.welcome();
  other.sendFrame("message", { type: "Copied", id: "no such" });
  await until("the rejection", () => a.node.counts().rejected === 1);
  expect(a.events.find(({ kind }) => kind === "rejected")).toMatchObject({
    from: "b",
    why: "it copied no such, which is not here",
  });
  expect(other.closed).toBe(false);
});

test("each step of the core is told, from its boot on", async () => {
  const { a } = await twoNodes();
  await adderClient([a.node.address]).request(add(5));
  const steps = a.events.flatMap((event) => (event.kind === "step" ? [event] : []));
  expect(steps[0].input).toBeUndefined();
  const asked = steps.find(({ input }) => input?.kind === "request");
  expect(asked?.effects.map(({ kind }) => kind)).toEqual(["append", "send", "setTimer"]);
  expect(steps.some(({ input }) => input?.kind === "durable" && input.lsn === 1)).toBe(true);
});

test("a node that is stopped finishes what it has taken, and its clients hear of it", async () => {
  const disk = hanging();
  const a = await startAdder("a", join(folder(), "a"), { initialise: true }, { files: disk.files, lock: lockDirectory });
  const client = adderClient([a.node.address]);
  await client.request({ type: "Toss", of: 1 });
  disk.hang();
  void client.request(add(5)).catch(() => undefined);
  const answer = client.request(sum);
  await until("both are taken", () => a.events.filter(({ kind }) => kind === "step").length === 5);
  const stopped = a.node.stop();
  disk.go();
  expect(await answer).toEqual({ type: "Total", total: 5 });
  await stopped;
  expect(kindsOf(a.events).at(-1)).toBe("stopped");
});

describe("a node that cannot start says why, and leaves nothing open", () => {
  test("without an address", async () => {
    const { listen: _, ...options } = optionsOf("a", folder());
    await expect(startNode({ ...options, peers: { b: nowhere } })).rejects.toThrow('node "a" needs an address');
  });

  test("without a log, unless it is new", async () => {
    const data = join(folder(), "a");
    await expect(startAdder("a", data)).rejects.toMatchObject({ code: "not-initialised" });
  });

  test("at an address that is taken; then elsewhere, on the same log", async () => {
    const data = join(folder(), "a");
    const { a } = await twoNodes();
    await expect(startAdder("a", data, { initialise: true, listen: a.node.address })).rejects.toThrow("EADDRINUSE");
    await startAdder("a", data);
  });

  test("on a log that another node has open", async () => {
    const { data } = await twoNodes();
    await expect(startAdder("a", join(data, "a"))).rejects.toMatchObject({ code: "locked" });
  });
});

describe("a disk", () => {
  test("that was wiped does not let its node in again, nor after a restart of the one that remembers", async () => {
    const { a, b, data } = await twoNodes();
    await until("they have met", () => a.node.connected().length + b.node.connected().length === 2);
    await b.node.stop();
    rmSync(join(data, "b"), { recursive: true });
    const wiped = await startAdder("b", join(data, "b"), { initialise: true });
    wiped.node.moved("a", a.node.address);
    const refused = () => wiped.events.some((event) => event.kind === "unreachable" && event.refusal?.code === "incarnation");
    await until("a refusal", refused);
    await a.node.stop();
    const again = await startAdder("a", join(data, "a"));
    wiped.events.length = 0;
    wiped.node.moved("a", again.node.address);
    await until("another refusal", refused);
    expect(again.node.connected()).toEqual([]);
  });

  test("that fails stops the node, which says so and answers nothing that it may have lost", async () => {
    let broken = false;
    const data = folder();
    const ground = { files: failing(() => broken), lock: lockDirectory };
    const c = await startAdder("a", join(data, "a"), { initialise: true }, ground);
    const b = await startAdder("b", join(data, "b"), { initialise: true });
    introduce(c, b);
    const client = adderClient([c.node.address]);
    await until("they have met", () => c.node.connected().length === 1 && b.node.connected().length === 1);
    broken = true;
    await expect(client.request(add(1), { timeoutMs: 1500 })).rejects.toMatchObject({ outcome: "unknown" });
    const error = await c.node.ended;
    expect(error).toMatchObject({ code: "input-output", message: expect.stringContaining("The process must stop") });
    expect(kindsOf(c.events).filter((kind) => kind === "failed" || kind === "stopped")).toEqual(["failed"]);
    const steps = c.events.flatMap((event) => (event.kind === "step" && event.input ? [event.input.kind] : []));
    expect(steps).toEqual(["request"]);
    await expect(client.request(add(2), { timeoutMs: 200 })).rejects.toMatchObject({ outcome: "not-sent" });
  });
});

test("a peer that cannot be written down is a failure of the disk too", async () => {
  let broken = false;
  const data = folder();
  const ground = { files: failing(() => broken), lock: lockDirectory };
  const c = await startAdder("a", join(data, "a"), { initialise: true }, ground);
  const b = await startAdder("b", join(data, "b"), { initialise: true });
  broken = true;
  introduce(c, b);
  expect(await c.node.ended).toMatchObject({ code: "input-output" });
});

/** A file system whose files do this before they sync. */
const before = (sync: () => Promise<void>): Files => ({
  ...realFiles,
  open: async (path, how) => {
    const file = await realFiles.open(path, how);
    const both = async () => {
      await sync();
      await file.sync();
    };
    return { write: file.write, truncate: file.truncate, close: file.close, sync: both };
  },
});

const failing = (broken: () => boolean): Files =>
  before(async () => {
    if (broken()) throw Object.assign(new Error("EIO: i/o error, fdatasync"), { code: "EIO" });
  });

/** Syncs wait between `hang` and `go`. */
const hanging = () => {
  let [waiting, go] = [Promise.resolve(), (): void => undefined];
  const hang = () => {
    waiting = new Promise((resolve) => {
      go = resolve;
    });
  };
  return { files: before(() => waiting), hang, go: () => go() };
};
