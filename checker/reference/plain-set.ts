import type { WriteSet } from "../../specs/language/state.ts";
import type { Loose } from "../model/model.ts";
import type { SetSchema } from "../model/schema.ts";
import { Kept, Members } from "./members.ts";

/** A set of values in a plain state. */
export class PlainSet extends Members implements WriteSet<Loose> {
  add(value: unknown): void {
    const member = this.holding.member(value);
    const position = this.position(member);
    if (position >= 0) return;
    const { atMost } = this.holding.schema as SetSchema;
    if (atMost !== undefined && this.size >= atMost) this.holding.full(value, `its ${atMost} members`);
    this.kept = new Kept(this.kept.members.toSpliced(~position, 0, member));
  }

  remove(value: unknown): void {
    const position = this.position(value);
    if (position >= 0) this.kept = new Kept(this.kept.members.toSpliced(position, 1));
  }

  clear(): void {
    if (this.size > 0) this.kept = new Kept([]);
  }

  assign(values: Iterable<unknown>): void {
    const members = [...values];
    this.clear();
    for (const value of members) this.add(value);
  }
}
