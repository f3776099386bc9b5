// The commands that run nodes and ask them, as processes of their own.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { addressText } from "../../../impl/runtime/tcp/address.ts";
import { expectGolden } from "../../golden.ts";
import { freeAddress } from "../../impl/processes/free-ports.ts";
import { kill } from "../../impl/processes/processes.ts";
import { folder, operated, quorate, quorateBy, ready, said } from "../../impl/processes/quorate-run.ts";
import { storeClient } from "../../impl/processes/store-client.ts";

describe("what a call says that starts nothing, and its exit status", () => {
  const cases: [string, string[]][] = [
    ["help", ["run", "quorum-store", "--help"]],
    ["help-two-phase-commit", ["run", "two-phase-commit", "--help"]],
    ["help-put", ["put", "--help"]],
    ["help-transfer", ["transfer", "--help"]],
    ["unknown-protocol", ["run", "quorum-stor", "--id", "a"]],
    ["no-protocol", ["run"]],
    ["no-id", ["run", "quorum-store"]],
    ["too-many", ["run", "quorum-store", "--id", "a", "--peers", "a=7001,b=7002", "--data", "d", "--read", "3"]],
    ["no-coordinator", ["run", "two-phase-commit", "--id", "b", "--peers", "b=7001,e=7002", "--data", "d"]],
    [
      "other-coordinator",
      ["run", "two-phase-commit", "--id", "b", "--peers", "b=7001,e=7002", "--data", "d", "--coordinator", "bank"],
    ],
    ["no-store", ["run", "two-phase-commit", "--id", "b", "--peers", "b=7001", "--data", "d", "--coordinator", "b"]],
    [
      "presumed",
      [
        "run",
        "two-phase-commit",
        "--id",
        "b",
        "--peers",
        "b=7001,e=7002",
        "--data",
        "d",
        "--coordinator",
        "b",
        "--presumed",
        "all",
      ],
    ],
    ["no-value", ["put", "colour"]],
    ["no-address", ["get", "colour"]],
    ["no-place", ["transfer", "--at", ":7001", "--from", "alice", "--to", "west/bob", "--amount", "1"]],
    ["amount", ["transfer", "--at", ":7001", "--from", "east/alice", "--to", "west/bob", "--amount", "1.5"]],
  ];
  for (const [name, args] of cases)
    test(name, async () => {
      const [status, text] = await said(...args);
      expectGolden(`cli/run-${name}`, `${text}\n--- exit ${status}\n`);
    });
});

const single = (data: string, ...more: string[]) =>
  quorate("run", "quorum-store", "--id", "a", "--listen", "127.0.0.1:0", "--data", data, ...more);

/** The log's last line, without its time. */
const lastLine = (stderr: string): string => stderr.trimEnd().split("\n").at(-1)!.replace(/^\S+ /, "");

