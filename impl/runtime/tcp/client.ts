import { randomUUID } from "node:crypto";
import type { Protocol } from "../core.ts";
import { LONGEST_WAIT } from "../longest-wait.ts";
import type { Address } from "./address.ts";
import type { Connection } from "./connection.ts";
import { dialler, type Failure, failureText } from "./dialler.ts";
import { type Frame, frameOf } from "./frame.ts";
import type { Common, NodeHello } from "./hello.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { Malformed } from "./malformed.ts";
import { numbered } from "./numbered.ts";
import { DEPTH, packed, unpacked } from "./payload.ts";
import type { Met, Pending } from "./pending.ts";
import { refusalOf } from "./refusal.ts";
import { RequestFailed } from "./request-failed.ts";

export interface ClientOptions<P extends Protocol> extends Common {
  /** Nodes that answer this client. One of them is used at a time; when it is gone, the next one. */
  readonly addresses: readonly Address[];
  isResult(value: unknown): value is P["result"];
  /**
   * Whether a command belongs to the node that is asked for it first, since the protocol knows it there as asked before and nowhere
   * else: that node alone is asked again. Until then, or until its time is up, the client asks no other node for anything.
   */
  isBound?(command: P["command"]): boolean;
  /** To go on as a client that ended: new ones have a session of their own. */
  readonly session?: string;
  /** How long a request waits for its result, in milliseconds, unless it says so itself: 10,000. */
  readonly timeoutMs?: number;
  readonly limits?: Partial<Limits>;
}

export interface RequestOptions {
  readonly timeoutMs?: number;
  /**
   * A number of an earlier request, to ask again for the very same thing after its outcome stayed unknown. It stays so until
   * there is an answer, since it may have been done when it was asked for before.
   */
  readonly seq?: number;
  /**
   * Asks no second time: once the connection that it left on is lost, its outcome is unknown. For what must not be done twice and
   * is known as asked before to one node alone, and to that only until it restarts.
   */
  readonly once?: boolean;
}

export interface Client<P extends Protocol> {
  readonly session: string;
  /**
   * Asks until there is an answer, again on every new connection and with the same number, of another node too unless it is bound:
   * that it is done only once is the protocol's matter. Rejects with `RequestFailed`.
   */
  request(command: P["command"], options?: RequestOptions): Promise<P["result"]>;
  /** Requests under way are rejected. */
  close(): Promise<void>;
}

