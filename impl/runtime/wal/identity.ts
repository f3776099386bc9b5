// Whose log it is. The cluster, the node and the protocol are what the operator says; the incarnation is drawn once, when the
// directory is made, and never again. So a node whose disk was wiped is another incarnation, and its peers, which remember the
// one they knew, refuse it: it would have forgotten its promises (Vanlightly's account of Raft with a wiped disk).
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { NodeId } from "../core.ts";
import type { Files } from "./files.ts";
import { LogError } from "./log-error.ts";
import { replaceFile } from "./replace-file.ts";

/** What whoever opens a log says it must be. */
export interface Owner {
  readonly cluster: string;
  readonly node: NodeId;
  readonly protocol: string;
  /** Of the protocol's messages and records. */
  readonly version: number;
}

export interface Identity extends Owner {
  /** 32 hexadecimal digits. */
  readonly incarnation: string;
}

export const IDENTITY_FILE = "identity.json";
const FORMAT = 1;

export const newIdentity = ({ cluster, node, protocol, version }: Owner): Identity => ({
  cluster,
  node,
  protocol,
  version,
  incarnation: randomBytes(16).toString("hex"),
});

export const writeIdentity = (files: Files, directory: string, identity: Identity): Promise<void> =>
  replaceFile(files, directory, IDENTITY_FILE, Buffer.from(`${JSON.stringify({ format: FORMAT, ...identity }, null, 2)}\n`));

/** Nothing if the directory was never made a log's, or not to the end. */
export const readIdentity = async (files: Files, directory: string): Promise<Identity | undefined> => {
  const file = join(directory, IDENTITY_FILE);
  const bytes = await files.read(file);
  if (!bytes) return undefined;
  const said = parsed(bytes);
  if (said?.format !== FORMAT || !isIdentity(said))
    throw new LogError(
      "corrupt",
      `${file} does not say whose log this is. It must hold an object with format ${FORMAT}, cluster, node, protocol, version and ` +
        "incarnation, as it was written when the directory was initialised; each segment of the log says the same, if it is lost.",
      { file },
    );
  const { cluster, node, protocol, version, incarnation } = said;
  return { cluster, node, protocol, version, incarnation };
};

/** Refuses a log that is not the one asked for. */
export const requireOwner = (directory: string, identity: Identity, owner: Owner): void => {
  for (const field of ["cluster", "node", "protocol", "version"] as const)
    if (identity[field] !== owner[field])
      throw new LogError(
        "other-identity",
        `${directory} holds the log of another ${field}: ${JSON.stringify(identity[field])}, not ${JSON.stringify(owner[field])}. ` +
          `It belongs to node ${identity.node} of cluster ${identity.cluster}, protocol ${identity.protocol} version ` +
          `${identity.version}. Name the directory of the node you mean to start, or start the node that this one belongs to.`,
        { file: join(directory, IDENTITY_FILE) },
      );
};

type Said = { readonly [K in keyof Identity | "format"]?: unknown };

const parsed = (bytes: Uint8Array): Said | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

const isIdentity = (said: Said): said is Identity & Said =>
  [said.cluster, said.node, said.protocol].every((name) => typeof name === "string") &&
  Number.isSafeInteger(said.version) &&
  typeof said.incarnation === "string" &&
  /^[0-9a-f]{32}$/.test(said.incarnation);
