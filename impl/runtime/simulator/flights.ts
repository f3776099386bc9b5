import type { Envelope } from "../cluster.ts";
import type { Protocol } from "../core.ts";

export interface Flight<P extends Protocol> {
  readonly envelope: Envelope<P>;
  /** Messages are numbered as they are sent. */
  readonly order: number;
  /** Where it is among those in flight. */
  index: number;
}

/** The messages in flight: added and removed without moving the others. */
export class Flights<P extends Protocol> {
  readonly envelopes: Envelope<P>[] = [];
  private readonly flights: Flight<P>[] = [];
  private sent = 0;

  add(envelope: Envelope<P>): Flight<P> {
    const flight = { envelope, order: ++this.sent, index: this.flights.length };
    this.flights.push(flight);
    this.envelopes.push(envelope);
    return flight;
  }

  /** The last one takes its place. */
  remove({ index }: Flight<P>): void {
    const last = this.flights.pop() as Flight<P>;
    const envelope = this.envelopes.pop() as Envelope<P>;
    if (last.index === index) return;
    last.index = index;
    this.flights[index] = last;
    this.envelopes[index] = envelope;
  }
}
