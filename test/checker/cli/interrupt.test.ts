import { afterEach, expect, test, vi } from "vitest";
import { interruptible } from "../../../checker/cli/interrupt.ts";

afterEach(() => vi.restoreAllMocks());

test("the first Ctrl-C aborts, the second leaves at once, and afterwards nobody listens", () => {
  const exit = vi.spyOn(process, "exit").mockImplementation((() => undefined) as never);
  const before = process.listenerCount("SIGINT");
  const said: string[] = [];
  const { signal, release } = interruptible((line) => said.push(line));
  expect(signal.aborted).toBe(false);
  process.emit("SIGINT");
  expect(signal.aborted).toBe(true);
  expect(said).toHaveLength(1);
  expect(exit).not.toHaveBeenCalled();
  process.emit("SIGINT");
  expect(exit).toHaveBeenCalledExactlyOnceWith(130);
  release();
  expect(process.listenerCount("SIGINT")).toBe(before);
});
