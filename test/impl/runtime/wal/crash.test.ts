// The process or the machine stops at every call that changes the disk, or the call reports an error; whatever that leaves, the log
// is opened again, by a process that may be stopped as well, and nothing that was promised is missing.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawn, everyChoice } from "./choices.ts";
import { type Choose, FakeDisk, type Fault, type Faults } from "./fake-disk.ts";
import { History, type Operation, openedBy, run } from "./workload.ts";

const append = (...sizes: number[]): Operation => ({ does: "append", sizes });
const sync: Operation = { does: "sync" };
const discard: Operation = { does: "discard", keep: 1 };
const meet = (peer: string): Operation => ({ does: "meet", peer });

const workloads: Record<string, readonly Operation[]> = {
  "batches of several records": [append(1, 20, 3), sync, append(60), append(2), sync, append(5)],
  "segments that roll": [append(200), sync, append(150), sync, append(300), sync, append(10), sync],
  "discards of whole segments": [append(300), sync, append(300), sync, append(300), sync, discard, append(9)],
  "peers and reopening": [meet("a"), append(30), { does: "reopen" }, append(4), sync, meet("c")],
};

const at =
  (when: number, what: Fault): Faults =>
  (call) =>
    call === when ? what : undefined;

/** How many calls the operations make when nothing goes wrong. */
const callsOf = async (operations: readonly Operation[]): Promise<number> => {
  const disk = new FakeDisk();
  expect(await run(new History(), disk, operations)).toBe("done");
  expect(disk.calls.length).toBeGreaterThan(15);
  return disk.calls.length;
};

const more = [append(7, 8), sync, append(9)];

/** Opens the log, goes on, and loses power once more. */
const expectToGoOn = async (history: History, disk: FakeDisk, choose: Choose): Promise<void> => {
  expect(await run(history, disk, more)).toBe("done");
  await openedBy(history, disk.powerFailed(choose));
};

describe("a power failure at every call", () => {
  for (const [name, operations] of Object.entries(workloads))
    test(name, async () => {
      const calls = await callsOf(operations);
      for (let call = 0; call < calls; call++)
        await everyChoice(100, async (choose) => {
          const history = new History();
          const disk = new FakeDisk(at(call, "die"));
          expect(await run(history, disk, operations)).toBe("died");
          await expectToGoOn(history, disk.powerFailed(choose), choose);
        });
    });
});

describe("a power failure at every call of a recovery from one", () => {
  for (const [name, operations] of Object.entries(workloads))
    test(name, async () => {
      const calls = await callsOf(operations);
      for (let call = 0; call < calls; call++)
        for (let second = 0, state = "died"; state === "died"; second++) {
          const choose = drawn(call * 100 + second);
          const history = new History();
          const disk = new FakeDisk(at(call, "die"));
          expect(await run(history, disk, operations)).toBe("died");
          const again = disk.powerFailed(choose, at(second, "die"));
          state = String(await run(history, again, more));
          expect(state).toBe(state === "died" ? "died" : "done");
          await expectToGoOn(history, again.powerFailed(choose), choose);
        }
    });
});

describe("the process is killed at every call, and the power fails after the next", () => {
  for (const [name, operations] of Object.entries(workloads))
    test(name, async () => {
      const calls = await callsOf(operations);
      for (let call = 0; call < calls; call++)
        await everyChoice(20, async (choose) => {
          const history = new History();
          const disk = new FakeDisk(at(call, "die"));
          expect(await run(history, disk, operations)).toBe("died");
          const next = disk.restarted();
          await openedBy(history, next);
          await expectToGoOn(history, next.powerFailed(choose), choose);
        });
    });
});

// What fdatasync reported as failed is shown to the next process as if it were on disk. It says that it is durable, so it must be.
for (const [error, code] of [
  ["EIO", "input-output"],
  ["ENOSPC", "disk-full"],
])
  describe(`${error} at every call: the log fails for good, and nothing that the next process calls durable is lost`, () => {
    for (const [name, operations] of Object.entries(workloads))
      test(name, async () => {
        const calls = await callsOf(operations);
        for (let call = 0; call < calls; call++)
          await everyChoice(20, async (choose) => {
            const history = new History();
            const disk = new FakeDisk(at(call, { error }), choose);
            expect(await run(history, disk, operations)).toMatchObject({ name: "LogError", code });
            expect(disk.calls.length, "nothing is tried after the error").toBe(call + 1);
            const next = disk.restarted();
            await openedBy(history, next);
            await expectToGoOn(history, next.powerFailed(choose), choose);
          });
      });
  });

const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant("append"), sizes: fc.array(fc.nat(250), { minLength: 1, maxLength: 4 }) }),
  },
  { weight: 3, arbitrary: fc.constant(sync) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("discard"), keep: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("meet"), peer: fc.constantFrom("a", "c", "d") }) },
  { weight: 1, arbitrary: fc.constant<Operation>({ does: "reopen" }) },
);

/** One life of a node: what it does, at which call it ends and how. */
const life = fc.record({
  operations: fc.array(operation, { maxLength: 12 }),
  call: fc.nat(60),
  fault: fc.constantFrom<NonNullable<Fault>>("die", { error: "EIO" }, { error: "ENOSPC" }),
  power: fc.boolean(),
});

test("any lives of a node, one after the other", async () => {
  const ends = { done: 0, died: 0, failed: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 6 }), fc.nat(), async (lives, seed) => {
      const choose = drawn(seed);
      const history = new History();
      let disk = new FakeDisk();
      for (const { operations, call, fault, power } of lives) {
        const faults = at(call, fault);
        disk = power ? disk.powerFailed(choose, faults) : disk.restarted(faults);
        const end = await run(history, disk, operations);
        ends[typeof end === "string" ? end : "failed"]++;
      }
      await expectToGoOn(history, disk.powerFailed(choose), choose);
    }),
    { numRuns: 1500 },
  );
  for (const count of Object.values(ends)) expect(count).toBeGreaterThan(100);
});
