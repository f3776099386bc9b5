import { describe, expect, test } from "vitest";
import { until } from "../../until.ts";
import { client, heard, loopback, pair, parrot, quick, say } from "./parrots.ts";
import { relay } from "./relay.ts";
import { stranger } from "./stranger.ts";

const texts = (all: readonly { text: string }[]) => all.map(({ text }) => text);
const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, i) => String(from + i));

test("messages go both ways, in order, and say from whom they are", async () => {
  const { ann, bob } = await pair();
  for (const text of numbers(1000)) {
    ann.transport.send("bob", heard(text));
    bob.transport.send("ann", heard(text));
  }
  await until("all have come", () => ann.heard.length === 1000 && bob.heard.length === 1000);
  expect(texts(ann.heard)).toEqual(numbers(1000));
  expect(texts(bob.heard)).toEqual(numbers(1000));
  expect(new Set(bob.heard.map(({ from }) => from))).toEqual(new Set(["ann"]));
});

test("a message of several megabytes arrives whole; one above the limit is said to be unsendable, and harms nothing", async () => {
  const { ann, bob } = await pair({ limits: { frameBytes: 4 << 20 } });
  const long = "x".repeat(3 << 20);
  ann.transport.send("bob", heard(long));
  ann.transport.send("bob", heard("x".repeat(5 << 20)));
  ann.transport.send("bob", heard("after"));
  await until("the others have come", () => bob.heard.length === 2);
  expect(texts(bob.heard)).toEqual([long, "after"]);
  expect(ann.events.find(({ kind }) => kind === "unsendable")).toMatchObject({
    to: "bob",
    why: expect.stringContaining("4194304"),
  });
});

test("to send to nobody's name is a mistake of the caller", async () => {
  const ann = await parrot("ann");
  expect(() => ann.transport.send("eve", heard("psst"))).toThrow('there is no peer "eve"; there are bob');
});

test("an address that is taken is an error at once", async () => {
  const ann = await parrot("ann");
  await expect(parrot("bob", { listen: ann.transport.address })).rejects.toThrow("EADDRINUSE");
});

describe("a peer that comes and goes", () => {
  test("it is found again after its restart, and gets what waited", async () => {
    const { ann, bob } = await pair();
    ann.transport.send("bob", heard("before"));
    await until("the first", () => bob.heard.length === 1);
    await bob.transport.close();
    await until("ann notices", () => ann.transport.connected().length === 0);
    for (const text of numbers(10)) ann.transport.send("bob", heard(text));
    const again = await parrot("bob", { listen: bob.transport.address });
    await until("what waited", () => again.heard.length === 10);
    expect(texts(again.heard)).toEqual(numbers(10));
  });

  test("it is answered at once when it is back, however long the next attempt was to be waited for", async () => {
    const limits = { backoffMs: [600_000, 600_000] } as const;
    const { ann, bob } = await pair({ limits });
    await until("they are connected", () => ann.transport.connected().length === 1);
    await bob.transport.close();
    await until("ann notices", () => ann.transport.connected().length === 0);
    ann.transport.send("bob", heard("hello"));
    const again = await parrot("bob", { listen: bob.transport.address, limits });
    again.transport.moved("ann", ann.transport.address);
    await until("what waited", () => again.heard.length === 1);
  });

  test("attempts that fail are counted, and told with their reason", async () => {
    const ann = await parrot("ann");
    await until("three attempts", () => ann.events.some((event) => event.kind === "unreachable" && event.attempt === 3));
    expect(ann.events.find(({ kind }) => kind === "unreachable")).toMatchObject({
      peer: "bob",
      why: "ECONNREFUSED",
      attempt: 1,
    });
  });

  test("of what waits too long the oldest are dropped, and counted", async () => {
    const ann = await parrot("ann", { limits: { queueFrames: 7 } });
    for (const text of numbers(100)) ann.transport.send("bob", heard(text));
    expect(ann.transport.dropped()).toEqual({ bob: 93 });
    expect(ann.events.filter(({ kind }) => kind === "dropping")).toHaveLength(1);
    const bob = await parrot("bob");
    ann.transport.moved("bob", bob.transport.address);
    await until("the last seven", () => bob.heard.length === 7);
    expect(texts(bob.heard)).toEqual(numbers(7, 93));
  });

  test("a peer that reads nothing costs no more than its queue, and gets the newest in the end", async () => {
    const { ann, bob } = await pair({ limits: { queueFrames: 10, silentBeats: 1000 } });
    await until("they are connected", () => ann.transport.connected().length === 1);
    bob.transport.pause();
    const long = "x".repeat(100_000);
    let sent = 0;
    while (ann.transport.dropped().bob < 50) {
      ann.transport.send("bob", heard(`${sent++} ${long}`));
      if (sent % 10 === 0) await new Promise(setImmediate);
    }
    bob.transport.resume();
    await until("the last", () => bob.heard.at(-1)?.text.startsWith(`${sent - 1} `));
    expect(bob.heard).toHaveLength(sent - ann.transport.dropped().bob);
  });
});

describe("a connection that is open at one end only", () => {
  test("its silence is noticed by both, and a new one is made", async () => {
    const [ann, bob] = [await parrot("ann"), await parrot("bob")];
    const between = await relay(bob.transport.address);
    ann.transport.moved("bob", between.address);
    ann.transport.send("bob", heard("before"));
    await until("the first", () => bob.heard.length === 1);
    between.freeze();
    await until("ann notices", () => ann.events.some((event) => event.kind === "disconnected" && /silent/.test(event.why)));
    await until("bob notices", () => bob.events.some((event) => event.kind === "closed" && /silent/.test(event.why)));
    between.thaw();
    ann.transport.send("bob", heard("after"));
    await until("the second", () => bob.heard.length === 2);
  });

  test("an idle connection is not a silent one", async () => {
    const { ann, bob } = await pair({ limits: { silentBeats: 12 } });
    await until("they are connected", () => ann.transport.connected().length + bob.transport.connected().length === 2);
    const started = performance.now();
    await until("forty beats have passed", () => performance.now() - started > 40 * quick.beatMs);
    expect(ann.events.filter(({ kind }) => kind === "disconnected")).toEqual([]);
    expect(ann.events.filter(({ kind }) => kind === "connected")).toHaveLength(1);
  });

  test("a node that reads nothing for a while is alive, and does not take its peers for silent", async () => {
    const { ann, bob } = await pair({ limits: { silentBeats: 12 } });
    await until("they are connected", () => ann.transport.connected().length + bob.transport.connected().length === 2);
    ann.transport.pause();
    const started = performance.now();
    await until("forty beats have passed", () => performance.now() - started > 40 * quick.beatMs);
    ann.transport.resume();
    for (const { events } of [ann, bob]) expect(events.filter(({ kind }) => kind === "disconnected")).toEqual([]);
  });
});

test("closing ends every connection, and nothing listens afterwards", async () => {
  const { ann, bob } = await pair();
  const asking = client([ann.transport.address]);
  await asking.request(say("hello"));
  const silent = stranger(ann.transport.address);
  await until("the stranger is connected", () => silent.socket.readyState === "open");
  await ann.transport.close();
  await until("all are gone", () => silent.closed && bob.transport.connected().length === 0);
  const late = stranger(loopback(ann.transport.address.port));
  expect(await late.refusal()).toBeUndefined();
  expect(late.received).toEqual([]);
});
