// What can happen to a node, each as a function from a host to the next.
import type { Input, Lsn, NodeId, Protocol } from "./core.ts";
import type { Driver } from "./driver.ts";
import { type Disk, type DownHost, firstLsn, type Host, lastLsn, type Moved, type Timers, type UpHost } from "./host.ts";
import { perform } from "./perform.ts";

const noTimers: Timers<never> = Object.freeze({});
const nothing: readonly [] = Object.freeze([]);

/** Boots a node from its disk, which hands over its records except those up to `forgotten`, which must have been discarded. */
export const start = <P extends Protocol>(driver: Driver<P>, node: NodeId, disk: Disk<P>, forgotten: Lsn = 0): Moved<P> => {
  if (forgotten > disk.discarded)
    throw new Error(`Records up to ${forgotten} are not all discarded: ${disk.discarded} is the last.`);
  const kept = forget(disk, forgotten);
  const booted = driver.boot(node, { lsn: kept.lsn, records: kept.records });
  const timers: Timers<P> = noTimers;
  return perform(driver, node, { up: true, core: booted.state, disk: kept, held: nothing, timers, choice: undefined }, booted);
};

/** Hands an input to the core. A timer has to be armed, and is not any more; a choice has to have been asked for. */
export const handle = <P extends Protocol>(
  driver: Driver<P>,
  node: NodeId,
  host: UpHost<P>,
  input: Exclude<Input<P>, { kind: "durable" }>,
): Moved<P> => {
  const ready = awaiting(node, host, input);
  return perform(driver, node, ready, driver.step(node, host.core, input));
};

const awaiting = <P extends Protocol>(node: NodeId, host: UpHost<P>, input: Input<P>): UpHost<P> => {
  if (host.choice !== undefined) {
    const { label, of } = host.choice;
    if (input.kind !== "choice" || input.label !== label || !(input.index >= 0 && input.index < of))
      throw new Error(`Node ${node} waits for the choice "${label}" of ${of}, and got a ${input.kind}.`);
    return { up: true, core: host.core, disk: host.disk, held: host.held, timers: host.timers, choice: undefined };
  }
  if (input.kind === "choice") throw new Error(`Node ${node} asked for no choice, and got "${input.label}".`);
  if (input.kind !== "timer") return host;
  if (host.timers[input.timer as P["timer"]] === undefined)
    throw new Error(`Node ${node} has no timer "${input.timer}"; armed are: ${Object.keys(host.timers).join(", ") || "none"}.`);
  const { [input.timer as P["timer"]]: _, ...timers } = host.timers;
  return {
    up: true,
    core: host.core,
    disk: host.disk,
    held: host.held,
    timers: timers as typeof host.timers,
    choice: undefined,
  };
};

/** What was pending up to `lsn` is durable: what waited for it leaves, and then the core hears of it. */
export const sync = <P extends Protocol>(driver: Driver<P>, node: NodeId, host: UpHost<P>, lsn: Lsn): Moved<P> => {
  const { disk } = host;
  if (host.choice !== undefined) throw new Error(`Node ${node} waits for the choice "${host.choice.label}", and cannot sync.`);
  if (!(lsn > disk.lsn && lsn <= lastLsn(disk)))
    throw new Error(`Node ${node} cannot sync up to ${lsn}: pending are ${disk.lsn + 1} to ${lastLsn(disk)}.`);
  const synced = { up: true, core: host.core, disk: durableUpTo(disk, lsn), held: host.held, timers: host.timers } as const;
  return perform(driver, node, { ...synced, choice: undefined }, driver.step(node, host.core, { kind: "durable", lsn }));
};

/** The node stops. Its disk keeps what was pending up to `lsn`, and nothing of what follows. */
export const crash = <P extends Protocol>(host: Host<P>, lsn: Lsn): DownHost<P> => {
  const { disk } = host;
  if (!host.up) throw new Error("A node that is down cannot crash.");
  if (!(lsn >= disk.lsn && lsn <= lastLsn(disk)))
    throw new Error(
      `A crash keeps what is durable, up to ${disk.lsn}, and at most what was appended, up to ${lastLsn(disk)}; not up to ${lsn}.`,
    );
  const kept = { ...durableUpTo(disk, lsn), pending: nothing };
  return { up: false, core: undefined, disk: kept, held: nothing, timers: noTimers as Timers<P>, choice: undefined };
};

const durableUpTo = <P extends Protocol>(disk: Disk<P>, lsn: Lsn): Disk<P> => {
  const count = lsn - disk.lsn;
  if (count === 0) return disk;
  const whole = count === disk.pending.length;
  return {
    lsn,
    records: disk.records.concat(whole ? disk.pending : disk.pending.slice(0, count)),
    pending: whole ? nothing : disk.pending.slice(count),
    discarded: disk.discarded,
  };
};

/** Drops the durable records up to a number. */
export const forget = <P extends Protocol>(disk: Disk<P>, upTo: Lsn): Disk<P> => {
  const first = firstLsn(disk);
  if (upTo < first) return disk;
  return { lsn: disk.lsn, records: disk.records.slice(upTo - first + 1), pending: disk.pending, discarded: disk.discarded };
};
