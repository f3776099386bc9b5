import { join } from "node:path";
import type { NodeId } from "../core.ts";
import { checksum, hexOf } from "./checksum.ts";
import type { Files } from "./files.ts";
import { LogError } from "./log-error.ts";
import { replaceFile } from "./replace-file.ts";

export const PEERS_FILE = "peers.json";
const FORMAT = 1;

const sumOf = (peers: readonly unknown[]): string => hexOf(checksum(Buffer.from(JSON.stringify(peers))));

/** Which incarnation of each peer this node has met. */
export type Peers = ReadonlyMap<NodeId, string>;

export const writePeers = (files: Files, directory: string, peers: Peers): Promise<void> => {
  const text = JSON.stringify({ format: FORMAT, peers: [...peers], checksum: sumOf([...peers]) }, null, 2);
  return replaceFile(files, directory, PEERS_FILE, Buffer.from(`${text}\n`));
};

export const readPeers = async (files: Files, directory: string): Promise<Peers> => {
  const file = join(directory, PEERS_FILE);
  const bytes = await files.read(file);
  const peers = bytes && parsed(bytes);
  if (!peers)
    throw new LogError(
      "corrupt",
      `${file} ${bytes ? "does not say" : "is missing: nothing says"} which incarnations of its peers this node has met. It must ` +
        'hold {"format": 1, "peers": [[node, incarnation], ...]}. The other nodes of the cluster know the same: write it anew ' +
        "from the identity.json of each.",
      { file },
    );
  return peers;
};

/** The peers with this one; the same ones if it was known. Refuses one that is known as another. */
export const withPeer = (directory: string, peers: Peers, node: NodeId, incarnation: string): Peers => {
  const known = peers.get(node);
  if (known === incarnation) return peers;
  if (known === undefined) return new Map(peers).set(node, incarnation);
  throw new LogError(
    "peer-replaced",
    `Node ${node} says that it is incarnation ${incarnation}; it was ${known} when it was met first. So its disk was wiped or ` +
      "exchanged, and it may have forgotten what it promised. Give the node its old data directory back, or let it join as a new " +
      `node under another name. If the cluster has agreed to take it as new, forget the old one: it is in ${join(directory, PEERS_FILE)}.`,
    { file: join(directory, PEERS_FILE) },
  );
};

export const withoutPeer = (peers: Peers, node: NodeId): Peers => {
  if (!peers.has(node)) return peers;
  const others = new Map(peers);
  others.delete(node);
  return others;
};

const parsed = (bytes: Uint8Array): Peers | undefined => {
  try {
    const said: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    if (typeof said !== "object" || said === null || !("format" in said) || !("peers" in said)) return undefined;
    if (said.format !== FORMAT || !Array.isArray(said.peers) || !said.peers.every(isEntry)) return undefined;
    // Whoever writes it by hand leaves the checksum out.
    if ("checksum" in said && said.checksum !== sumOf(said.peers)) return undefined;
    return new Map(said.peers);
  } catch {
    return undefined;
  }
};

const isEntry = (entry: unknown): entry is [NodeId, string] =>
  Array.isArray(entry) && entry.length === 2 && entry.every((part) => typeof part === "string");
