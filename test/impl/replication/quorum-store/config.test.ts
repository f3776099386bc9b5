import { expect, test } from "vitest";
import { quorumStoreConfig } from "../../../../impl/replication/quorum-store/config.ts";

const nodes = ["a", "b", "c"];

test.each([
  [1, 1],
  [2, 2],
  [3, 2],
  [4, 3],
  [5, 3],
])("of %i replicas the majority is %i", (count, majority) => {
  const config = quorumStoreConfig({ nodes: Array.from({ length: count }, (_, i) => `n${i}`) });
  expect(config).toMatchObject({ read: majority, write: majority, writeBack: true, readRepair: true, catchUp: true });
});

test("one limit is changed and the others stay", () => {
  const { limits, retry } = quorumStoreConfig({ nodes, limits: { key: 1 }, retry: { times: 0 } });
  expect(limits).toMatchObject({ key: 1, value: 65_536 });
  expect(retry).toEqual({ milliseconds: [150, 300], times: 0 });
});

test.each([
  [{ nodes: [] }, "nodes: a quorum store needs one replica at least"],
  [{ nodes: ["a", "b", "a"] }, 'nodes: "a" is named twice'],
  [{ nodes, read: 0 }, "read: 0 is not a whole number, 1 to 3"],
  [{ nodes, write: 4 }, "write: 4 is not a whole number, 1 to 3"],
  [{ nodes, write: 1.5 }, "write: 1.5 is not a whole number, 1 to 3"],
  [{ nodes, retry: { milliseconds: [9, 5] } }, "retry.milliseconds[0]: 9 is not a whole number, 1 to 5"],
  [{ nodes, retry: { times: -1 } }, "retry.times: -1 is not a whole number, 0 or more"],
  [{ nodes, limits: { chunk: { keys: 0, units: 1 } } }, "limits.chunk.keys: 0 is not a whole number, 1 or more"],
  [{ nodes, limits: { log: Number.NaN } }, "limits.log: NaN is not a whole number, 1 or more"],
] as const)("%j is refused", (options, message) => {
  expect(() => quorumStoreConfig(options as Parameters<typeof quorumStoreConfig>[0])).toThrow(message);
});
