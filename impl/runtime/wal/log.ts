// A log that is open. All that touches the disk runs in one line, one thing after the other: a batch of records, a discard, a
// change of the peers. While a batch is being synced, records gather for the next, so that many share one fdatasync.
import type { Lsn, NodeId, Protocol } from "../core.ts";
import { batchesAfter } from "./batches.ts";
import type { Identity } from "./identity.ts";
import type { Lock } from "./lock.ts";
import { asLogError, LogError } from "./log-error.ts";
import { type Peers, withoutPeer, withPeer, writePeers } from "./peers.ts";
import { encodeRecord } from "./record-codec.ts";
import type { Place, Writer } from "./writer.ts";

/**
 * After an error of the file system the log has failed for good: every call that waits, and every later one, ends with that
 * error, and the process must stop. Opening the log again finds everything that was durable.
 */
export interface Log<P extends Protocol> {
  readonly identity: Identity;
  /** The last record that was appended. */
  readonly lsn: Lsn;
  readonly durableLsn: Lsn;
  /** Which incarnation of each peer this node has met. */
  readonly peers: Peers;
  readonly failure: LogError | undefined;
  /** Returns the number of the last record. They are in memory alone until `sync`. Either all of them are appended, or it throws. */
  append(records: readonly P["record"][]): Lsn;
  /** Everything appended so far is on disk when done: returns up to which record the log is durable. */
  sync(): Promise<Lsn>;
  /**
   * Records up to `upTo` are not needed any more once the log is durable up to `after`, which this waits for. Files that hold
   * nothing else are deleted; the rest of these records comes back when the log is opened again. Nobody has to wait for it.
   */
  discard(upTo: Lsn, after?: Lsn): Promise<void>;
  /** On disk when done. Refuses, with code `peer-replaced`, a peer that is known as another incarnation; the log does not fail. */
  rememberPeer(node: NodeId, incarnation: string): Promise<void>;
  /** What an operator decides who replaced a node on purpose. */
  forgetPeer(node: NodeId): Promise<void>;
  /** Makes everything durable, and lets another process have the directory. A log that has failed says so, and is closed as well. */
  close(): Promise<void>;
}

/** Something to be done when the log is durable up to `after`: returns why it was refused, if it was, and throws if the disk failed. */
interface Job {
  readonly after: Lsn;
  run(): Promise<LogError | undefined>;
  done(error?: LogError): void;
}

const RECORD_BYTES = 1 << 28;

export const logAt = <P extends Protocol>(place: Place, writer: Writer, durable: Lsn, known: Peers, lock: Lock): Log<P> => {
  const { files, directory, identity, segmentBytes } = place;
  const batches = batchesAfter(durable);
  let durableLsn = durable;
  let peers = known;
  let failure: LogError | undefined;
  /** What is waited for: everything up to here is to be written. */
  let wanted = durable;
  let jobs: Job[] = [];
  let working: Promise<void> | undefined;
  let closing: Promise<void> | undefined;

  const requireUsable = (): void => {
    if (failure) throw failure;
    if (closing !== undefined)
      throw new LogError("closed", `The log in ${directory} is closed: nothing can be done with it any more.`);
  };

  const fail = (error: unknown): void => {
    failure = asLogError(error, `The log in ${directory} has failed`, MUST_STOP);
    for (const job of jobs) job.done(failure);
    jobs = [];
  };

  const work = async (): Promise<void> => {
    try {
      for (;;) {
        const due = new Set(jobs.filter(({ after }) => after <= durableLsn));
        if (due.size > 0) {
          for (const job of due) job.done(await job.run());
          jobs = jobs.filter((job) => !due.has(job));
        } else if (wanted > durableLsn) durableLsn = await writer.write(batches.take(segmentBytes));
        else break;
      }
    } catch (error) {
      fail(error);
    }
    working = undefined;
  };

  const start = (): void => {
    // A moment later, so that what is appended and synced in this turn of the event loop goes into one batch.
    working ??= Promise.resolve().then(work);
  };

  const enqueue = (after: Lsn, run: Job["run"]): Promise<void> => {
    start();
    return new Promise((resolve, reject) => {
      jobs.push({ after, run, done: (error) => (error ? reject(error) : resolve()) });
    });
  };

  const syncUpTo = async (lsn: Lsn): Promise<Lsn> => {
    wanted = Math.max(wanted, lsn);
    await enqueue(lsn, async () => undefined);
    return durableLsn;
  };

  const changePeers = (change: (peers: Peers) => Peers): Promise<void> =>
    enqueue(0, async () => {
      const changed = attempt(() => change(peers));
      if (changed instanceof LogError) return changed;
      if (changed !== peers) await writePeers(files, directory, changed);
      peers = changed;
      return undefined;
    });

  const close = async (): Promise<void> => {
    if (!failure) await syncUpTo(batches.lsn).catch(() => {});
    await working;
    await writer.close().catch(() => {});
    await lock.release();
    if (failure) throw failure;
  };

  return {
    identity,
    get lsn() {
      return batches.lsn;
    },
    get durableLsn() {
      return durableLsn;
    },
    get peers() {
      return peers;
    },
    get failure() {
      return failure;
    },
    append: (records) => {
      requireUsable();
      batches.add(records.map(encodedWithinLimit));
      return batches.lsn;
    },
    sync: async () => {
      requireUsable();
      return syncUpTo(batches.lsn);
    },
    discard: (upTo, after = upTo) => {
      requireUsable();
      requireAppended(Math.max(upTo, after), batches.lsn);
      const done = enqueue(Math.max(upTo, after), async () => {
        await writer.discard(upTo);
        return undefined;
      });
      // Whoever does not wait hears of a failure by the next call: Node must not end the process for it.
      done.catch(() => {});
      return done;
    },
    rememberPeer: async (node, incarnation) => {
      requireUsable();
      return changePeers((all) => withPeer(directory, all, node, incarnation));
    },
    forgetPeer: async (node) => {
      requireUsable();
      return changePeers((all) => withoutPeer(all, node));
    },
    close: () => (closing ??= close()),
  };
};

const MUST_STOP =
  "The process must stop, and start again once the cause is gone. What was durable is still there; what was not is in doubt, and " +
  "trying again here could report it durable though the disk never got it.";

const encodedWithinLimit = (record: unknown): Uint8Array => {
  const bytes = encodeRecord(record);
  if (bytes.length <= RECORD_BYTES) return bytes;
  throw new LogError("misuse", `A record has ${bytes.length} bytes; ${RECORD_BYTES} are allowed. Split it.`);
};

const requireAppended = (upTo: Lsn, last: Lsn): void => {
  if (Number.isSafeInteger(upTo) && upTo <= last) return;
  throw new LogError("misuse", `A discard names record ${upTo}, but the last one is ${last}. Append what replaces them first.`);
};

const attempt = (change: () => Peers): Peers | LogError => {
  try {
    return change();
  } catch (error) {
    if (error instanceof LogError) return error;
    throw error;
  }
};
