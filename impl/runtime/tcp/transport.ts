// A node among its peers and clients: TCP, frames, hellos and queues. Messages may be lost, repeated by nobody, and overtake one
// another only across a reconnection: a protocol expects less than that.
import type { NodeId, Protocol } from "../core.ts";
import { acceptor } from "./acceptor.ts";
import type { Address } from "./address.ts";
import { type FrameType, frameOf } from "./frame.ts";
import type { Common, Hello, NodeHello } from "./hello.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { Malformed } from "./malformed.ts";
import { numbered } from "./numbered.ts";
import { DEPTH, packed, unpacked } from "./payload.ts";
import { type PeerLink, peerLink } from "./peer-link.ts";
import { type Refusal, refusalOf } from "./refusal.ts";
import type { TransportEvent } from "./transport-event.ts";

export interface TransportOptions<P extends Protocol> extends Common {
  readonly self: NodeId;
  /** Which life of this node's disk: the same after every restart, another one after the disk was wiped. */
  readonly incarnation: string;
  /** Port 0 lets the system choose. Nothing is encrypted or signed: loopback, or a network that is private. */
  readonly listen: Address;
  /** The other nodes of the cluster. */
  readonly peers: Readonly<Record<NodeId, Address>>;
  /** Lets only messages that the core understands reach it; the connection of any other is closed. */
  isMessage(value: unknown): value is P["message"];
  isCommand(value: unknown): value is P["command"];
  /** With the bytes that it came in. */
  message(from: NodeId, message: P["message"], bytes: number): void;
  request(session: string, seq: number, command: P["command"], bytes: number): void;
  event?(event: TransportEvent): void;
  /** The incarnations in which other nodes were met before this start. */
  readonly met?: ReadonlyMap<NodeId, string>;
  /** A node is met for the first time: it is talked to when this is written down, and refused if this rejects. */
  meets?(node: NodeId, incarnation: string): Promise<void>;
  readonly limits?: Partial<Limits>;
}

export interface Transport<P extends Protocol> {
  /** With the port that the system chose. */
  readonly address: Address;
  /** Never waits: what cannot be sent now is queued, and the oldest of a full queue is lost. */
  send(to: NodeId, message: P["message"]): void;
  /** Lost if the session has no connection: its client asks again when it has one. */
  reply(session: string, seq: number, result: P["result"]): void;
  /** A peer listens elsewhere than `peers` says. */
  moved(peer: NodeId, address: Address): void;
  /** Takes no messages and requests until `resume`, so that senders are slowed down instead of queued here. */
  pause(): void;
  resume(): void;
  /** Frames dropped for each peer because too many waited. */
  dropped(): Readonly<Record<NodeId, number>>;
  /** Peers that this node can send to at the moment. */
  connected(): readonly NodeId[];
  /** Accepts nothing more, lets out what was sent, closes everything. */
  close(): Promise<void>;
}

/** Rejects when the address cannot be listened at. */
export const openTransport = async <P extends Protocol>(options: TransportOptions<P>): Promise<Transport<P>> => {
  const limits = { ...LIMITS, ...options.limits };
  const { self, incarnation, cluster, protocol, version } = options;
  const event = options.event ?? (() => undefined);
  const hello: NodeHello = { role: "node", node: self, incarnation, cluster, protocol, version };
  const met = new Map(options.met);
  const peers = new Map(Object.entries(options.peers).filter(([node]) => node !== self));

  const meetings = new Map<NodeId, Promise<Refusal | undefined>>();

  const check = async (other: Hello): Promise<Refusal | undefined> => {
    const refusal = refusalOf(other, {
      ...{ cluster, protocol, version, self: hello },
      isMember: (node) => peers.has(node),
      incarnationOf: (node) => met.get(node),
    });
    return refusal ?? (other.role === "node" ? meet(other) : undefined);
  };

  /** At once if it was met before this start; else it takes until that is written down, for all its connections. */
  const meet = ({ node, incarnation }: NodeHello): Promise<Refusal | undefined> | undefined => {
    if (met.has(node)) return meetings.get(node);
    met.set(node, incarnation);
    const meeting = Promise.resolve(options.meets?.(node, incarnation)).then(
      () => undefined,
      (error: unknown): Refusal => {
        met.delete(node);
        return { code: "incarnation", why: error instanceof Error ? error.message : String(error) };
      },
    );
    meetings.set(node, meeting);
    return meeting;
  };

  const checkPeer =
    (peer: NodeId) =>
    async (other: NodeHello): Promise<Refusal | undefined> =>
      other.node === peer || other.node === self
        ? check(other)
        : { code: "wrong-node", why: `node ${JSON.stringify(other.node)} answers at the address of ${JSON.stringify(peer)}` };

  const links = new Map<NodeId, PeerLink>();
  const accepted = await acceptor(
    options.listen,
    {
      hello,
      check,
      event: (happened) => {
        event(happened);
        // Whoever was down for long has to be answered now, not at the end of a long wait.
        if (happened.kind === "accepted" && happened.role === "node") links.get(happened.from)?.heard();
      },
      message: (from, payload) => {
        const message = unpacked(payload);
        if (!options.isMessage(message)) throw new Malformed(`no message of ${protocol}: ${shown(message)}`);
        options.message(from, message, payload.length);
      },
      request: (session, payload) => {
        const { seq, value } = numbered(unpacked(payload, DEPTH.request));
        if (!options.isCommand(value)) throw new Malformed(`no command of ${protocol}: ${shown(value)}`);
        options.request(session, seq, value, payload.length);
      },
    },
    limits,
  );

  for (const [peer, address] of peers) links.set(peer, peerLink(peer, address, hello, checkPeer(peer), limits, event));

  /** The frame, or nothing if there is none for this value: too long, too deep, or not plain. */
  const framed = (type: FrameType, value: unknown, to: string): Buffer | undefined => {
    try {
      const payload = packed(value);
      if (payload.length <= limits.frameBytes) return frameOf(type, payload);
      event({ kind: "unsendable", to, why: `a payload of ${payload.length} bytes; the most is ${limits.frameBytes}` });
    } catch (error) {
      event({ kind: "unsendable", to, why: error instanceof Error ? error.message : String(error) });
    }
    return undefined;
  };

  const linkTo = (peer: NodeId): PeerLink => {
    const link = links.get(peer);
    if (!link) throw new Error(`there is no peer ${JSON.stringify(peer)}; there are ${[...links.keys()].join(", ") || "none"}`);
    return link;
  };

  return {
    address: accepted.address,
    send: (to, message) => {
      const link = linkTo(to);
      const frame = framed("message", message, to);
      if (frame) link.send(frame);
    },
    reply: (session, seq, result) => {
      const frame = framed("reply", [seq, result], session);
      if (frame) accepted.reply(session, frame);
    },
    moved: (peer, address) => linkTo(peer).moved(address),
    pause: accepted.pause,
    resume: accepted.resume,
    dropped: () => Object.fromEntries([...links].map(([peer, link]) => [peer, link.dropped])),
    connected: () => [...links].filter(([, link]) => link.isUp).map(([peer]) => peer),
    close: async () => {
      await Promise.all([accepted.close(), ...[...links.values()].map((link) => link.close())]);
    },
  };
};

const shown = (value: unknown): string => JSON.stringify(value).slice(0, 100);
