import type { Loose } from "../model/model.ts";
import { positionOf } from "../model/positions.ts";
import type { NetworkSchema } from "../model/schema.ts";
import { Kept } from "./members.ts";
import { PlainFlight } from "./plain-flight.ts";
import { nameOf } from "./show.ts";
import { compareValues, isIn } from "./values.ts";

/**
 * A queue from each process to each other. Whoever iterates meets every message in flight, a repeated one repeatedly: by
 * sender, then receiver, then as they were sent.
 */
export class PlainChannels extends PlainFlight {
  copies(message: Loose): number {
    return this.kept.members.filter((member) => this.isSame(member, message)).length;
  }

  override has(message: Loose): boolean {
    return this.kept.members.some((member) => this.isSame(member, message));
  }

  override receivable(type?: string): readonly Loose[] {
    const heads = this.kept.members.filter((message, i, all) => i === 0 || this.channelOrder(all[i - 1], message) !== 0);
    return type === undefined ? heads : heads.filter((message: Loose) => message.type === type);
  }

  consume(message: Loose): void {
    const { members } = this.kept;
    const head = isIn(this.holding.of, message) ? members.findIndex((member) => this.channelOrder(member, message) === 0) : -1;
    if (head < 0 || !this.isSame(members[head], message)) {
      this.absent(
        message,
        "the first of its queue",
        "Only the first message of a queue can be received: consume the one that was drawn, and once.",
      );
    }
    this.kept = new Kept(members.toSpliced(head, 1));
  }

  protected override distinct(): readonly Loose[] {
    const { members } = this.kept;
    return members.filter((message, i) => members.findIndex((other) => this.isSame(other, message)) === i);
  }

  protected insert(message: Loose): void {
    const { members } = this.kept;
    const behind = members.findIndex((member) => this.channelOrder(member, message) > 0);
    this.kept = new Kept(members.toSpliced(behind < 0 ? members.length : behind, 0, message));
  }

  protected isFull(message: Loose): boolean {
    const queued = this.kept.members.filter((member) => this.channelOrder(member, message) === 0).length;
    return queued >= (this.holding.schema.atMost as number);
  }

  protected override room({ from, to }: Loose, atMost: number): string {
    const process = (this.holding.schema as NetworkSchema).between;
    const name = (id: unknown) => (process ? nameOf(process, id) : String(id));
    return `the ${atMost} of the queue from ${name(from)} to ${name(to)}`;
  }

  private isSame(member: Loose, message: Loose): boolean {
    return member === message || (isIn(this.holding.of, message) && compareValues(this.holding.of, member, message) === 0);
  }

  /** By sender, then by receiver; zero of two messages in one queue. */
  private channelOrder(a: Loose, b: Loose): number {
    const between = (this.holding.schema as NetworkSchema).between;
    if (!between) return 0;
    return positionOf(between, a.from) - positionOf(between, b.from) || positionOf(between, a.to) - positionOf(between, b.to);
  }
}