describe("a node's life", () => {
  test("says where it is ready, stops at Ctrl-C, and goes on from its log", async () => {
    const data = join(folder(), "new/a");
    const first = single(data, "--initialise");
    const at = ["--at", addressText(await ready(first))];
    expect(first.stdout()).toBe(`quorum-store a is ready at ${at[1]}\n`);
    expect(await said("get", "k", ...at)).toEqual([1, 'quorate: nothing was ever written under "k"']);
    expect(await said("put", "k", "one", ...at)).toEqual([0, "written, as version 1 by a"]);
    first.child.kill("SIGINT");
    expect(await first.ended).toEqual({ status: 0, signal: null });
    expect(lastLine(first.stderr())).toBe("a stopped");

    const second = single(data);
    const again = ["--at", addressText(await ready(second)), "--json"];
    const [status, line] = await said("get", "k", ...again);
    expect([status, JSON.parse(line)]).toEqual([
      0,
      { key: "k", type: "value", value: "one", version: { counter: 1, node: "a", start: 1, operation: 2 } },
    ]);
    const [refused, why] = await said("put", "k".repeat(300), "one", ...again);
    expect([refused, JSON.parse(why)]).toMatchObject([1, { type: "refused", why: expect.stringContaining("at most 256") }]);
    second.child.kill("SIGTERM");
    expect(await second.ended).toEqual({ status: 0, signal: null });
  });

  test("is refused where its folder or its address is not its own", async () => {
    const home = folder();
    const data = join(home, "a");
    const refusal = async (...args: Parameters<typeof single>) => {
      const node = single(...args);
      const { status } = await node.ended;
      return [status, lastLine(node.stderr())];
    };
    expect(await refusal(data)).toEqual([2, expect.stringMatching(/holds no log\. .*\(--initialise has it initialised\.\)$/)]);
    const node = single(data, "--initialise");
    const address = addressText(await ready(node));
    expect(await refusal(data)).toEqual([2, expect.stringContaining(`Process ${node.child.pid} has the log`)]);
    expect(await refusal(data, "--initialise")).toEqual([2, expect.stringMatching(/\(Leave --initialise out\.\)$/)]);
    expect(await refusal(data, "--cluster", "other")).toEqual([2, expect.stringContaining("the log of another cluster")]);
    expect(await refusal(data, "--peers", "a=7001,b=7002")).toEqual([
      2,
      expect.stringContaining("has run with a, not with a,b"),
    ]);
    expect(await refusal(join(home, "b"), "--initialise", "--listen", address)).toEqual([
      2,
      expect.stringMatching(/EADDRINUSE.*: another process listens there\./),
    ]);
    mkdirSync(join(home, "c"));
    expect(await refusal(join(home, "c"))).toEqual([2, expect.stringContaining("holds no log")]);
    await kill(node);
    rmSync(data, { recursive: true });
    expect(await refusal(data)).toEqual([2, expect.stringContaining("holds no log")]);
  });

  test("ends with status 2 when its disk fails", async () => {
    const address = addressText(await freeAddress());
    const data = join(folder(), "a");
    // A file of more than so many KiB is an error.
    const limited = `ulimit -f 4096 && exec "$0" "$@"`;
    const node = quorateBy(
      ["bash", "-c", limited],
      "run",
      "quorum-store",
      "--id",
      "a",
      "--listen",
      address,
      "--data",
      data,
      "--initialise",
    );
    const client = storeClient(await ready(node));
    const value = "x".repeat(60_000);
    const filling = (async () => {
      for (let i = 0; i < 100; i++) await client.request({ type: "put", key: `k${i}`, value }, { once: true });
    })();
    await expect(filling).rejects.toMatchObject({ outcome: "unknown" });
    expect(await node.ended).toEqual({ status: 2, signal: null });
    expect(node.stderr()).toMatch(/ a failed: The log in .* has failed: EFBIG.*\n/);
  });
});

test("a bank: what its clients are told", async () => {
  const { nodes, addresses } = await operated(["bank", "east", "west"], "two-phase-commit", "--coordinator", "bank");
  const at = (site: "bank" | "east" | "west") => ["--at", addressText(addresses[site])];
  const transfer = (...more: string[]) => said("transfer", ...at("bank"), "--from", "east/alice", "--to", "west/bob", ...more);
  const balances = async () => [
    (await said("account", "balance", "alice", ...at("east")))[1],
    (await said("account", "balance", "bob", ...at("west")))[1],
  ];
  expect(await said("account", "open", "alice", "--amount", "100", ...at("east"))).toEqual([0, "opened alice"]);
  expect(await said("account", "open", "bob", "--amount", "0", ...at("west"))).toEqual([0, "opened bob"]);
  const rent = ["--amount", "30", "--id", "rent"];
  const done = [0, "committed: 30 from east/alice to west/bob, as rent"];
  expect(await transfer(...rent)).toEqual(done);
  expect(await transfer(...rent)).toEqual(done);
  expect(await balances()).toEqual(["70", "30"]);
  expect(await transfer("--amount", "71")).toEqual([
    1,
    "quorate: aborted, nothing was moved: insufficient funds at east; another try takes another --id",
  ]);
  const [status, line] = await transfer("--amount", "71", "--id", "much", "--json");
  expect([status, JSON.parse(line)]).toEqual([1, { id: "much", type: "aborted", reason: "insufficient funds", store: "east" }]);
  expect(await transfer("--amount", "31", "--id", "rent")).toEqual([1, expect.stringContaining("was another transfer")]);
  expect(await said("account", "balance", "carol", ...at("west"))).toEqual([1, expect.stringContaining("is no account")]);
  expect(await said("account", "balance", "bob", ...at("bank"))).toEqual([1, expect.stringContaining("east, west")]);
  expect(await said("get", "bob", ...at("west"), "--timeout", "5")).toEqual([
    3,
    expect.stringContaining('protocol "quorum-store" met protocol "two-phase-commit"'),
  ]);

  await kill(nodes.west);
  expect(await transfer("--amount", "1")).toEqual([1, expect.stringContaining("timeout at west")]);
  await kill(nodes.bank);
  expect(await transfer("--amount", "1", "--id", "late", "--timeout", "0.2")).toEqual([
    3,
    expect.stringMatching(/no answer within 200 ms.*; ask again with --id late, and it is done once$/),
  ]);
});
