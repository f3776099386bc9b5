// A coordinator that is killed and stays away: a store is in doubt until it has taken over, with the other's leave.
import { expect, test } from "vitest";
import { PRESUMED, variants } from "../../../impl/commit/two-phase-commit/variants.ts";
import { bankAt, bankClient, SITES } from "./bank.ts";
import { crashingNode } from "./bundled.ts";
import { crashingCluster } from "./crashing-cluster.ts";
import { decisionsIn } from "./decisions.ts";

const program = crashingNode();

test.each(PRESUMED)("presumed %s: what one store was never asked for the other aborts with it", async (presumed) => {
  const cluster = await crashingCluster(program(), SITES, presumed);
  const bank = await bankAt(cluster.addresses);
  await cluster.kill("west");
  // East is asked, and says yes to a coordinator that is no longer there.
  await cluster.crashAt("bank", { record: variants[presumed].collects ? "collecting" : "started", moment: "left" });
  const outcome = bank.transfer("t", 1);
  await cluster.ended("bank");
  const east = bankClient(cluster.addresses.east);
  const asked = { type: "balance", account: "alice" } as const;
  await expect.poll(() => east.request(asked), { timeout: 20_000 }).toEqual({ type: "locked" });
  await cluster.restart("west");
  // Waits until no account is locked any more.
  await bank.check();
  await Promise.all([cluster.kill("east"), cluster.kill("west")]);
  expect(await decisionsIn(cluster.folderOf)).toEqual({ "1.1": { east: "abort", west: "abort" } });

  // The client goes on asking: it is told of an abort, or what was aborted unknown to the coordinator is begun anew.
  await cluster.killAll();
  const { type } = await outcome;
  await bank.check();
  expect(await cluster.stopAll()).toEqual([0, 0, 0]);
  const { "1.1": taken, ...anew } = await decisionsIn(cluster.folderOf);
  expect(taken).toMatchObject({ east: "abort", west: "abort" });
  expect(taken.bank).not.toBe("commit");
  expect(Object.values(anew)).toEqual(type === "committed" ? [{ bank: "commit", east: "commit", west: "commit" }] : []);
});
