// What each side of a connection says first. Nothing here is secret or signed: it keeps mistakes out, not attackers.
import { isMatching, P } from "ts-pattern";
import type { NodeId } from "../core.ts";
import { Malformed } from "./malformed.ts";
import { packed, unpacked } from "./payload.ts";

/** What both sides must agree upon. */
export interface Common {
  readonly cluster: string;
  /** The name and version of the protocol's core: nodes of different versions do not talk to one another. */
  readonly protocol: string;
  readonly version: number;
}

/** A node, and which life of its disk: a disk that was wiped has forgotten what the node promised. */
export interface NodeHello extends Common {
  readonly role: "node";
  readonly node: NodeId;
  readonly incarnation: string;
}

export interface ClientHello extends Common {
  readonly role: "client";
  readonly session: string;
}

export type Hello = NodeHello | ClientHello;

const MAGIC = "quorate";

const common = { magic: MAGIC, cluster: P.string, protocol: P.string, version: P.number } as const;
const name = P.string.minLength(1).maxLength(256);
const isHello = isMatching(
  P.union(
    { ...common, role: "node", node: name, incarnation: name } as const,
    { ...common, role: "client", session: name } as const,
  ),
);

export const helloPayload = (hello: Hello): Uint8Array => packed({ magic: MAGIC, ...hello });

export const helloIn = (payload: Uint8Array): Hello => {
  const said = unpacked(payload);
  if (!isHello(said)) throw new Malformed("the hello is not one of Quorate's");
  const { magic: _, ...hello } = said;
  return hello;
};

/** Only nodes listen, so only a node can answer. */
export const nodeHelloIn = (payload: Uint8Array): NodeHello => {
  const hello = helloIn(payload);
  if (hello.role !== "node") throw new Malformed("who was called answers as a client");
  return hello;
};
