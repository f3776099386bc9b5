import { expect, test } from "vitest";
import { addressOf, addressText } from "../../../../impl/runtime/tcp/address.ts";

test.each([
  ["127.0.0.1:7001", "127.0.0.1", 7001],
  ["localhost:0", "localhost", 0],
  ["[::1]:7001", "::1", 7001],
  [":7001", "127.0.0.1", 7001],
  ["7001", "127.0.0.1", 7001],
])("%s", (text, host, port) => {
  expect(addressOf(text)).toEqual({ host, port });
  expect(addressOf(addressText({ host, port }))).toEqual({ host, port });
});

test.each(["", "host", "host:", "host:70000", "::1:7001", "host:-1", "host:1:2", "host:7001 "])("%j is no address", (text) => {
  expect(() => addressOf(text)).toThrow(`${JSON.stringify(text)} is no address; one is host:port`);
});
