// A node of the adder protocol as a process of its own: `adder-process.ts NODE FOLDER PORT new|old [hangs|fails]`. It tells its
// address to whoever started it, and is told its peer's by it.
import { runNode } from "../../../../impl/runtime/server/run-node.ts";
import type { Address } from "../../../../impl/runtime/tcp/address.ts";
import type { Files } from "../../../../impl/runtime/wal/files.ts";
import { lockDirectory } from "../../../../impl/runtime/wal/lock.ts";
import { realFiles } from "../../../../impl/runtime/wal/real-files.ts";
import { type Adder, adder, isCommand, isMessage } from "./adder.ts";

const [self, data, port, age, disk] = process.argv.slice(2);
const host = "127.0.0.1";
const nowhere = { host, port: 9 };

/** From the first record on, a sync of the disk fails or never ends. */
let isBad = false;
const files: Files = {
  ...realFiles,
  open: async (path, how) => {
    const file = await realFiles.open(path, how);
    const bad = () =>
      disk === "fails" ? Promise.reject(new Error("EIO: i/o error, fdatasync")) : new Promise<void>(() => undefined);
    return { write: file.write, truncate: file.truncate, close: file.close, sync: () => (isBad ? bad() : file.sync()) };
  },
};

process.exitCode = await runNode<Adder>(
  {
    core: adder,
    config: { peer: self === "a" ? "b" : "a" },
    ...{ cluster: "two", self, data, isMessage, isCommand },
    peers: { a: nowhere, b: nowhere },
    listen: { host, port: Number(port) },
    initialise: age === "new",
    limits: { beatMs: 50, backoffMs: [5, 50], lingerMs: 200 },
    onEvent: (event) => {
      if (disk && event.kind === "step" && event.input?.kind === "request") isBad = true;
    },
  },
  (node) => {
    process.on("message", ({ peer, address }: { peer: string; address: Address }) => node.moved(peer, address));
    process.on("disconnect", () => void node.stop());
    process.send?.({ address: node.address });
  },
  disk ? { files, lock: lockDirectory } : undefined,
);
if (process.connected) process.disconnect();
