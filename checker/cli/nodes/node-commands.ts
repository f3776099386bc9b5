// The commands that run protocols as processes, and those that ask them.
import type { CommandRow } from "../commands.ts";
import {
  type AskFlags,
  balanceOptions,
  type GetFlags,
  getOptions,
  type OpenFlags,
  openOptions,
  type PutFlags,
  putOptions,
  type RunCommitFlags,
  type RunStoreFlags,
  runCommitOptions,
  runStoreOptions,
  type TransferFlags,
  transferOptions,
} from "./node-options.ts";

const RUNNING = `One line on stdout says that the node is ready, and its address; its log goes to stderr. Ctrl-C or SIGTERM stops it cleanly;
what ends it otherwise, kill -9 included, costs nothing that was answered: it starts again with the same command, without
--initialise. Nothing is encrypted or signed: it is for loopback, or for a private network.

Exit status:
  0    it was stopped
  2    it could not start, or could not go on: the call is wrong, the address is taken, the folder holds no log or
       another's or is in use by another process, the disk failed; stderr says what it was, and what to do
  130  it was interrupted twice`;

export const runStore: CommandRow<RunStoreFlags> = {
  usage: "quorum-store",
  says: "a replicated key-value store: every node holds all keys, and answers clients",
  more: `A get sees the latest put if --read and --write together are more than there are nodes, as majorities are.

Examples:
  P=a=127.0.0.1:7001,b=127.0.0.1:7002,c=127.0.0.1:7003
  quorate run quorum-store --id a --peers $P --data data/a --initialise
  quorate run quorum-store --id b --peers $P --data data/b --initialise
  quorate run quorum-store --id c --peers $P --data data/c --initialise

${RUNNING}`,
  options: runStoreOptions,
  load: async () => (await import("./run-quorum-store.ts")).runQuorumStore,
};

export const runCommit: CommandRow<RunCommitFlags> = {
  usage: "two-phase-commit",
  says: "stores that hold accounts, and a coordinator that moves money between them",
  more: `Examples:
  P=bank=127.0.0.1:7101,east=127.0.0.1:7102,west=127.0.0.1:7103
  quorate run two-phase-commit --id bank --coordinator bank --peers $P --data data/bank --initialise
  quorate run two-phase-commit --id east --coordinator bank --peers $P --data data/east --initialise
  quorate run two-phase-commit --id west --coordinator bank --peers $P --data data/west --initialise

${RUNNING}`,
  options: runCommitOptions,
  load: async () => (await import("./run-two-phase-commit.ts")).runTwoPhaseCommit,
};

export const put: CommandRow<PutFlags> = {
  usage: "put <key> <value>",
  says: "write to a quorum-store",
  more: `The node that was asked is asked again, and no other, if the connection to it is lost: it knows what it was asked for
before, also after a restart, and writes it once.

Examples:
  quorate put colour blue --at 127.0.0.1:7001,127.0.0.1:7002,127.0.0.1:7003

Exit status:
  0  the value is written
  1  it was not written: the command is refused, or too few replicas answered
  3  not known: it may have been written, or be written yet; a get tells, and another put settles it
  2  an error: the call is wrong`,
  options: putOptions,
  load: async () => (await import("./put.ts")).putCommand,
};

export const get: CommandRow<GetFlags> = {
  usage: "get <key>",
  says: "read from a quorum-store",
  more: `Examples:
  quorate get colour --at 127.0.0.1:7001,127.0.0.1:7002,127.0.0.1:7003
  quorate get colour --at 127.0.0.1:7001 --json | jq .version

Exit status:
  0  the value is on stdout
  1  nothing was ever written under this key, or the command is refused
  3  no answer: no node was reached, or too few replicas answered in time
  2  an error: the call is wrong`,
  options: getOptions,
  load: async () => (await import("./get.ts")).getCommand,
};

export const transfer: CommandRow<TransferFlags> = {
  usage: "transfer",
  says: "move money between accounts of stores that run two-phase-commit",
  more: `Examples:
  quorate transfer --at 127.0.0.1:7101 --from east/alice --to west/bob --amount 30 --id rent-2031-05

Exit status:
  0  committed: the money was moved
  1  aborted or refused: nothing was moved, nor will be by this transfer; another try takes another --id
  3  no answer: ask again with the same --id, which moves the money once
  2  an error: the call is wrong`,
  options: transferOptions,
  load: async () => (await import("./transfer.ts")).transferCommand,
};

const ACCOUNT_STATUS = `Exit status:
  0  done
  1  refused, or in a transfer that is not decided
  3  no answer: ask again, which does nothing twice
  2  an error: the call is wrong`;

export const openAccount: CommandRow<OpenFlags> = {
  usage: "open <account>",
  says: "open an account of a store that runs two-phase-commit",
  more: `Examples:
  quorate account open alice --amount 100 --at 127.0.0.1:7102

${ACCOUNT_STATUS}`,
  options: openOptions,
  load: async () => (await import("./account.ts")).openCommand,
};

export const balance: CommandRow<AskFlags> = {
  usage: "balance <account>",
  says: "print what is in an account",
  more: `Examples:
  quorate account balance alice --at 127.0.0.1:7102

${ACCOUNT_STATUS}`,
  options: balanceOptions,
  load: async () => (await import("./account.ts")).balanceCommand,
};
