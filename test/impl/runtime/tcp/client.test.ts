import { createServer } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Frame, frameOf } from "../../../../impl/runtime/tcp/frame.ts";
import { frameDecoder } from "../../../../impl/runtime/tcp/frame-decoder.ts";
import { packed } from "../../../../impl/runtime/tcp/payload.ts";
import { RequestFailed } from "../../../../impl/runtime/tcp/request-failed.ts";
import { until } from "../../until.ts";
import { client, loopback, nowhere, parrot, say } from "./parrots.ts";
import { relay } from "./relay.ts";
import { helloFrame } from "./stranger.ts";

const failure = async (request: Promise<unknown>): Promise<RequestFailed> => {
  const error = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(RequestFailed);
  return error as RequestFailed;
};

/** It answers the first connection's request by cutting it, and says all that it has to say at once on the second one. */
const puppetNode = async () => {
  const hello = helloFrame({ node: "ann" });
  const reply = frameOf("reply", packed([1, { type: "Said", text: "hello again" }]));
  const connections: Frame[][] = [];
  const server = createServer((socket) => {
    const frames: Frame[] = [];
    const number = connections.push(frames);
    const decoder = frameDecoder(1 << 20);
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      decoder.push(chunk);
      for (let frame = decoder.next(); frame; frame = decoder.next()) {
        frames.push(frame);
        if (frame.type === "hello") socket.write(number === 1 ? hello : Buffer.concat([hello, reply]));
        else if (number === 1) socket.destroy();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(loopback(), resolve));
  onTestFinished(() => void server.close());
  return { address: loopback((server.address() as { port: number }).port), connections };
};

test("requests are answered, many at once, each with its own result", async () => {
  const ann = await parrot("ann");
  const asking = client([ann.transport.address]);
  const texts = Array.from({ length: 500 }, (_, i) => `number ${i}`);
  const answers = await Promise.all(texts.map((text) => asking.request(say(text))));
  expect(answers.map(({ text }) => text)).toEqual(texts);
  expect(ann.asked.map(({ seq }) => seq)).toEqual(texts.map((_, i) => i + 1));
  expect(new Set(ann.asked.map(({ session }) => session))).toEqual(new Set([asking.session]));
});

describe("when a connection is lost", () => {
  test("what is unanswered is asked again with the same session and number", async () => {
    const ann = await parrot("ann");
    const between = await relay(ann.transport.address);
    const asking = client([between.address]);
    ann.mute = true;
    const answer = asking.request(say("hello"));
    await until("it is asked", () => ann.asked.length === 1);
    ann.mute = false;
    between.cut();
    expect(await answer).toEqual({ type: "Said", text: "hello" });
    expect(ann.asked).toEqual([1, 1].map((seq) => ({ session: asking.session, seq, text: "hello" })));
  });

  test("what is to be asked once is not asked again: its outcome is unknown", async () => {
    const ann = await parrot("ann");
    const between = await relay(ann.transport.address);
    const asking = client([between.address]);
    ann.mute = true;
    const answer = asking.request(say("hello"), { once: true });
    await until("it is asked", () => ann.asked.length === 1);
    ann.mute = false;
    between.cut();
    expect(await failure(answer)).toMatchObject({
      outcome: "unknown",
      message: expect.stringContaining("the connection was lost before the answer"),
    });
    expect(await asking.request(say("hello again"), { once: true })).toEqual({ type: "Said", text: "hello again" });
    expect(ann.asked.map(({ text }) => text)).toEqual(["hello", "hello again"]);
  });

  describe("what is bound to the node that was asked", () => {
    const bound = { isBound: () => true };

    test("is asked of that node again, however long it is away, though another one is there", async () => {
      const [ann, bob] = [await parrot("ann"), await parrot("bob")];
      const asking = client([ann.transport.address, bob.transport.address], bound);
      ann.mute = true;
      const answer = asking.request(say("hello"));
      await until("it is asked", () => ann.asked.length === 1);
      await ann.transport.close();
      await new Promise((resolve) => setTimeout(resolve, 200));
      const again = await parrot("ann", { listen: ann.transport.address });
      expect(await answer).toEqual({ type: "Said", text: "hello" });
      expect([again.asked.map(({ seq }) => seq), bob.asked]).toEqual([[1], []]);
    });

    test("has an unknown outcome if that node stays away; then other nodes are asked for what is new", async () => {
      const [ann, bob] = [await parrot("ann"), await parrot("bob")];
      const asking = client([ann.transport.address, bob.transport.address], bound);
      ann.mute = true;
      const answer = failure(asking.request(say("hello"), { timeoutMs: 300 }));
      await until("it is asked", () => ann.asked.length === 1);
      await ann.transport.close();
      const { seq, outcome } = await answer;
      expect(outcome).toBe("unknown");
      expect(await asking.request(say("new"))).toEqual({ type: "Said", text: "new" });
      // Asked for again by its number, it still belongs to ann.
      const again = await parrot("ann", { listen: ann.transport.address });
      expect(await asking.request(say("hello"), { seq })).toEqual({ type: "Said", text: "hello" });
      expect([again.asked.map(({ text }) => text), bob.asked.map(({ text }) => text)]).toEqual([["hello"], ["new"]]);
    });

    test("has an unknown outcome if that node has lost its disk", async () => {
      const ann = await parrot("ann");
      const asking = client([ann.transport.address], bound);
      ann.mute = true;
      const answer = failure(asking.request(say("hello")));
      await until("it is asked", () => ann.asked.length === 1);
      await ann.transport.close();
      await parrot("ann", { listen: ann.transport.address, incarnation: "another disk" });
      expect(await answer).toMatchObject({
        outcome: "unknown",
        message: "ann has lost its memory since it was asked: whether it was done is unknown",
      });
    });
  });

  test("an answer that comes in one packet with the hello is taken", async () => {
    const { address, connections } = await puppetNode();
    const asking = client([address]);
    const answer = asking.request(say("hello"));
    await until("it is asked", () => connections[0]?.some(({ type }) => type === "request"));
    expect(await answer).toEqual({ type: "Said", text: "hello again" });
    expect(connections).toHaveLength(2);
  });

  test("the next address is tried", async () => {
    const [ann, bob] = [await parrot("ann"), await parrot("bob")];
    const asking = client([nowhere, ann.transport.address, bob.transport.address]);
    await asking.request(say("one"));
    await ann.transport.close();
    await asking.request(say("two"));
    expect([ann.asked.length, bob.asked.length]).toEqual([1, 1]);
  });

  test("a node that answers no more is left for one that does", async () => {
    const [ann, bob] = [await parrot("ann"), await parrot("bob")];
    const between = await relay(ann.transport.address);
    const asking = client([between.address, bob.transport.address]);
    await asking.request(say("one"));
    between.freeze();
    expect(await asking.request(say("two"))).toEqual({ type: "Said", text: "two" });
    expect(bob.asked.map(({ seq }) => seq)).toEqual([2]);
  });
});

describe("a request that has no answer in time", () => {
  test("has an unknown outcome if it was sent, and can be asked again as the same", async () => {
    const ann = await parrot("ann");
    ann.mute = true;
    const asking = client([ann.transport.address]);
    const answer = asking.request(say("hello"), { timeoutMs: 300 });
    const error = await failure(answer);
    expect(error).toMatchObject({
      outcome: "unknown",
      seq: 1,
      message: "no answer within 300 ms: whether it was done is unknown",
    });
    ann.mute = false;
    expect(await asking.request(say("hello"), { seq: error.seq })).toEqual({ type: "Said", text: "hello" });
    expect(ann.asked.map(({ seq }) => seq)).toEqual([1, 1]);
    await asking.request(say("next"));
    expect(ann.asked.at(-1)?.seq).toBe(2);
  });

  test("that was asked before may have been done then, though it reaches nobody now", async () => {
    const ann = await parrot("ann");
    ann.mute = true;
    const asking = client([ann.transport.address]);
    const { seq } = await failure(asking.request(say("hello"), { timeoutMs: 100 }));
    await ann.transport.close();
    expect(await failure(asking.request(say("hello"), { seq, timeoutMs: 100 }))).toMatchObject({ outcome: "unknown", seq });
    await asking.close();
    expect(await failure(asking.request(say("hello"), { seq }))).toMatchObject({ outcome: "unknown", seq });
  });

  test.each([2 ** 31, Number.POSITIVE_INFINITY])("is waited for, however long %d ms are", async (timeoutMs) => {
    const ann = await parrot("ann");
    expect(await client([ann.transport.address]).request(say("hello"), { timeoutMs })).toEqual({ type: "Said", text: "hello" });
  });

  test("was not done if it reached nobody", async () => {
    const error = await failure(client([nowhere]).request(say("hello"), { timeoutMs: 100 }));
    expect(error).toMatchObject({
      outcome: "not-sent",
      message: "no answer within 100 ms (127.0.0.1:9: ECONNREFUSED): it was not sent, so it was not done",
    });
  });
});

describe("a client that no node wants", () => {
  test("is told so without waiting", async () => {
    const [ann, bob] = [await parrot("ann"), await parrot("bob")];
    const asking = client([ann.transport.address, bob.transport.address], { cluster: "zoo" });
    const error = await failure(asking.request(say("hello"), { timeoutMs: 60_000 }));
    expect(error.outcome).toBe("not-sent");
    expect(error.message).toMatch(
      /^every node refuses this client \(127.0.0.1:\d+: refused: cluster "zoo" met cluster "aviary"\)/,
    );
  });

  test("forgets a refusal once the node that refused it lets it in", async () => {
    const strict = await parrot("ann", { cluster: "zoo" });
    const bob = await parrot("bob");
    const [first, second] = [strict.transport.address, bob.transport.address];
    await bob.transport.close();
    const asking = client([first, second]);
    await until("ann refuses it", () => strict.events.some(({ kind }) => kind === "closed"));
    await strict.transport.close();
    const ann = await parrot("ann", { listen: first });
    await asking.request(say("one"));
    const other = await parrot("bob", { listen: second, cluster: "zoo" });
    await ann.transport.close();
    const answer = asking.request(say("two"));
    await until("bob refuses it", () => other.events.some(({ kind }) => kind === "closed"));
    await parrot("ann", { listen: first });
    expect(await answer).toEqual({ type: "Said", text: "two" });
  });

  test("waits if only some refuse it", async () => {
    const [ann, bob] = [await parrot("ann", { cluster: "zoo" }), await parrot("bob")];
    const asking = client([ann.transport.address, bob.transport.address]);
    expect(await asking.request(say("hello"))).toEqual({ type: "Said", text: "hello" });
  });
});

test("a result that the client does not understand is no result", async () => {
  const ann = await parrot("ann");
  const asking = client([ann.transport.address], { isResult: (value): value is never => value === undefined });
  expect(await failure(asking.request(say("hello")))).toMatchObject({
    outcome: "unknown",
    message: "the answer is no result of parrot: whether it was done is unknown",
  });
});

describe("mistakes of the caller", () => {
  test.each([
    ["too long", "x".repeat(2 ** 20), "the most is 1048576"],
    ["not Unicode", "\ud800", "not Unicode"],
  ])("a command that is %s", async (_, text, why) => {
    const ann = await parrot("ann");
    await expect(client([ann.transport.address]).request(say(text))).rejects.toThrow(why);
  });

  test("a number that is under way already", async () => {
    const asking = client([nowhere]);
    const first = failure(asking.request(say("hello")));
    await expect(asking.request(say("hello"), { seq: 1 })).rejects.toThrow("request 1 of this session is under way already");
    await asking.close();
    expect((await first).message).toMatch(/^the client was closed/);
  });

  test("nobody to ask", () => {
    expect(() => client([])).toThrow("a client needs the address of at least one node");
  });
});

test("a client that is closed leaves, and asks nothing more", async () => {
  const ann = await parrot("ann");
  ann.mute = true;
  const asking = client([ann.transport.address]);
  const answer = failure(asking.request(say("hello")));
  await until("it is asked", () => ann.asked.length === 1);
  await asking.close();
  expect(await answer).toMatchObject({ outcome: "unknown" });
  await until("ann notices", () => ann.events.some((event) => event.kind === "closed" && event.from === asking.session));
  await expect(asking.request(say("late"))).rejects.toThrow("the client was closed");
});
