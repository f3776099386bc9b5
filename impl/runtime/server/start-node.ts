import type { Core, NodeId, Protocol } from "../core.ts";
import type { Driver } from "../driver.ts";
import type { Address } from "../tcp/address.ts";
import type { Limits } from "../tcp/limits.ts";
import { openTransport, type Transport } from "../tcp/transport.ts";
import type { Log } from "../wal/log.ts";
import { type Ground, type OpenedLog, openLog } from "../wal/open-log.ts";
import { ending } from "./ending.ts";
import { type Engine, engine, type Surroundings } from "./engine.ts";
import type { NodeEvent } from "./node-event.ts";
import { pressure } from "./pressure.ts";

export interface NodeOptions<P extends Protocol> {
  readonly core: Core<P>;
  readonly config: P["config"];
  /** The same for all nodes and clients that belong together. */
  readonly cluster: string;
  readonly self: NodeId;
  /** All nodes of the cluster. Where this one's own address is among them, it listens there, unless `listen` says otherwise. */
  readonly peers: Readonly<Record<NodeId, Address>>;
  readonly listen?: Address;
  /** The folder of its log, which it has to itself. */
  readonly data: string;
  /** Makes that folder: for a node that never ran before, and no other. */
  readonly initialise?: boolean;
  /** What the core understands; everything else is turned away before it gets there. */
  isMessage(value: unknown): value is P["message"];
  isCommand(value: unknown): value is P["command"];
  readonly limits?: Partial<Limits>;
  /** Hears of everything, each step of the core included. It must not throw. */
  onEvent?(event: NodeEvent<P>): void;
}

export interface RunningNode<P extends Protocol> {
  readonly address: Address;
  readonly incarnation: string;
  /** What the core holds now. */
  readonly state: P["state"];
  /** Where a peer listens now. */
  moved(peer: NodeId, address: Address): void;
  /** Peers that it can send to. */
  connected(): readonly NodeId[];
  counts(): Counts;
  /** Takes nothing more, makes durable what it has taken, lets out what waited for that, and closes. */
  stop(): Promise<void>;
  /** Done when all is closed: with the error if it had to stop, of the disk or of a core that broke its contract. */
  readonly ended: Promise<Error | undefined>;
}

export interface Counts {
  /** Inputs that the core could make nothing of. */
  readonly rejected: number;
  /** Messages for each peer that gave way to newer ones. */
  readonly dropped: Readonly<Record<NodeId, number>>;
}

/**
 * Starts a node: its log, its core, its transport. Rejects when it cannot, with everything closed: with a `LogError`, with the
 * system's error when it cannot listen, or with what the core's boot threw. Tests exchange the ground that the log stands on.
 */
export const startNode = async <P extends Protocol>(options: NodeOptions<P>, ground?: Ground): Promise<RunningNode<P>> => {
  const { core, cluster, self, data, initialise = false, listen = options.peers[self], onEvent = () => undefined } = options;
  if (!listen) throw new Error(`node ${JSON.stringify(self)} needs an address to listen at, in \`listen\` or among the peers`);
  const owner = { cluster, node: self, protocol: core.name, version: core.version };
  const opened = await openLog<P>(data, { ...owner, initialise }, ground);
  const { log, durable, torn } = opened;
  try {
    const { incarnation } = log.identity;
    onEvent({ kind: "opened", incarnation, lsn: durable.lsn, records: durable.records.length, isNew: initialise });
    if (torn) onEvent({ kind: "repaired", torn });
    return await runOn(opened, { ...options, listen, onEvent });
  } catch (error) {
    await log.close().catch(() => undefined);
    throw error;
  }
};

type Ready<P extends Protocol> = NodeOptions<P> & Required<Pick<NodeOptions<P>, "listen" | "onEvent">>;

const runOn = async <P extends Protocol>(opened: OpenedLog<P>, options: Ready<P>): Promise<RunningNode<P>> => {
  const { log } = opened;
  const { onEvent } = options;
  let node: Engine<P> | undefined;
  let rejected = 0;

  const transport = await transportOf(options, log, {
    take: (input, bytes) => {
      node?.take(input);
      load.took(bytes, node?.pending ?? 0);
    },
    failed: (error) => end.fail(error),
  });
  const load = pressure(transport);

  const end = ending({
    drain: async () => {
      load.hold();
      await node?.drain();
    },
    close: async () => {
      node?.halt();
      await transport.close();
      await log.close();
    },
    event: onEvent,
  });

  try {
    node = engineOf(opened, options, transport, {
      rejected: (from, why) => {
        rejected++;
        onEvent({ kind: "rejected", from, why });
      },
      synced: load.synced,
      failed: end.fail,
    });
  } catch (error) {
    await transport.close();
    throw error;
  }
  const running = node;
  return {
    address: transport.address,
    incarnation: log.identity.incarnation,
    get state() {
      return running.state;
    },
    moved: transport.moved,
    connected: transport.connected,
    counts: () => ({ rejected, dropped: transport.dropped() }),
    stop: end.stop,
    ended: end.ended,
  };
};

interface Incoming<P extends Protocol> {
  take(input: Parameters<Engine<P>["take"]>[0], bytes: number): void;
  failed(error: Error): void;
}

const transportOf = <P extends Protocol>(
  options: Ready<P>,
  log: Log<P>,
  { take, failed }: Incoming<P>,
): Promise<Transport<P>> => {
  const { core, cluster, self, peers, listen, isMessage, isCommand, limits, onEvent } = options;
  return openTransport<P>({
    ...{ cluster, protocol: core.name, version: core.version, self, incarnation: log.identity.incarnation },
    ...{ peers, listen, isMessage, isCommand },
    message: (from, message, bytes) => take({ kind: "message", from, message }, bytes),
    request: (session, seq, command, bytes) => take({ kind: "request", session, seq, command }, bytes),
    event: onEvent,
    met: log.peers,
    // A peer that is another than before is refused; a disk that cannot keep who was met ends the node.
    meets: (peer, incarnation) =>
      log.rememberPeer(peer, incarnation).catch((error: unknown) => {
        if (log.failure) failed(log.failure);
        throw error;
      }),
    ...(limits && { limits }),
  });
};

type Reports<P extends Protocol> = Pick<Surroundings<P>, "rejected" | "synced" | "failed">;

const engineOf = <P extends Protocol>(
  { log, durable }: OpenedLog<P>,
  { core, config, self, peers, onEvent }: Ready<P>,
  { send, reply }: Transport<P>,
  reports: Reports<P>,
): Engine<P> => {
  const driver: Driver<P> = {
    name: core.name,
    nodes: [...new Set([self, ...Object.keys(peers)])],
    boot: (node, disk) => core.boot(config, node, disk),
    step: (_, state, input) => core.step(state, input),
  };
  const stepped: Surroundings<P>["stepped"] = (input, effects, state) => onEvent({ kind: "step", input, effects, state });
  return engine(driver, self, durable, { log, send, reply, stepped, ...reports });
};
