// A node at work: what comes in is handed to its host, and what the host lets out is done. The host is the one that explorer and
// simulator run, so that what may leave before the disk has it is said once for all three.
import { randomInt } from "node:crypto";
import type { Durable, Effect, Input, NodeId, Protocol } from "../core.ts";
import type { Driver } from "../driver.ts";
import type { Leaving, Moved } from "../host.ts";
import { forget, handle, start, sync } from "../host-steps.ts";
import type { Log } from "../wal/log.ts";
import { timers } from "./timers.ts";

export interface Surroundings<P extends Protocol> {
  readonly log: Pick<Log<P>, "append" | "sync" | "discard">;
  /** Never to itself. */
  send(to: NodeId, message: P["message"]): void;
  reply(session: string, seq: number, result: P["result"]): void;
  rejected(from: NodeId, why: string): void;
  /** A sync has ended, after which so many records are still to be written. */
  synced?(pending: number): void;
  /** After each step of the core, before anything that it wants is done; the input of its boot is `undefined`. */
  stepped?(input: Input<P> | undefined, effects: readonly Effect<P>[], state: P["state"]): void;
  /** The disk failed, or the core broke its contract: told once, and nothing leaves the node any more. */
  failed(error: unknown): void;
}

export interface Engine<P extends Protocol> {
  take(input: Extract<Input<P>, { kind: "message" | "request" }>): void;
  /** Takes nothing more. Done when all that was taken is durable, and what waited for that has left; or at a failure. */
  drain(): Promise<void>;
  /** At once, with nothing more written and nothing let out. */
  halt(): void;
  /** Records that are not on disk yet. */
  readonly pending: number;
  readonly state: P["state"];
}

/** Boots a core from what its disk holds. What goes wrong at that is thrown, later it is told to `failed`. */
export const engine = <P extends Protocol>(
  untraced: Driver<P>,
  self: NodeId,
  { lsn, records }: Durable<P>,
  around: Surroundings<P>,
): Engine<P> => {
  const driver = around.stepped ? traced(untraced, around.stepped) : untraced;
  const booted = start(driver, self, { lsn, records, pending: [], discarded: lsn - records.length });
  let host = booted.host;
  let discarded = lsn - records.length;
  let phase: "working" | "draining" | "halted" = "working";
  let syncing: Promise<void> | undefined;
  const clock = timers<P["timer"]>((timer) => guarded(() => hand({ kind: "timer", timer })));

  const halt = (): void => {
    phase = "halted";
    clock.cancelAll();
  };

  const fail = (error: unknown): void => {
    if (isHalted()) return;
    halt();
    around.failed(error);
  };

  const isHalted = () => phase === "halted";

  const guarded = (work: () => void): void => {
    if (isHalted()) return;
    try {
      work();
    } catch (error) {
      fail(error);
    }
  };

  /** Does what a step wants, and answers what it chooses, before anything else is handed to the core. */
  const settle = (first: Moved<P>): void => {
    let moved = first;
    for (;;) {
      act(moved);
      const { choice } = host;
      if (!choice) break;
      const { label, of } = choice;
      moved = handle(driver, self, host, { kind: "choice", label, index: randomInt(of) });
    }
    if (host.disk.pending.length > 0) syncing ??= syncAll();
  };

  const act = (moved: Moved<P>): void => {
    const { disk } = moved.host;
    // What is durable is on the real disk: only what is not yet has to be in memory.
    host = disk.records.length === 0 ? moved.host : { ...moved.host, disk: forget(disk, disk.lsn) };
    for (const effect of moved.effects) write(effect);
    if (disk.discarded > discarded) {
      discarded = disk.discarded;
      around.log.discard(discarded).catch(fail);
    }
    for (const effect of moved.leaving) release(effect);
  };

  const write = (effect: Effect<P>): void => {
    if (effect.kind === "append") around.log.append(effect.records);
    else if (effect.kind === "setTimer" && phase === "working") clock.set(effect.timer, effect.milliseconds);
    else if (effect.kind === "cancelTimer") clock.cancel(effect.timer);
    else if (effect.kind === "reject") around.rejected(effect.from, effect.why);
  };

  const release = (effect: Leaving<P>): void => {
    if (effect.kind === "reply") around.reply(effect.session, effect.seq, effect.result);
    else if (effect.to !== self) around.send(effect.to, effect.message);
    // A node hears itself as it hears others: later, not in the middle of a step.
    else setImmediate(() => guarded(() => hand({ kind: "message", from: self, message: effect.message })));
  };

  const hand = (input: Extract<Input<P>, { kind: "message" | "request" | "timer" }>): void =>
    settle(handle(driver, self, host, input));

  /** What is appended while one sync runs waits for the next, and shares it. */
  const syncAll = async (): Promise<void> => {
    try {
      while (!isHalted() && host.disk.pending.length > 0) {
        const upTo = await around.log.sync();
        if (isHalted()) break;
        settle(sync(driver, self, host, upTo));
        around.synced?.(host.disk.pending.length);
      }
    } catch (error) {
      fail(error);
    }
    syncing = undefined;
  };

  const drain = async (): Promise<void> => {
    if (phase === "working") phase = "draining";
    clock.cancelAll();
    while (!isHalted() && host.disk.pending.length > 0) await syncing;
  };

  try {
    settle(booted);
  } catch (error) {
    // No timer may fire for a node that never ran.
    halt();
    throw error;
  }
  return {
    take: (input) => {
      if (phase === "working") guarded(() => hand(input));
    },
    drain,
    halt,
    get pending() {
      return host.disk.pending.length;
    },
    get state() {
      return host.core;
    },
  };
};

/** A driver whose every step is told, as it was taken. */
const traced = <P extends Protocol>(driver: Driver<P>, tell: NonNullable<Surroundings<P>["stepped"]>): Driver<P> => ({
  ...driver,
  boot: (node, disk) => {
    const step = driver.boot(node, disk);
    tell(undefined, step.effects, step.state);
    return step;
  },
  step: (node, state, input) => {
    const step = driver.step(node, state, input);
    tell(input, step.effects, step.state);
    return step;
  },
});
