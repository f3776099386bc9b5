import { afterEach, expect, test, vi } from "vitest";
import { interruptible } from "../../../checker/cli/interrupt.ts";

afterEach(() => vi.restoreAllMocks());

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("the first %s aborts, the second leaves at once, and afterwards nobody listens", (name, left) => {
  const exit = vi.spyOn(process, "exit").mockImplementation((() => undefined) as never);
  const before = process.listenerCount(name);
  const said: string[] = [];
  const { signal, release } = interruptible((line) => said.push(line));
  expect(signal.aborted).toBe(false);
  process.emit(name);
  expect(signal.aborted).toBe(true);
  expect(said).toHaveLength(1);
  expect(exit).not.toHaveBeenCalled();
  process.emit(name);
  expect(exit).toHaveBeenCalledExactlyOnceWith(left);
  release();
  expect(process.listenerCount(name)).toBe(before);
});
