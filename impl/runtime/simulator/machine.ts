import type { Input, Lsn, NodeId, Protocol } from "../core.ts";
import { emptyDisk, lastLsn, type Moved, type UpHost } from "../host.ts";
import { crash, handle, start, sync } from "../host-steps.ts";
import type { World } from "./world.ts";

type Waiting = Exclude<Input<Protocol>["kind"], "durable" | "choice">;

/** One node in virtual time: its timers run, its disk writes, and it stands still or stops when it is told to. */
export class Machine<P extends Protocol> {
  readonly node: NodeId;
  /** Times that its timers take, in proportion. */
  drift = 1;
  /** It does nothing before this time. */
  pausedUntil = 0;
  diskIsFull = false;
  private readonly world: World<P>;
  private timers = new Map<P["timer"], object>();
  /** The sync under way, which a crash leaves without effect. */
  private syncing: object | undefined;

  constructor(world: World<P>, node: NodeId) {
    this.world = world;
    this.node = node;
  }

  get isUp(): boolean {
    return this.world.nodes[this.node].up;
  }

  /** How long it will still stand still. */
  get pause(): number {
    return Math.max(0, this.pausedUntil - this.world.agenda.now);
  }

  /** Boots for the first time; what that sets off happens when the returned function is called. */
  boot(): () => void {
    const moved = start(this.world.driver, this.node, emptyDisk);
    this.world.boot(this.node, moved);
    return () => this.follow(moved);
  }

  /** Hands over what has arrived: the node is up and does not stand still. */
  take(input: Extract<Input<P>, { kind: Waiting }>): void {
    const { world, node } = this;
    const moved = handle(world.driver, node, world.nodes[node] as UpHost<P>, input);
    switch (input.kind) {
      case "message":
        world.moved({ action: "deliver", args: { from: input.from, to: node, message: input.message } }, node, moved);
        break;
      case "timer":
        world.moved({ action: "timer", args: { node, timer: input.timer } }, node, moved);
        break;
      case "request": {
        const { session, seq, command } = input;
        world.moved({ action: "request", args: { node, session, seq, command } }, node, moved);
      }
    }
    this.follow(moved);
  }

  /** Stops; of what was not durable its disk keeps some part, everything by default. It starts again after a while. */
  crash(): void {
    const { world, node } = this;
    const { disk } = world.nodes[node];
    const { faults } = world.statistics;
    const lost = world.tape.choose(disk.pending.length + 1);
    faults.crash++;
    if (lost > 0) faults.crashBeforeSync++;
    if (lost > 0 && lost < disk.pending.length) faults.tornTail++;
    const lsn = lastLsn(disk) - lost;
    world.nodes[node] = crash(world.nodes[node], lsn);
    this.timers = new Map();
    this.syncing = undefined;
    world.happened({ action: "crash", args: { node, lsn } });
    world.agenda.after(1 + world.tape.choose(1_000), () => this.restart());
  }

  restart(): void {
    const { world, node } = this;
    const { disk, up } = world.nodes[node];
    if (up) return;
    const gone = disk.lsn - disk.records.length;
    const forgotten = disk.discarded - world.tape.choose(disk.discarded - gone + 1);
    const moved = start(world.driver, node, disk, forgotten);
    world.moved({ action: "restart", args: { node, forgotten } }, node, moved);
    this.follow(moved);
  }

  spaceIsBack(): void {
    this.diskIsFull = false;
    this.write();
  }

  /** Does what a step has set off, until a step sets off nothing at once. */
  private follow(first: Moved<P>): void {
    const { world, node } = this;
    let moved = first;
    for (;;) {
      let appends = false;
      for (const effect of moved.effects) {
        if (effect.kind === "setTimer") this.arm(effect.timer, effect.milliseconds);
        else if (effect.kind === "cancelTimer") this.timers.delete(effect.timer);
        else if (effect.kind === "append") appends = true;
      }
      if (appends && world.rates.crashesOnAppend > 0 && world.tape.chance(world.rates.crashesOnAppend)) return this.crash();
      const { choice } = moved.host;
      if (choice === undefined) break;
      const index = world.tape.choose(choice.of);
      moved = handle(world.driver, node, moved.host, { kind: "choice", label: choice.label, index });
      world.moved({ action: "choice", args: { node, label: choice.label, index } }, node, moved);
    }
    this.write();
  }

  private arm(timer: P["timer"], [least, most]: readonly [number, number]): void {
    const token = {};
    this.timers.set(timer, token);
    this.world.agenda.after(this.world.tape.between(least, most) * this.drift, () => this.fire(timer, token));
  }

  private fire(timer: P["timer"], token: object): void {
    if (this.timers.get(timer) !== token) return;
    const { pause } = this;
    if (pause > 0) return this.world.agenda.after(pause, () => this.fire(timer, token));
    this.timers.delete(timer);
    this.take({ kind: "timer", timer });
  }

  /** Writes what is pending by now; what is appended meanwhile waits for the next sync. */
  private write(): void {
    const { world } = this;
    const { up, disk } = world.nodes[this.node];
    if (!up || disk.pending.length === 0 || this.syncing !== undefined) return;
    const token = {};
    const lsn = lastLsn(disk);
    this.syncing = token;
    world.agenda.after(1 + world.tape.choose(world.rates.latency), () => this.written(lsn, token));
  }

  private written(lsn: Lsn, token: object): void {
    const { world, node, pause } = this;
    if (this.syncing !== token) return;
    if (pause > 0) return world.agenda.after(pause, () => this.written(lsn, token));
    this.syncing = undefined;
    if (this.diskIsFull) return;
    if (world.rates.syncErrors > 0 && world.tape.chance(world.rates.syncErrors)) {
      world.statistics.faults.syncError++;
      return this.crash();
    }
    const moved = sync(world.driver, node, world.nodes[node] as UpHost<P>, lsn);
    world.moved({ action: "sync", args: { node, lsn } }, node, moved);
    this.follow(moved);
  }
}
