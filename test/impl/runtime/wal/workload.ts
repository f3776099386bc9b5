// A process that uses a log, what it was told, and what must be true of the disk it leaves behind.
import { expect } from "vitest";
import type { Lsn, Protocol } from "../../../../impl/runtime/core.ts";
import type { LogError } from "../../../../impl/runtime/wal/log-error.ts";
import { type LogOptions, type OpenedLog, openLog } from "../../../../impl/runtime/wal/open-log.ts";
import type { FakeDisk } from "./fake-disk.ts";

export interface Line {
  readonly type: "line";
  readonly number: number;
  readonly text: string;
}

export interface Lines extends Protocol {
  readonly record: Line;
}

export type Operation =
  | { readonly does: "append"; readonly sizes: readonly number[] }
  | { readonly does: "sync" }
  /** Of all but the last `keep` records, once what was appended so far is durable. */
  | { readonly does: "discard"; readonly keep: number }
  | { readonly does: "meet"; readonly peer: string }
  | { readonly does: "reopen" };

export const DIRECTORY = "data";
export const OWNER: LogOptions = { cluster: "bank", node: "b", protocol: "lines", version: 1, segmentBytes: 400 };

export const openOn = (disk: FakeDisk, options: Partial<LogOptions> = {}): Promise<OpenedLog<Lines>> =>
  openLog<Lines>(DIRECTORY, { ...OWNER, ...options }, { files: disk.files, lock: async () => ({ release: async () => {} }) });

/** What a process did and was told, in this life and those before it. */
export class History {
  readonly appended: Line[] = [];
  readonly met = new Map<string, string>();
  readonly discards: { readonly upTo: Lsn; readonly after: Lsn }[] = [];
  incarnation: string | undefined;
  /** Up to here it was told that the log is durable. */
  told: Lsn = 0;

  line(size: number): Line {
    const line: Line = { type: "line", number: this.appended.length + 1, text: "x".repeat(size) };
    this.appended.push(line);
    return line;
  }

  /** Records beyond those that came back never were: the process that appended them is gone. */
  forgetAfter(lsn: Lsn): void {
    this.appended.length = lsn;
  }
}

/** Makes a log if there is none yet, as an operator would who was interrupted; opens it otherwise. */
export const openedBy = async (history: History, disk: FakeDisk): Promise<OpenedLog<Lines>> => {
  const opened = await openOn(disk).catch((error: LogError) => {
    if (error.code !== "not-initialised" || history.incarnation !== undefined) throw error;
    return openOn(disk, { initialise: true });
  });
  expectTrue(history, opened);
  history.incarnation = opened.log.identity.incarnation;
  history.forgetAfter(opened.durable.lsn);
  history.told = opened.durable.lsn;
  return opened;
};

/** Everything that was durable is there, what is there is what was appended, and nothing was discarded too much or too early. */
const expectTrue = ({ incarnation, appended, told, met, discards }: History, { log, durable }: OpenedLog<Lines>): void => {
  if (incarnation !== undefined) expect(log.identity.incarnation).toBe(incarnation);
  expect(durable.lsn).toBeGreaterThanOrEqual(told);
  expect(durable.lsn).toBeLessThanOrEqual(appended.length);
  const first = durable.lsn - durable.records.length + 1;
  expect(durable.records).toEqual(appended.slice(first - 1, durable.lsn));
  const allowed = discards.filter(({ after }) => after <= durable.lsn).map(({ upTo }) => upTo);
  expect(first).toBeLessThanOrEqual(Math.max(0, ...allowed) + 1);
  for (const [peer, known] of met) expect(log.peers.get(peer)).toBe(known);
};

/** Runs the operations in a process that may die or be told of an error on the way. */
export const run = async (
  history: History,
  disk: FakeDisk,
  operations: readonly Operation[],
): Promise<"done" | "died" | LogError> => {
  const work = async (): Promise<"done" | LogError> => {
    try {
      let { log } = await openedBy(history, disk);
      for (const operation of operations) log = await perform(history, disk, log, operation);
      history.told = await log.sync();
      return "done";
    } catch (error) {
      if (error instanceof Error && error.name === "LogError") return error as LogError;
      throw error;
    }
  };
  return Promise.race([work(), disk.died]);
};

type OpenLog = OpenedLog<Lines>["log"];

const perform = async (history: History, disk: FakeDisk, log: OpenLog, operation: Operation): Promise<OpenLog> => {
  switch (operation.does) {
    case "append":
      expect(log.append(operation.sizes.map((size) => history.line(size)))).toBe(history.appended.length);
      return log;
    case "sync":
      history.told = await log.sync();
      expect(history.told).toBe(history.appended.length);
      return log;
    case "discard": {
      const discard = { upTo: Math.max(0, log.lsn - operation.keep), after: log.lsn };
      history.discards.push(discard);
      const discarded = log.discard(discard.upTo, discard.after);
      history.told = await log.sync();
      await discarded;
      return log;
    }
    case "meet":
      await log.rememberPeer(operation.peer, `of ${operation.peer}`);
      history.met.set(operation.peer, `of ${operation.peer}`);
      return log;
    case "reopen":
      await log.close();
      history.told = history.appended.length;
      return (await openedBy(history, disk)).log;
  }
};
