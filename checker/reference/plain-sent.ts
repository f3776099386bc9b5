import type { Sent } from "../../specs/language/network.ts";
import type { Loose } from "../model/model.ts";
import { Kept } from "./members.ts";
import { PlainMessages } from "./plain-messages.ts";

/** Every message ever sent, in a plain state. */
export class PlainSent extends PlainMessages implements Sent<Loose> {
  add(message: unknown): void {
    const member = this.holding.member(message);
    const position = this.position(member);
    if (position >= 0) return;
    const { atMost } = this.holding.schema;
    if (atMost !== undefined && this.size >= atMost) this.holding.full(message, `its ${atMost} messages`);
    this.kept = new Kept(this.kept.members.toSpliced(~position, 0, member));
  }
}
