import { expect, test } from "vitest";
import { conforms, instancesOf } from "../../../../checker/index.ts";
import { conformLines } from "../../../../checker/report/conform-lines.ts";
import { nothingAround } from "../../../../checker/report/conform-surroundings.ts";
import { originalIn } from "../../../../checker/report/original.ts";
import { expectGolden } from "../../../golden.ts";
import { lock, mapping, server } from "./lock.ts";

const three = instancesOf(new URL("lock.ts", import.meta.url).href)(lock, { clients: 3 });
const around = { ...nothingAround, spec: three.spec, original: originalIn(three.address?.module) };

for (const [name, bug] of [
  ["lock", false],
  ["lock-bug", true],
] as const) {
  test(`${name} reads as its transcript`, async () => {
    const result = await conforms(three, server(3, bug), mapping(three));
    expect(result.verdict).toBe(bug ? "diverges" : "conforms");
    expectGolden(`conform/${name}`, `${conformLines({ ...result, seconds: 0 }, around).join("\n")}\n`);
  });
}

test("the server conforms for other numbers of clients", async () => {
  for (const [clients, states] of [
    [1, 7],
    [2, 36],
    [4, 992],
  ]) {
    const some = instancesOf(undefined)(lock, { clients });
    const result = await conforms(some, server(clients), mapping(some));
    expect(result).toMatchObject({ verdict: "conforms", states, neverMatched: [], insensitive: [] });
  }
});
