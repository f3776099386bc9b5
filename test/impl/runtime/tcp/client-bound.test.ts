// Requests that belong to different nodes, under way at the same time.
import { expect, test } from "vitest";
import type { RequestFailed } from "../../../../impl/runtime/tcp/request-failed.ts";
import { until } from "../../until.ts";
import { client, type Parroting, parrot, say } from "./parrots.ts";

const textsOf = ({ asked }: Parroting) => asked.map(({ text }) => text);

/** Request 1 belongs to ann, who does not answer and goes; request 2 to bob, who has been asked and does not answer. */
const divided = async () => {
  const [ann, bob] = [await parrot("ann"), await parrot("bob")];
  const asking = client([ann.transport.address, bob.transport.address], { isBound: () => true });
  [ann.mute, bob.mute] = [true, true];
  const one = asking.request(say("one"), { timeoutMs: 200 }).catch(({ outcome }: RequestFailed) => outcome);
  await until("ann is asked", () => ann.asked.length === 1);
  await ann.transport.close();
  expect(await one).toBe("unknown");
  const two = asking.request(say("two"));
  await until("bob is asked", () => bob.asked.length === 1);
  const answerTwo = () => bob.transport.reply(asking.session, 2, { type: "Said", text: "two" });
  return { ann, bob, asking, two, answerTwo };
};

test("each is asked of its own: of the next node when the one that is connected has answered", async () => {
  const { ann, bob, asking, two, answerTwo } = await divided();
  const again = await parrot("ann", { listen: ann.transport.address });
  const one = asking.request(say("one"), { seq: 1 });
  answerTwo();
  expect((await Promise.all([one, two])).map(({ text }) => text)).toEqual(["one", "two"]);
  expect([textsOf(again), textsOf(bob)]).toEqual([["one"], ["two"]]);
});

test("what is new waits for its turn, so that a node that is always asked more is left all the same", async () => {
  const { ann, bob, asking, answerTwo } = await divided();
  const again = await parrot("ann", { listen: ann.transport.address });
  const one = asking.request(say("one"), { seq: 1 });
  const three = asking.request(say("three"));
  answerTwo();
  await Promise.all([one, three]);
  expect([textsOf(again), textsOf(bob)]).toEqual([["one", "three"], ["two"]]);
});

test("what is new is asked of who is connected once nothing is under way that belongs elsewhere", async () => {
  const { bob, asking, two, answerTwo } = await divided();
  bob.mute = false;
  const one = asking.request(say("one"), { seq: 1, timeoutMs: 100 }).catch(({ outcome }: RequestFailed) => outcome);
  const three = asking.request(say("three"));
  expect([await one, (await three).text]).toEqual(["unknown", "three"]);
  answerTwo();
  expect((await two).text).toBe("two");
  expect(textsOf(bob)).toEqual(["two", "three"]);
});
