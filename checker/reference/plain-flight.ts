import type { Flight } from "../../specs/language/network.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Loose } from "../model/model.ts";
import type { NetworkSchema } from "../model/schema.ts";
import { PlainMessages } from "./plain-messages.ts";
import { show } from "./show.ts";

/** What bags and channels have in common: messages are sent, and consumed when received. */
export abstract class PlainFlight extends PlainMessages implements Flight<Loose> {
  abstract copies(message: Loose): number;
  abstract consume(message: Loose): void;
  protected abstract insert(message: Loose): void;
  /** Whether one more message finds no room, and beside how many. */
  protected abstract isFull(message: Loose): boolean;

  send(message: Loose): void {
    const member = this.holding.member(message);
    if (!this.isFull(member)) return this.insert(member);
    const { atMost, whenFull } = this.holding.schema as NetworkSchema;
    if (whenFull !== "loseNewest") this.holding.full(member, this.room(member, atMost as number));
  }

  reply(request: Loose, response: Loose): void {
    this.consume(request);
    this.send({ ...response, from: request.to, to: request.from });
  }

  protected room(_message: Loose, atMost: number): string {
    return `the ${atMost} that can be in flight`;
  }

  protected absent(message: Loose, why: string, advice: string): never {
    throw new SpecError(
      `${this.holding.name} was asked to consume ${show(this.holding.of, message)}, which is not ${why}. ${advice}`,
    );
  }
}
