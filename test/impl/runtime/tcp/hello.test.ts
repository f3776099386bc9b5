import { describe, expect, test } from "vitest";
import { frameOf } from "../../../../impl/runtime/tcp/frame.ts";
import type { ClientHello, NodeHello } from "../../../../impl/runtime/tcp/hello.ts";
import { packed } from "../../../../impl/runtime/tcp/payload.ts";
import { until } from "../../until.ts";
import { loopback, parrot } from "./parrots.ts";
import { clientHello, helloFrame, stranger } from "./stranger.ts";

const incarnation = "another disk";

describe("a hello that is refused is told why, and the connection closed", () => {
  test.each<[string, Partial<NodeHello | ClientHello>, string, string]>([
    ["another cluster", { cluster: "zoo" }, "cluster", 'cluster "zoo" met cluster "aviary"'],
    ["another protocol", { protocol: "raft" }, "protocol", 'protocol "raft" met protocol "parrot"'],
    ["another version", { version: 2 }, "version", "version 2 of parrot met version 1: run one version everywhere"],
    ["a node of no member's name", { node: "eve" }, "unknown-node", 'node "eve" is no member of the cluster'],
    [
      "a member with another disk",
      { incarnation },
      "incarnation",
      'node "bob" was known as incarnation disk of bob and comes as',
    ],
    ["itself", { node: "ann", incarnation: "disk of ann" }, "self", 'node "ann" reached itself'],
    ["another one of its name", { node: "ann", incarnation }, "self", 'two nodes call themselves "ann"'],
    ["a client of another cluster", { role: "client", session: "s", cluster: "zoo" }, "cluster", 'cluster "zoo" met'],
  ])("%s", async (_, hello, code, why) => {
    const ann = await parrot("ann", { met: new Map([["bob", "disk of bob"]]) });
    const other = stranger(ann.transport.address);
    other.send(helloFrame(hello));
    expect(await other.refusal()).toEqual({ code, why: expect.stringContaining(why) });
    expect(other.received).toHaveLength(1);
    await until("ann says so", () => ann.events.some((event) => event.kind === "closed" && event.why.includes(why)));
  });

  test("no hello at all", async () => {
    const ann = await parrot("ann", { limits: { helloBeats: 5 } });
    const other = stranger(ann.transport.address);
    expect(await other.refusal()).toEqual({ code: "late", why: "no hello within 125 ms" });
  });

  test.each([
    ["a message instead", frameOf("message", packed({ type: "Heard", text: "psst" })), "a message before the hello"],
    ["no map", frameOf("hello", packed([1])), "the hello is not one of Quorate's"],
    ["another magic", frameOf("hello", packed({ magic: "kafka" })), "the hello is not one of Quorate's"],
    ["an empty name", helloFrame({ node: "" }), "the hello is not one of Quorate's"],
    ["one of 5,000 bytes", helloFrame({ cluster: "x".repeat(5000) }), "here the most is 4096"],
    ["two at once", Buffer.concat([helloFrame(), helloFrame()]), "a hello before the hello was answered"],
  ])("%s", async (_, bytes, why) => {
    const ann = await parrot("ann");
    const other = stranger(ann.transport.address);
    other.send(bytes);
    expect(await other.refusal()).toEqual({ code: "malformed", why: expect.stringContaining(why) });
  });
});

