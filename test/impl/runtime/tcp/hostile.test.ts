// Whatever comes in on one connection, that connection is closed and nothing else is touched: in each test a client and a peer that
// behave are at work on the same node.
import { randomBytes, randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { frameOf } from "../../../../impl/runtime/tcp/frame.ts";
import { packed } from "../../../../impl/runtime/tcp/payload.ts";
import { until } from "../../until.ts";
import { client, heard, nowhere, type Parroting, pair, say } from "./parrots.ts";
import { clientHello, helloFrame, type Stranger, stranger } from "./stranger.ts";

interface Work {
  readonly ann: Parroting;
  /** Stops the work, which must have gone on until then on the connections that it began with. */
  goesOn(): Promise<void>;
}

/** A peer and a client of ann that never stop asking. */
const work = async (limits = {}): Promise<Work> => {
  const { ann, bob } = await pair({ limits, peers: { ann: nowhere, bob: nowhere, col: nowhere } });
  const asking = client([ann.transport.address]);
  await asking.request(say("first"));
  await until("bob is connected", () => bob.transport.connected().length === 1);
  const before = ann.events.length;
  let [answered, sent, over] = [0, 0, false];
  const loop = (async () => {
    while (!over) {
      bob.transport.send("ann", heard(String(sent++)));
      expect(await asking.request(say(String(answered)))).toEqual({ type: "Said", text: String(answered++) });
    }
  })();
  onTestFinished(() => {
    over = true;
  });
  return {
    ann,
    goesOn: async () => {
      const [told, last] = [sent, answered];
      await until("ten more answers", () => answered >= last + 10);
      over = true;
      await loop;
      await until("all messages have come", () => ann.heard.filter(({ from }) => from === "bob").length === sent);
      expect(told).toBeGreaterThan(0);
      const mine = [asking.session, "bob"];
      expect(ann.events.slice(before).filter((event) => event.kind === "closed" && mine.includes(event.from ?? ""))).toEqual(
        [],
      );
    },
  };
};

const message = (value: unknown) => frameOf("message", packed(value));
const request = (value: unknown) => frameOf("request", packed(value));
const wrong = (frame: Buffer) => {
  frame[frame.length - 1] ^= 1;
  return frame;
};

const bytes = {
  checksum: wrong(message(heard("psst"))),
  guard: message({ type: "Heard", text: 7 }),
  otherType: message({ type: "Shot" }),
  notPlain: frameOf("message", Buffer.of(0xc1)),
  huge: Buffer.of(0xff, 0xff, 0xff, 0xff),
  bomb: frameOf("message", Buffer.from("dd01000000".repeat(400), "hex")),
};

describe("after a hello", () => {
  const asNode = [
    ["a wrong checksum", bytes.checksum, "checksum"],
    ["a message that the guard refuses", bytes.guard, 'no message of parrot: {"type":"Heard","text":7}'],
    ["a message of no known type", bytes.otherType, "no message of parrot"],
    ["what is not plain", bytes.notPlain, "JSON cannot say"],
    ["four gigabytes, it says", bytes.huge, "here the most is 16777216"],
    ["lists that promise gigabytes", bytes.bomb, "ends before its value"],
    ["a request", request([1, say("psst")]), "a request from a node"],
    ["another hello", helloFrame(), "a hello from a node"],
    ["a reply", frameOf("reply", packed([1, 1])), "a reply from a node"],
  ] as const;
  const asClient = [
    ["a command that the guard refuses", request([1, { type: "Shout" }]), "no command of parrot"],
    ["a request without a number", request(say("psst")), "not a number and what goes with it"],
    ["a number that is none", request([0.5, say("psst")]), "not a number and what goes with it"],
    ["a message", message(heard("psst")), "a message from a client"],
    ["a megabyte and one byte", frameOf("request", new Uint8Array(2 ** 20 + 1)), "here the most is 1048576"],
    [
      "what is nested 17 deep",
      frameOf("request", Buffer.concat([Buffer.alloc(17, 0x91), Buffer.of(1)])),
      "nests deeper than 16",
    ],
  ] as const;
  const col = helloFrame({ node: "col", incarnation: "disk of col" });
  const cases = [
    ...asNode.map(([name, sent, why]) => [name, "a node", col, sent, why] as const),
    ...asClient.map(([name, sent, why]) => [name, "a client", clientHello("mallory"), sent, why] as const),
  ];

  test.each(cases)("%s, from %s", async (_, __, hello, sent, why) => {
    const { ann, goesOn } = await work();
    const other = stranger(ann.transport.address);
    other.send(hello);
    await other.welcome();
    other.send(sent);
    expect(await other.refusal()).toEqual({ code: "malformed", why: expect.stringContaining(why) });
    await goesOn();
    expect(ann.heard.filter(({ from }) => from === "col")).toEqual([]);
  });

  test("what came before the malformed frame is taken, what comes after it is not", async () => {
    const { ann, goesOn } = await work();
    const other = stranger(ann.transport.address);
    other.send(col);
    await other.welcome();
    other.send(Buffer.concat([message(heard("before")), bytes.guard, message(heard("after"))]));
    expect((await other.refusal())?.code).toBe("malformed");
    await goesOn();
    expect(ann.heard.filter(({ from }) => from === "col")).toEqual([{ from: "col", text: "before" }]);
  });

  test("a frame that drips in byte by byte, and never ends", async () => {
    const { ann, goesOn } = await work({ frameBeats: 4 });
    const other = stranger(ann.transport.address);
    other.send(col);
    await other.welcome();
    const long = message(heard("x".repeat(10_000)));
    for (let at = 0; !other.closed && at < long.length - 1; at++) {
      other.send(long.subarray(at, at + 1));
      await sleep(2);
    }
    expect(await other.refusal()).toEqual({ code: "late", why: "a frame took longer than 100 ms" });
    await goesOn();
  });

  test("a frame that is cut off in the middle", async () => {
    const { ann, goesOn } = await work();
    const other = stranger(ann.transport.address);
    other.send(col);
    await other.welcome();
    other.send(message(heard("psst")).subarray(0, -1));
    other.socket.end();
    await until("it is closed", () => ann.events.some((event) => event.kind === "closed" && event.from === "col"));
    const closed = ann.events.find((event) => event.kind === "closed" && event.from === "col");
    expect(closed).toMatchObject({ why: "closed by the other side in the middle of a frame" });
    await goesOn();
  });

  test("a client that asks and never reads", async () => {
    const { ann, goesOn } = await work({ replyBytes: 1 << 20, silentBeats: 1000 });
    const other = stranger(ann.transport.address);
    other.send(clientHello("deaf"));
    await other.welcome();
    other.socket.pause();
    const closed = () => ann.events.find((event) => event.kind === "closed" && event.from === "deaf");
    const long = request([1, say("x".repeat(100_000))]);
    while (!closed() && !other.socket.destroyed) {
      other.send(long);
      await sleep(1);
    }
    await until("it is closed", closed);
    expect(closed()).toMatchObject({ why: "the client does not read its replies" });
    await goesOn();
  });
});

describe("before a hello", () => {
  test("bytes at random", async () => {
    const { ann, goesOn } = await work();
    for (let round = 0; round < 50; round++) {
      const other = stranger(ann.transport.address);
      const noise = randomBytes(1 + randomInt(200));
      noise[0] |= 1;
      other.send(noise);
      // Fewer than four bytes are no length yet: it is then late instead.
      expect((await other.refusal())?.code).toMatch(/^(malformed|late)$/);
    }
    await goesOn();
  });

  test("a hello that drips in", async () => {
    const { ann, goesOn } = await work();
    const other = stranger(ann.transport.address);
    for (const byte of helloFrame({ node: "col" }).subarray(0, -1)) {
      if (other.closed) break;
      other.send(Buffer.of(byte));
      await sleep(5);
    }
    expect((await other.refusal())?.code).toBe("late");
    await goesOn();
  });

  test("more connections than a hall holds: who waits longest makes room, and a hello still gets in", async () => {
    const { ann, goesOn } = await work({ strangers: 5, helloBeats: 1000 });
    const crowd: Stranger[] = [];
    for (let i = 0; i < 12; i++) {
      const other = stranger(ann.transport.address);
      await until("it is connected", () => other.socket.readyState === "open");
      crowd.push(other);
    }
    expect(await crowd[0].refusal()).toEqual({ code: "busy", why: "too many connections without a hello" });
    await until("seven are gone", () => crowd.filter(({ closed }) => closed).length === 7);
    expect(crowd.slice(7).some(({ closed }) => closed)).toBe(false);
    const polite = client([ann.transport.address]);
    expect(await polite.request(say("good day"))).toEqual({ type: "Said", text: "good day" });
    await goesOn();
  });

  test("more clients than are wanted are told so", async () => {
    const { ann, goesOn } = await work({ clients: 2 });
    const second = client([ann.transport.address]);
    await second.request(say("good day"));
    const third = stranger(ann.transport.address);
    third.send(clientHello("third"));
    expect(await third.refusal()).toEqual({ code: "busy", why: "2 clients are connected already" });
    await goesOn();
  });

  test("a hundred connections that are dropped at once", async () => {
    const { ann, goesOn } = await work();
    for (let i = 0; i < 100; i++) {
      const { socket } = stranger(ann.transport.address);
      socket.on("connect", () => void socket.resetAndDestroy());
    }
    await goesOn();
  });
});
