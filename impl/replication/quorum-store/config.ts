// How a quorum store is set up, and what is wrong with a set-up.
import type { NodeId } from "../../runtime/core.ts";

export interface QuorumStoreConfig {
  /** All replicas, this one among them. Every one coordinates, too. */
  readonly nodes: readonly NodeId[];
  /** R: how many must answer, unless a request says otherwise. */
  readonly read: number;
  /** W: how many must have stored a copy, unless a request says otherwise. A read sees the latest write where R + W > N. */
  readonly write: number;
  /** A read has what it returns stored by W replicas first, and is linearizable then, if R + W > N. */
  readonly writeBack: boolean;
  /** A read sends what it returned to the replicas that did not show it, and does not wait. */
  readonly readRepair: boolean;
  /** A node that starts asks all others for what it has missed. */
  readonly catchUp: boolean;
  readonly retry: {
    /** How long an answer is waited for, drawn from this interval. */
    readonly milliseconds: readonly [least: number, most: number];
    /** How often each of an operation's two phases is tried again before its client is told. */
    readonly times: number;
  };
  readonly limits: {
    /** Of a key, in UTF-16 units, as JavaScript counts. */
    readonly key: number;
    /** Of a value, likewise. */
    readonly value: number;
    /** How many operations a node coordinates at a time. */
    readonly operations: number;
    /** How many writes it remembers at least, twice as many at most: one that is asked for again is not done again. */
    readonly writes: number;
    /** How many keys, and how many units of values, a message carries that catches up; one value at least. */
    readonly chunk: { readonly keys: number; readonly units: number };
    /** After so many records the log starts over with what is held, or after twice as many as that takes, if they are more. */
    readonly log: number;
  };
}

/** What may be left out is replaced by these: majorities, linearizable. */
export type QuorumStoreOptions = Pick<QuorumStoreConfig, "nodes"> &
  Partial<Omit<QuorumStoreConfig, "nodes" | "retry" | "limits">> & {
    readonly retry?: Partial<QuorumStoreConfig["retry"]>;
    readonly limits?: Partial<QuorumStoreConfig["limits"]>;
  };

/** @throws RangeError that says what is wrong, and what was allowed. */
export const quorumStoreConfig = (options: QuorumStoreOptions): QuorumStoreConfig => {
  const majority = Math.floor(options.nodes.length / 2) + 1;
  const config: QuorumStoreConfig = {
    nodes: options.nodes,
    read: options.read ?? majority,
    write: options.write ?? majority,
    writeBack: options.writeBack ?? true,
    readRepair: options.readRepair ?? true,
    catchUp: options.catchUp ?? true,
    retry: { milliseconds: [150, 300], times: 4, ...options.retry },
    limits: {
      key: 256,
      value: 65_536,
      operations: 1_000,
      writes: 10_000,
      chunk: { keys: 256, units: 262_144 },
      log: 10_000,
      ...options.limits,
    },
  };
  check(config);
  return config;
};

const check = ({ nodes, read, write, retry, limits }: QuorumStoreConfig): void => {
  if (nodes.length === 0) throw new RangeError("nodes: a quorum store needs one replica at least");
  const twice = nodes.find((node, i) => nodes.indexOf(node) !== i);
  if (twice !== undefined) throw new RangeError(`nodes: ${JSON.stringify(twice)} is named twice`);
  whole("read", read, 1, nodes.length);
  whole("write", write, 1, nodes.length);
  const [least, most] = retry.milliseconds;
  whole("retry.milliseconds[1]", most, 1);
  whole("retry.milliseconds[0]", least, 1, most);
  whole("retry.times", retry.times, 0);
  for (const name of ["key", "value", "operations", "writes", "log"] as const) whole(`limits.${name}`, limits[name], 1);
  whole("limits.chunk.keys", limits.chunk.keys, 1);
  whole("limits.chunk.units", limits.chunk.units, 1);
};

const whole = (name: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): void => {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  const allowed = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `${least} to ${most}`;
  throw new RangeError(`${name}: ${value} is not a whole number, ${allowed}`);
};
