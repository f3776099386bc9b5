import type { Protocol } from "../../../impl/runtime/core.ts";
import { type RunOptions, runNode, STATUS } from "../../../impl/runtime/server/run-node.ts";
import { addressText } from "../../../impl/runtime/tcp/address.ts";
import { LogError } from "../../../impl/runtime/wal/log-error.ts";
import { keep, requireSame, type Settings } from "./settings.ts";

/** Runs a node as this process, says on stdout when it is ready, and gives the status to exit with once it has ended. */
export const serve = async <P extends Protocol>(options: RunOptions<P>, settings: Settings): Promise<number> => {
  const { core, self, data } = options;
  requireSame(data, settings);
  const status = await runNode<P>({ ...options, explain }, ({ address }) => {
    keep(data, settings);
    process.stdout.write(`${core.name} ${self} is ready at ${addressText(address)}\n`);
  });
  // As with every other command, what went wrong is 2.
  return status === STATUS.failed ? 2 : status;
};

/** Why it could not start, and what to do, in words of the command line. */
const explain = (error: unknown): string => {
  const said = error instanceof Error ? error.message : String(error);
  if (error instanceof LogError) return adviceOn[error.code] === undefined ? said : `${said} ${adviceOn[error.code]}`;
  const { code = "" } = error as NodeJS.ErrnoException;
  const advice = adviceOnListening[code];
  return advice === undefined ? said : `${said}: ${advice}`;
};

const adviceOn: Partial<Record<LogError["code"], string>> = {
  "not-initialised": "(--initialise has it initialised.)",
  "already-initialised": "(Leave --initialise out.)",
};

const adviceOnListening: Readonly<Record<string, string>> = {
  EADDRINUSE:
    "another process listens there. Stop it, or give this node another address: in --peers, at every node; or by --listen, if " +
    "the others reach it elsewhere. (Leave --initialise out next time: its folder has been made.)",
  EADDRNOTAVAIL: "this machine has no such address. Give one of its own by --listen.",
  EACCES: "this process may not listen there. Ports above 1023 need no rights.",
  ENOTFOUND: "there is no such host. Give an address of this machine, such as 127.0.0.1:7001.",
};
