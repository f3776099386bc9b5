import type { NodeId, Protocol } from "../core.ts";
import type { Machine } from "./machine.ts";
import type { Post } from "./post.ts";
import type { World } from "./world.ts";

/** Virtual milliseconds between two looks at what could go wrong, on average. */
const interval = 50;

/** Lets things go wrong from time to time, until it is told to stop. */
export class Nemesis<P extends Protocol> {
  private readonly world: World<P>;
  private readonly post: Post<P>;
  private readonly machines: readonly Machine<P>[];
  private isOver = false;

  constructor(world: World<P>, post: Post<P>, machines: readonly Machine<P>[]) {
    this.world = world;
    this.post = post;
    this.machines = machines;
    this.skew();
    this.next();
  }

  /** Everything is well: all nodes are up and move, all ways are open, all disks have room, all clocks go right. */
  heal(): void {
    this.isOver = true;
    this.post.heal();
    for (const machine of this.machines) {
      machine.drift = 1;
      machine.pausedUntil = 0;
      machine.restart();
      machine.spaceIsBack();
    }
  }

  private skew(): void {
    const { skew } = this.world.rates;
    if (skew <= 1) return;
    for (const machine of this.machines) {
      machine.drift = skew ** [0, 1, -1, 0.5, -0.5][this.world.tape.choose(5)];
      if (machine.drift !== 1) this.world.statistics.faults.skew++;
    }
  }

  private next(): void {
    const { tape, agenda } = this.world;
    agenda.after(interval / 2 + tape.choose(interval), () => {
      if (this.isOver) return;
      this.strike();
      this.next();
    });
  }

  private strike(): void {
    const { crashes, pauses, partitions, fullDisks } = this.world.rates;
    const each = [crashes * 0.9, crashes * 0.1, pauses, partitions, fullDisks].map((rate) => (rate * interval) / 1_000);
    const any = each.reduce((sum, rate) => sum + rate, 0);
    if (any === 0) return;
    switch (this.world.tape.pick([Math.max(0, 1 - any), ...each])) {
      case 1:
        return this.crash([this.anyone()]);
      case 2:
        return this.crash(this.machines);
      case 3:
        return this.pause(this.anyone());
      case 4:
        return this.part();
      case 5:
        return this.fill(this.anyone());
    }
  }

  private anyone(): Machine<P> {
    return this.machines[this.world.tape.choose(this.machines.length)];
  }

  private crash(machines: readonly Machine<P>[]): void {
    for (const machine of machines) if (machine.isUp) machine.crash();
  }

  private pause(machine: Machine<P>): void {
    this.world.statistics.faults.pause++;
    machine.pausedUntil = this.world.agenda.now + 1 + this.world.tape.choose(1_000);
  }

  private fill(machine: Machine<P>): void {
    this.world.statistics.faults.fullDisk++;
    machine.diskIsFull = true;
    this.afterAWhile(() => machine.spaceIsBack());
  }

  /** Some no longer hear the others, or the others them, or both. */
  private part(): void {
    const { tape, driver } = this.world;
    if (driver.nodes.length < 2) return;
    const one = driver.nodes[tape.choose(driver.nodes.length)];
    const side = driver.nodes.filter((node) => node === one || tape.chance(0.3));
    const others = driver.nodes.filter((node) => !side.includes(node));
    const ways = tape.choose(3);
    const cut: (readonly [NodeId, NodeId])[] = side.flatMap((a) =>
      others.flatMap((b) => [...(ways !== 1 ? [[a, b] as const] : []), ...(ways !== 0 ? [[b, a] as const] : [])]),
    );
    for (const [from, to] of cut) this.post.block(from, to);
    this.afterAWhile(() => {
      for (const [from, to] of cut) this.post.unblock(from, to);
    });
  }

  private afterAWhile(run: () => void): void {
    this.world.agenda.after(1 + this.world.tape.choose(2_000), () => {
      if (!this.isOver) run();
    });
  }
}