/** A client of a running cluster. It connects at once, and keeps the process alive until it is closed. */
export const connect = <P extends Protocol>(options: ClientOptions<P>): Client<P> => {
  if (options.addresses.length === 0) throw new Error("a client needs the address of at least one node");
  const { cluster, protocol, version, addresses, session = randomUUID(), timeoutMs = 10_000 } = options;
  const limits = { ...LIMITS, ...options.limits };
  const pending = new Map<number, Pending<P["result"]>>();
  let up: Connection | undefined;
  /** Who is connected, or was last. */
  let met: Met | undefined;
  /** Whom a request that is bound was asked of first, also when its outcome stayed unknown. */
  const asked = new Map<number, Met>();
  let lastSeq = 0;
  let closed = false;
  let trouble: string | undefined;
  /** What the node says first that is being connected to. */
  let greeted: NodeHello | undefined;
  /** The addresses that refused this client for what it is: when all did, waiting is of no use. */
  const refusals = new Map<string, string>();

  /** Those under way that wait for another node than who is connected. */
  const apart = new Set<Pending<P["result"]>>();

  const ask = (request: Pending<P["result"]>): void => {
    if (!up || !met) return;
    if (request.isBound) {
      const first = asked.get(request.seq) ?? met;
      // What is new is not asked here while something has to be asked elsewhere: this node might never be done.
      if (first.node !== met.node || (apart.size > 0 && !asked.has(request.seq))) return void apart.add(request);
      if (first.incarnation !== met.incarnation) return request.fail(`${first.node} has lost its memory since it was asked`);
      asked.set(request.seq, first);
    }
    request.sent = true;
    up.write(request.frame);
  };

  /** The nodes that requests under way belong to, that of the oldest first. */
  const owed = (): Met[] => [...pending.keys()].flatMap((seq) => asked.get(seq) ?? []);

  /** On to the next node, once nothing is under way that this one alone can answer. */
  const goOn = (): void => {
    if (!up || apart.size === 0) return;
    const all = owed();
    const others = all.filter(({ node }) => node !== met?.node);
    const isLeft = others.length < all.length || [...pending.values()].some(({ once, sent }) => once && sent);
    if (others.length > 0 && isLeft) return;
    const waiting = [...apart];
    apart.clear();
    if (others.length === 0) return waiting.forEach(ask);
    up = undefined;
    dialled.again(`a request belongs to ${others[0].node}`);
  };

  const answer = ({ type, payload }: Frame): void => {
    if (type !== "reply") throw new Malformed(`a ${type} to a client`);
    const { seq, value } = numbered(unpacked(payload));
    const request = pending.get(seq);
    if (!request) return;
    if (options.isResult(value)) request.resolve(value);
    else request.fail(`the answer is no result of ${protocol}`);
  };

  const failed = (failure: Failure): void => {
    trouble = failureText(failure);
    const passes = failure.refusal?.code === "busy" || failure.refusal?.code === "late";
    const where = `${failure.address.host}:${failure.address.port}`;
    if (failure.refusal && !passes) refusals.set(where, trouble);
    else refusals.delete(where);
    if (refusals.size < new Set(addresses.map(({ host, port }) => `${host}:${port}`)).size) return;
    for (const request of [...pending.values()]) request.fail("every node refuses this client");
  };

  const dialled = dialler(
    {
      addresses: () => {
        const [first] = owed();
        return first ? [first.address] : addresses;
      },
      hello: { role: "client", session, cluster, protocol, version },
      check: (hello) => {
        greeted = hello;
        return refusalOf(hello, { cluster, protocol, version });
      },
      opened: (connection, address) => {
        [up, trouble] = [connection, undefined];
        met = greeted && { node: greeted.node, incarnation: greeted.incarnation, address };
        refusals.clear();
        apart.clear();
        for (const request of pending.values()) ask(request);
      },
      frame: answer,
      lost: (why) => {
        [up, trouble] = [undefined, why];
        for (const request of [...pending.values()])
          if (request.once && request.sent) request.fail("the connection was lost before the answer");
      },
      failed,
    },
    limits,
  );

  const request = (command: P["command"], wanted: RequestOptions = {}): Promise<P["result"]> =>
    new Promise((resolve, reject) => {
      const seq = wanted.seq ?? lastSeq + 1;
      const wasAsked = wanted.seq !== undefined;
      if (closed) throw new RequestFailed(seq, wasAsked ? "unknown" : "not-sent", "the client was closed");
      if (pending.has(seq)) throw new Error(`request ${seq} of this session is under way already`);
      lastSeq = Math.max(lastSeq, seq);
      const payload = packed([seq, command], DEPTH.request);
      if (payload.length > limits.requestBytes)
        throw new Error(`the request has ${payload.length} bytes; the most is ${limits.requestBytes}`);
      const limit = Math.min(wanted.timeoutMs ?? timeoutMs, LONGEST_WAIT);
      const timer = setTimeout(() => entry.fail(`no answer within ${limit} ms`), limit);
      const settle = () => {
        clearTimeout(timer);
        pending.delete(seq);
        apart.delete(entry);
        if (!closed) goOn();
      };
      const entry: Pending<P["result"]> = {
        seq,
        frame: frameOf("request", payload),
        once: wanted.once ?? false,
        isBound: options.isBound?.(command) ?? false,
        sent: false,
        resolve: (result) => {
          settle();
          asked.delete(seq);
          resolve(result);
        },
        fail: (why) => {
          settle();
          const outcome = entry.sent || wasAsked ? "unknown" : "not-sent";
          reject(new RequestFailed(seq, outcome, trouble ? `${why} (${trouble})` : why));
        },
      };
      pending.set(seq, entry);
      ask(entry);
      goOn();
    });

  return {
    session,
    request,
    close: async () => {
      closed = true;
      for (const entry of [...pending.values()]) entry.fail("the client was closed");
      await dialled.close();
    },
  };
};
