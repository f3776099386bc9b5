import { ContractError } from "./contract-error.ts";
import type { Effect, Lsn, NodeId, Protocol, Step } from "./core.ts";
import type { Driver } from "./driver.ts";
import { type Choice, type Disk, type Held, type Leaving, lastLsn, type Moved, type Timers, type UpHost } from "./host.ts";

/**
 * Does what a core wants, in the order in which it wants it, as far as the disk allows; what was held back before goes first.
 * @throws ContractError for an effect that makes no sense.
 */
export const perform = <P extends Protocol>(driver: Driver<P>, node: NodeId, host: UpHost<P>, step: Step<P>): Moved<P> => {
  const work = new Work(driver, node, host);
  for (const effect of step.effects) work.perform(effect);
  const { disk, held, timers, choice, leaving } = work;
  return { host: { up: true, core: step.state, disk, held, timers, choice }, leaving, effects: step.effects };
};

const none: readonly never[] = Object.freeze([]);

class Work<P extends Protocol> {
  disk: Disk<P>;
  held: readonly Held<P>[];
  timers: Timers<P>;
  choice: Choice | undefined;
  leaving: readonly Leaving<P>[] = none;
  private readonly driver: Driver<P>;
  private readonly node: NodeId;

  constructor(driver: Driver<P>, node: NodeId, host: UpHost<P>) {
    this.driver = driver;
    this.node = node;
    this.disk = host.disk;
    this.timers = host.timers;
    this.held = none;
    for (const effect of host.held) this.whenDurable(effect);
  }

  perform(effect: Effect<P>): void {
    switch (effect.kind) {
      case "append":
        return this.append(effect.lsn, effect.records);
      case "send":
        if (!this.driver.nodes.includes(effect.to))
          this.complain(effect, `goes to "${effect.to}", who is none of the nodes ${this.driver.nodes.join(", ")}`);
        return this.waitFor(effect);
      case "reply":
        return this.waitFor(effect);
      case "discard":
        if (!(effect.upTo <= effect.after))
          this.complain(effect, `discards up to ${effect.upTo}, beyond its \`after\` ${effect.after}, where it stands again`);
        return this.waitFor(effect);
      case "setTimer": {
        const [least, most] = effect.milliseconds;
        if (!(least >= 0 && most >= least && most < Number.POSITIVE_INFINITY))
          this.complain(effect, `has the interval ${least} to ${most}; it must be finite, ascending and not negative`);
        this.timers = { ...this.timers, [effect.timer as string]: effect.milliseconds };
        return;
      }
      case "cancelTimer":
        return this.cancel(effect.timer);
      case "choose":
        return this.choose(effect);
      case "reject":
        return;
      default:
        this.complain(effect, "is of no known kind");
    }
  }

  private append(lsn: Lsn, records: readonly P["record"][]): void {
    const next = lastLsn(this.disk) + 1;
    if (lsn !== next) this.complain({ kind: "append" }, `numbers its records from ${lsn}, but the log goes on at ${next}`);
    if (records.length === 0) this.complain({ kind: "append" }, "appends no record; leave the effect out");
    const { disk } = this;
    const pending = disk.pending.length === 0 ? records : disk.pending.concat(records);
    this.disk = { lsn: disk.lsn, records: disk.records, pending, discarded: disk.discarded };
  }

  private waitFor(effect: Held<P>): void {
    const last = lastLsn(this.disk);
    if (!(effect.after >= 0 && effect.after <= last))
      this.complain(effect, `waits for record ${effect.after}, but the last one appended before it is ${last}`);
    this.whenDurable(effect);
  }

  private whenDurable(effect: Held<P>): void {
    if (effect.after > this.disk.lsn) this.held = added(this.held, effect);
    else if (effect.kind !== "discard") this.leaving = added(this.leaving, effect);
    else if (effect.upTo > this.disk.discarded) this.disk = { ...this.disk, discarded: effect.upTo };
  }

  /** A timer that is not armed may be cancelled: the core need not know whether it has just fired. */
  private cancel(timer: P["timer"]): void {
    if (this.timers[timer] === undefined) return;
    const { [timer]: _, ...timers } = this.timers;
    this.timers = timers as Timers<P>;
  }

  private choose({ label, of }: Choice): void {
    const effect = { kind: "choose", label };
    if (this.choice !== undefined)
      this.complain(effect, `comes before the choice "${this.choice.label}" of the same step is answered`);
    if (!(Number.isInteger(of) && of >= 1)) this.complain(effect, `has ${of} possibilities; at least one is needed`);
    this.choice = { label, of };
  }

  private complain(effect: { readonly kind: string }, what: string): never {
    throw new ContractError(this.driver.name, this.node, `the effect \`${effect.kind}\` ${what}.`);
  }
}

const added = <T>(list: readonly T[], item: T): readonly T[] => {
  if (list === none) return [item];
  (list as T[]).push(item);
  return list;
};
