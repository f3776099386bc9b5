// Nodes that repeat to their peers and clients what they are told, for tests of the transport alone.
import { isMatching, P } from "ts-pattern";
import { onTestFinished } from "vitest";
import type { Address } from "../../../../impl/runtime/tcp/address.ts";
import { type Client, type ClientOptions, connect } from "../../../../impl/runtime/tcp/client.ts";
import { openTransport, type Transport, type TransportOptions } from "../../../../impl/runtime/tcp/transport.ts";
import type { TransportEvent } from "../../../../impl/runtime/tcp/transport-event.ts";

export interface Parrot {
  readonly config: Record<string, never>;
  readonly state: Record<string, never>;
  readonly message: { readonly type: "Heard"; readonly text: string };
  readonly record: { readonly type: "Nothing" };
  readonly command: { readonly type: "Say"; readonly text: string };
  readonly result: { readonly type: "Said"; readonly text: string };
  readonly timer: never;
}

export interface Parroting {
  readonly transport: Transport<Parrot>;
  readonly heard: { from: string; text: string }[];
  readonly asked: { session: string; seq: number; text: string }[];
  readonly events: TransportEvent[];
  /** Whether it answers clients. */
  mute: boolean;
}

export const loopback = (port = 0): Address => ({ host: "127.0.0.1", port });

/** Nobody listens there; the discard port needs a privilege that no test has. */
export const nowhere = loopback(9);

/** Beats that are quick enough for a test to wait for some of them. */
export const quick = { beatMs: 25, helloBeats: 40, silentBeats: 20, backoffMs: [5, 50], lingerMs: 100 } as const;

export const common = { cluster: "aviary", protocol: "parrot", version: 1 } as const;

const isMessage = isMatching({ type: "Heard", text: P.string } as const);
const isCommand = isMatching({ type: "Say", text: P.string } as const);
const isResult = isMatching({ type: "Said", text: P.string } as const);

export const parrot = async (self: string, options: Partial<TransportOptions<Parrot>> = {}): Promise<Parroting> => {
  const node = { heard: [], asked: [], events: [], mute: false } as unknown as {
    -readonly [K in keyof Parroting]: Parroting[K];
  };
  node.transport = await openTransport<Parrot>({
    ...common,
    self,
    incarnation: `disk of ${self}`,
    listen: loopback(),
    peers: { ann: nowhere, bob: nowhere },
    isMessage,
    isCommand,
    message: (from, { text }) => void node.heard.push({ from, text }),
    request: (session, seq, { text }) => {
      node.asked.push({ session, seq, text });
      if (!node.mute) node.transport.reply(session, seq, { type: "Said", text });
    },
    event: (event) => void node.events.push(event),
    ...options,
    limits: { ...quick, ...options.limits },
  });
  onTestFinished(() => node.transport.close());
  return node;
};

/** Two that know where the other is. */
export const pair = async (options: Partial<TransportOptions<Parrot>> = {}): Promise<{ ann: Parroting; bob: Parroting }> => {
  const [ann, bob] = [await parrot("ann", options), await parrot("bob", options)];
  ann.transport.moved("bob", bob.transport.address);
  bob.transport.moved("ann", ann.transport.address);
  return { ann, bob };
};

export const client = (addresses: readonly Address[], options: Partial<ClientOptions<Parrot>> = {}): Client<Parrot> => {
  const connected = connect<Parrot>({
    ...common,
    addresses,
    isResult,
    timeoutMs: 20_000,
    ...options,
    limits: { ...quick, ...options.limits },
  });
  onTestFinished(() => connected.close());
  return connected;
};

export const say = (text: string) => ({ type: "Say", text }) as const;
export const heard = (text: string) => ({ type: "Heard", text }) as const;
