import fc from "fast-check";
import { expect, test } from "vitest";
import { frameQueue } from "../../../../impl/runtime/tcp/frame-queue.ts";

test("the queue is its last frames that fit, in order, and counts those that gave way", () => {
  const step = fc.oneof(fc.constant("shift" as const), fc.nat(12));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const queue = frameQueue(5, 20);
      let model: Buffer[] = [];
      for (const [number, step] of steps.entries()) {
        if (step === "shift") {
          expect(queue.shift()).toBe(model.shift());
        } else {
          const frame = Buffer.alloc(step, number);
          const before = model.length + 1;
          model.push(frame);
          while (model.length > 5 || Buffer.concat(model).length > 20) model = model.slice(1);
          expect(queue.push(frame)).toBe(before - model.length);
        }
        expect(queue.length).toBe(model.length);
      }
    }),
    { numRuns: 1000 },
  );
});

test("a frame longer than the whole queue is dropped itself", () => {
  const queue = frameQueue(5, 20);
  expect(queue.push(Buffer.alloc(3))).toBe(0);
  expect(queue.push(Buffer.alloc(21))).toBe(2);
  expect(queue.length).toBe(0);
});
