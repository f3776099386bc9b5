// Nodes as an operator starts them, killed with kill -9 while clients are at work.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { addressText } from "../../../impl/runtime/tcp/address.ts";
import { until } from "../until.ts";
import { bankAt, SITES } from "./bank.ts";
import { decisionsIn } from "./decisions.ts";
import { kill } from "./processes.ts";
import { operated, said } from "./quorate-run.ts";

test("of three replicas one is killed: puts and gets go on, and it catches up when it is started again", async () => {
  const { nodes, addresses, folderOf, start } = await operated(["a", "b", "c"], "quorum-store");
  const all = ["--at", Object.values(addresses).map(addressText).join()];
  const onlyC = ["--at", addressText(addresses.c)];
  expect(await said("put", "colour", "blue", ...all)).toEqual([0, expect.stringMatching(/^written, as version 1 by [abc]$/)]);
  await kill(nodes.c);
  expect(await said("get", "colour", ...all)).toEqual([0, "blue"]);
  expect(await said("put", "colour", "green", ...all)).toEqual([0, expect.stringMatching(/^written, as version 2 by [ab]$/)]);
  expect(await said("put", "shape", "round", ...all)).toEqual([0, expect.stringMatching(/^written, as version 1 by [ab]$/)]);

  await start("c");
  expect(await said("get", "colour", ...onlyC)).toEqual([0, "green"]);
  const log = () =>
    readdirSync(folderOf("c"))
      .filter((name) => name.endsWith(".wal"))
      .map((name) => readFileSync(join(folderOf("c"), name), "latin1"))
      .join();
  await until("c has caught up on disk", () => log().includes("green") && log().includes("round"));
  await kill(nodes.a);
  await kill(nodes.b);
  const alone = [...onlyC, "--read", "1", "--no-write-back"];
  expect(await said("get", "colour", ...alone)).toEqual([0, "green"]);
  expect(await said("get", "shape", ...alone)).toEqual([0, "round"]);
  expect(await said("get", "colour", ...onlyC)).toEqual([3, expect.stringContaining("1 of the 2 replicas")]);
  expect(await said("put", "colour", "red", ...onlyC)).toEqual([1, expect.stringContaining("not written: 1 of the 2")]);
});

test("transfers go on while the coordinator and the stores are killed in turn; no money is lost", async () => {
  const { nodes, addresses, folderOf, start } = await operated(SITES, "two-phase-commit", "--coordinator", "bank");
  const bank = await bankAt(addresses);
  let over = false;
  const clients = [1, 2, 3].map(async (client) => {
    for (let i = 1; !over; i++) await bank.transfer(`${client}.${i}`, 1);
  });
  const committed = () => [...bank.told.values()].filter(({ outcome }) => outcome.type === "committed").length;
  for (const site of ["bank", "east", "west", "west", "bank", "east"] as const) {
    const before = committed();
    await until("more is committed", () => committed() > before + 5);
    await kill(nodes[site]);
    await start(site);
  }
  over = true;
  await Promise.all(clients);
  await bank.check();
  for (const site of SITES) {
    nodes[site].child.kill(site === "bank" ? "SIGINT" : "SIGTERM");
    expect(await nodes[site].ended).toEqual({ status: 0, signal: null });
  }
  const sites = Object.values(await decisionsIn(folderOf));
  expect(sites.filter((one) => new Set(Object.values(one)).size !== 1)).toEqual([]);
  expect(sites.filter(({ bank: decision }) => decision === "commit")).toHaveLength(committed());
});
