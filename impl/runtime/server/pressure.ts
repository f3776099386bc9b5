import type { Transport } from "../tcp/transport.ts";

/** Slows senders down to the speed of the disk: what the network could bring has no limit, and memory has. */
export interface Pressure {
  /** An input of so many bytes was taken, after which so many records are not on disk. */
  took(bytes: number, pending: number): void;
  /** A sync has ended, after which so many records are not on disk. */
  synced(pending: number): void;
  /** Nothing is read any more. */
  hold(): void;
}

const RECORDS = 16_384;
const BYTES = 64 * 2 ** 20;

// biome-ignore lint/suspicious/noExplicitAny: it does not matter what the transport carries.
type Tap = Pick<Transport<any>, "pause" | "resume">;

export const pressure = (tap: Tap, mostRecords: number = RECORDS, mostBytes: number = BYTES): Pressure => {
  // Bytes of inputs whose records the running sync is about to write, and of those that came since it began.
  let [written, since] = [0, 0];
  let [paused, held] = [false, false];

  const consider = (pending: number): void => {
    if (pending === 0) [written, since] = [0, 0];
    const load = Math.max(pending / mostRecords, (written + since) / mostBytes);
    if (held || (paused ? load > 0.5 : load <= 1)) return;
    paused = !paused;
    if (paused) tap.pause();
    else tap.resume();
  };

  return {
    took: (bytes, pending) => {
      since += bytes;
      consider(pending);
    },
    synced: (pending) => {
      [written, since] = [since, 0];
      consider(pending);
    },
    hold: () => {
      held = true;
      tap.pause();
    },
  };
};
