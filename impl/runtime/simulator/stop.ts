import type { Failure } from "./simulation.ts";

/** Ends a run. */
export class Stop extends Error {
  readonly kind: Failure["kind"];
  readonly stuck: readonly string[] | undefined;

  constructor(kind: Failure["kind"], what: string, stuck?: readonly string[]) {
    super(what);
    this.kind = kind;
    this.stuck = stuck;
  }
}
