import { isMatching, P } from "ts-pattern";
import type { NodeId } from "../core.ts";
import type { Common, Hello, NodeHello } from "./hello.ts";
import { Malformed } from "./malformed.ts";
import { packed, unpacked } from "./payload.ts";

/** `busy` and `late` pass with time, the others when somebody changes something. */
const codes = [
  "malformed",
  "cluster",
  "protocol",
  "version",
  "unknown-node",
  "wrong-node",
  "incarnation",
  "self",
  "busy",
  "late",
] as const;

export type RefusalCode = (typeof codes)[number];

/** Why a side closes a connection, as the other one is told. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly why: string;
}

const isRefusal = isMatching({ code: P.union(...codes), why: P.string });

export const refusalPayload = (refusal: Refusal): Uint8Array => packed(refusal);

export const refusalIn = (payload: Uint8Array): Refusal => {
  const said = unpacked(payload);
  if (!isRefusal(said)) throw new Malformed("a refusal does not say why");
  return said;
};

/** What a side of a connection holds the other's hello against. */
export interface Expected extends Common {
  /** This side, if it is a node. */
  readonly self?: NodeHello;
  /** Who belongs to the cluster, if this side knows. */
  isMember?(node: NodeId): boolean;
  /** The life in which a node was met before. */
  incarnationOf?(node: NodeId): string | undefined;
}

/** Why this hello is not accepted, if it is not. */
export const refusalOf = (hello: Hello, expected: Expected): Refusal | undefined =>
  disagreement(hello, expected) ?? (hello.role === "node" ? impostor(hello, expected) : undefined);

const disagreement = (hello: Hello, { cluster, protocol, version }: Common): Refusal | undefined => {
  if (hello.cluster !== cluster) return refusal("cluster", `cluster ${quoted(hello.cluster)} met cluster ${quoted(cluster)}`);
  if (hello.protocol !== protocol)
    return refusal("protocol", `protocol ${quoted(hello.protocol)} met protocol ${quoted(protocol)}`);
  if (hello.version !== version)
    return refusal("version", `version ${hello.version} of ${protocol} met version ${version}: run one version everywhere`);
  return undefined;
};

const impostor = ({ node, incarnation }: NodeHello, { self, isMember, incarnationOf }: Expected): Refusal | undefined => {
  if (node === self?.node)
    return refusal(
      "self",
      incarnation === self.incarnation
        ? `node ${quoted(node)} reached itself: its address stands for another node's`
        : `two nodes call themselves ${quoted(node)}: give each a name of its own`,
    );
  if (isMember && !isMember(node)) return refusal("unknown-node", `node ${quoted(node)} is no member of the cluster`);
  const before = incarnationOf?.(node);
  if (before !== undefined && before !== incarnation)
    return refusal(
      "incarnation",
      `node ${quoted(node)} was known as incarnation ${before} and comes as ${incarnation}: its disk is another one, which does not ` +
        "know what the node promised; bring the old one back, or join under a new name",
    );
  return undefined;
};

const refusal = (code: RefusalCode, why: string): Refusal => ({ code, why });
const quoted = (name: string): string => JSON.stringify(name);