describe("who dials checks who answers", () => {
  test("a node that reaches itself says so", async () => {
    const ann = await parrot("ann");
    ann.transport.moved("bob", ann.transport.address);
    await until("a refusal", () => ann.events.some((event) => event.kind === "unreachable" && event.refusal?.code === "self"));
    expect(ann.transport.connected()).toEqual([]);
  });

  test("a node at another one's address is not taken for it", async () => {
    const peers = { ann: loopback(9), bob: loopback(9), col: loopback(9) };
    const [ann, col] = [await parrot("ann", { peers }), await parrot("col", { peers })];
    ann.transport.moved("bob", col.transport.address);
    await until("a refusal", () =>
      ann.events.some((event) => event.kind === "unreachable" && event.refusal?.code === "wrong-node"),
    );
    expect(ann.events.find((event) => event.kind === "unreachable" && event.refusal)).toMatchObject({
      why: 'node "col" answers at the address of "bob"',
    });
  });

  test("both ends of two clusters hear of it, and neither sends a message", async () => {
    const [ann, bob] = [await parrot("ann"), await parrot("bob", { cluster: "zoo" })];
    ann.transport.moved("bob", bob.transport.address);
    ann.transport.send("bob", { type: "Heard", text: "psst" });
    await until("a refusal", () => ann.events.some((event) => event.kind === "unreachable" && event.refusal));
    expect(ann.events.find((event) => event.kind === "unreachable" && event.refusal)).toMatchObject({
      refusal: { code: "cluster", why: 'cluster "aviary" met cluster "zoo"' },
    });
    expect(bob.heard).toEqual([]);
  });
});

describe("a node is met once", () => {
  test("it is answered when that is written down, and what comes again is compared with it", async () => {
    const written: (() => void)[] = [];
    const met: string[] = [];
    const meets = (node: string, disk: string) => {
      met.push(`${node} ${disk}`);
      return new Promise<void>((resolve) => written.push(resolve));
    };
    const ann = await parrot("ann", { meets, limits: { helloBeats: 1000 } });
    const [first, second] = [stranger(ann.transport.address), stranger(ann.transport.address)];
    first.send(helloFrame());
    await until("the meeting", () => met.length > 0);
    second.send(helloFrame({ incarnation }));
    expect((await second.refusal())?.code).toBe("incarnation");
    const third = stranger(ann.transport.address);
    third.send(helloFrame());
    await until("it is connected", () => third.socket.readyState === "open");
    const fourth = stranger(ann.transport.address);
    fourth.send(helloFrame({ cluster: "zoo" }));
    expect((await fourth.refusal())?.code).toBe("cluster");
    expect([first.received, third.received]).toEqual([[], []]);
    written[0]();
    await first.welcome();
    await third.welcome();
    expect(met).toEqual(["bob disk of bob"]);
  });

  test("who leaves before it is answered is not taken for connected", async () => {
    const written: (() => void)[] = [];
    const meets = () => new Promise<void>((resolve) => void written.push(resolve));
    const ann = await parrot("ann", { meets });
    const other = stranger(ann.transport.address);
    other.send(helloFrame());
    await until("the meeting", () => written.length > 0);
    other.socket.destroy();
    await until("ann notices", () => ann.events.some(({ kind }) => kind === "closed"));
    written[0]();
    const next = stranger(ann.transport.address);
    next.send(helloFrame());
    await next.welcome();
    expect(ann.events.filter(({ kind }) => kind === "accepted")).toHaveLength(1);
  });

  test("if it cannot be written down, the node is refused", async () => {
    let isFull = true;
    const ann = await parrot("ann", {
      meets: async () => {
        if (isFull) throw new Error("the disk is full");
      },
    });
    const other = stranger(ann.transport.address);
    other.send(helloFrame());
    expect(await other.refusal()).toEqual({ code: "incarnation", why: "the disk is full" });
    isFull = false;
    const another = stranger(ann.transport.address);
    another.send(helloFrame({ incarnation }));
    await another.welcome();
  });

  test("a newer connection of a node or a session replaces the older one", async () => {
    const ann = await parrot("ann");
    for (const hello of [helloFrame(), clientHello("s")]) {
      const [first, second] = [stranger(ann.transport.address), stranger(ann.transport.address)];
      first.send(hello);
      await first.welcome();
      second.send(hello);
      await second.welcome();
      await until("the older one is closed", () => first.closed);
      expect(second.closed).toBe(false);
    }
    const replaced = () => ann.events.filter((event) => event.kind === "closed" && /^replaced/.test(event.why));
    await until("ann says so of both", () => replaced().length === 2);
  });
});
