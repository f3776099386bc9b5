import type { Loose } from "../model/model.ts";
import { Kept } from "./members.ts";
import { PlainFlight } from "./plain-flight.ts";

/** Messages in flight in any order, each some number of times. Whoever iterates meets each message once. */
export class PlainBag extends PlainFlight {
  override get size(): number {
    return this.kept.copies.reduce((total, copies) => total + copies, 0);
  }

  copies(message: Loose): number {
    return this.kept.copies[this.position(message)] ?? 0;
  }

  /** Each message with its copies. */
  *entries(): IterableIterator<readonly [message: Loose, copies: number]> {
    const { members, copies } = this.kept;
    for (let i = 0; i < members.length; i++) yield [members[i], copies[i]];
  }

  consume(message: Loose): void {
    const position = this.position(message);
    if (position < 0)
      this.absent(message, "in flight", "Consume what was received, and once; or ask with has or copies first.");
    const { members, copies } = this.kept;
    this.kept =
      copies[position] === 1
        ? new Kept(members.toSpliced(position, 1), copies.toSpliced(position, 1))
        : new Kept(members, copies.with(position, copies[position] - 1));
  }

  protected insert(message: Loose): void {
    const position = this.position(message);
    const { members, copies } = this.kept;
    this.kept =
      position < 0
        ? new Kept(members.toSpliced(~position, 0, message), copies.toSpliced(~position, 0, 1))
        : new Kept(members, copies.with(position, copies[position] + 1));
  }

  protected isFull(): boolean {
    return this.size >= (this.holding.schema.atMost as number);
  }
}
