import type { NodeId } from "../core.ts";
import { type Address, addressText } from "./address.ts";
import type { Connection } from "./connection.ts";
import { dialler } from "./dialler.ts";
import { frameQueue } from "./frame-queue.ts";
import type { NodeHello } from "./hello.ts";
import type { Limits } from "./limits.ts";
import { Malformed } from "./malformed.ts";
import type { Refusal } from "./refusal.ts";
import type { TransportEvent } from "./transport-event.ts";

/** What a node sends to one of its peers: over a connection of its own, on which nothing but heartbeats comes back. */
export interface PeerLink {
  send(frame: Buffer): void;
  /** The peer listens elsewhere. */
  moved(address: Address): void;
  /** It has been heard of: it is worth another attempt at once. */
  heard(): void;
  close(): Promise<void>;
  /** Frames dropped because too many waited. */
  readonly dropped: number;
  readonly isUp: boolean;
}

export const peerLink = (
  peer: NodeId,
  at: Address,
  hello: NodeHello,
  check: (answer: NodeHello) => Promise<Refusal | undefined>,
  limits: Limits,
  event: (event: TransportEvent) => void,
): PeerLink => {
  const queue = frameQueue(limits.queueFrames, limits.queueBytes);
  let address = at;
  let up: Connection | undefined;
  let writable = false;
  let dropped = 0;
  /** Since when drops are not told of: once in a row of them is enough. */
  let dropping = false;

  const pump = (): void => {
    while (up && writable && queue.length > 0) writable = up.write(queue.shift() as Buffer);
    if (queue.length === 0) dropping = false;
  };

  const dialled = dialler(
    {
      addresses: () => [address],
      hello,
      check,
      opened: (connection, reached) => {
        [up, writable] = [connection, true];
        event({ kind: "connected", peer, address: addressText(reached) });
        pump();
      },
      drained: () => {
        writable = true;
        pump();
      },
      frame: ({ type }) => {
        throw new Malformed(`a ${type} from node ${JSON.stringify(peer)} on the way to it`);
      },
      lost: (why) => {
        up = undefined;
        event({ kind: "disconnected", peer, why });
      },
      failed: (failure) => {
        const { why, refusal, attempt } = failure;
        event({ kind: "unreachable", peer, address: addressText(failure.address), why, attempt, ...(refusal && { refusal }) });
      },
    },
    limits,
  );

  return {
    send: (frame) => {
      const lost = queue.push(frame);
      dropped += lost;
      if (lost > 0 && !dropping) event({ kind: "dropping", peer, waiting: queue.length, dropped });
      dropping ||= lost > 0;
      pump();
    },
    moved: (to) => {
      address = to;
      dialled.again(`${peer} moved to ${addressText(to)}`);
    },
    heard: dialled.soon,
    close: () => dialled.close(),
    get dropped() {
      return dropped;
    },
    get isUp() {
      return up !== undefined;
    },
  };
};
