// The options of the commands that run protocols and ask them. Addresses stay text here: what reads them is loaded with the command.
import { InvalidArgumentError } from "commander";
import { type CommonFlags, common, type OptionTable, positive, whole } from "../options.ts";

interface ClusterFlags extends CommonFlags {
  readonly cluster?: string;
}
export interface RunFlags extends ClusterFlags {
  readonly id?: string;
  readonly peers?: string;
  readonly listen?: string;
  readonly data?: string;
  readonly initialise?: true;
}
export interface RunStoreFlags extends RunFlags {
  readonly read?: number;
  readonly write?: number;
  /** Commander has these true where they are not denied. */
  readonly writeBack?: boolean;
  readonly readRepair?: boolean;
}
export interface RunCommitFlags extends RunFlags {
  readonly coordinator?: string;
  readonly presumed?: string;
  readonly takeOver?: number;
}
export interface AskFlags extends ClusterFlags {
  readonly at?: string;
  readonly timeout?: number;
  readonly json?: true;
}
export interface PutFlags extends AskFlags {
  readonly read?: number;
  readonly write?: number;
}
export interface GetFlags extends PutFlags {
  readonly writeBack?: boolean;
}
export interface TransferFlags extends AskFlags {
  readonly from?: string;
  readonly to?: string;
  readonly amount?: number;
  readonly id?: string;
}
export interface OpenFlags extends AskFlags {
  readonly amount?: number;
}

const natural = (text: string): number => {
  const value = Number(text.replaceAll("_", ""));
  if (text.trim() !== "" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError(`Give a whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`);
};

const cluster: OptionTable<ClusterFlags> = {
  cluster: {
    flags: "--cluster <name>",
    says: "the same for all nodes and clients that belong together (default: quorate)",
  },
  ...common,
};

const runOptions: OptionTable<RunFlags> = {
  id: { flags: "--id <id>", says: "which of the peers this node is" },
  peers: {
    flags: "--peers <list>",
    says: "id=host:port of every node, this one included, with commas between; the same at every node",
  },
  listen: {
    flags: "--listen <host:port>",
    says: "where to listen, if not at the node's address in --peers; port 0 lets the system choose",
  },
  data: { flags: "--data <dir>", says: "the folder of the node's log, which it has to itself" },
  initialise: { flags: "--initialise", says: "make that folder: for a node that never ran before, and no other" },
  ...cluster,
};

const replicas = whole("a whole number of replicas, at least 1");
const read = { flags: "--read <n>", says: "how many replicas are asked (default: a majority)", parse: replicas };
const write = { flags: "--write <n>", says: "how many must have stored a copy (default: a majority)", parse: replicas };

export const runStoreOptions: OptionTable<RunStoreFlags> = {
  read,
  write,
  writeBack: { flags: "--no-write-back", says: "a get does not wait until what it returns is stored by --write replicas" },
  readRepair: { flags: "--no-read-repair", says: "a get leaves replicas alone that hold something older" },
  ...runOptions,
};

export const runCommitOptions: OptionTable<RunCommitFlags> = {
  coordinator: { flags: "--coordinator <id>", says: "which of the peers coordinates; the others are stores" },
  presumed: {
    flags: "--presumed <what>",
    says: "of a forgotten transaction: nothing, abort (the default) or commit; the same at every node",
  },
  takeOver: {
    flags: "--take-over <n>",
    says: "how often a store in doubt asks in vain before it takes over coordination (default: 3)",
    parse: natural,
  },
  ...runOptions,
};

const askOptions: OptionTable<AskFlags> = {
  at: { flags: "--at <host:port>", says: "the node that is asked" },
  timeout: {
    flags: "--timeout <s>",
    says: "wait for the answer so many seconds (default: 10)",
    parse: positive("a number of seconds above 0"),
  },
  json: { flags: "--json", says: "print the answer as a line of JSON, whatever it is" },
  ...cluster,
};

const anyNode = { flags: "--at <list>", says: "host:port of one node or more, with commas between; one that is up is asked" };
const asConfigured = "(default: as the node is configured)";
const readOnce = { ...read, says: `how many replicas are asked ${asConfigured}` };
const writeOnce = { ...write, says: `how many must have stored the copy ${asConfigured}` };

export const putOptions: OptionTable<PutFlags> = { read: readOnce, write: writeOnce, ...askOptions, at: anyNode };

export const getOptions: OptionTable<GetFlags> = {
  read: readOnce,
  write: writeOnce,
  writeBack: { flags: "--no-write-back", says: "do not wait until --write replicas have stored what is returned" },
  ...askOptions,
  at: anyNode,
};

export const transferOptions: OptionTable<TransferFlags> = {
  from: { flags: "--from <store/account>", says: "which pays" },
  to: { flags: "--to <store/account>", says: "which is paid" },
  amount: {
    flags: "--amount <n>",
    says: "how much, in the smallest coin",
    parse: whole("a whole number of the smallest coin, at least 1"),
  },
  id: {
    flags: "--id <id>",
    says: "what the transfer is called: one that is asked for again is done once (default: by chance, and printed)",
  },
  ...askOptions,
  at: { flags: "--at <host:port>", says: "the coordinator" },
};

export const openOptions: OptionTable<OpenFlags> = {
  amount: { flags: "--amount <n>", says: "what is in it at first, in the smallest coin", parse: natural },
  ...askOptions,
  at: { flags: "--at <host:port>", says: "the store" },
};

export const balanceOptions: OptionTable<AskFlags> = { ...askOptions, at: { flags: "--at <host:port>", says: "the store" } };
