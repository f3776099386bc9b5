/** A request has no result. `unknown`: it may have been done, or be done yet. `not-sent`: it reached nobody and never will. */
export class RequestFailed extends Error {
  override readonly name = "RequestFailed";
  readonly seq: number;
  readonly outcome: "unknown" | "not-sent";

  constructor(seq: number, outcome: "unknown" | "not-sent", why: string) {
    super(outcome === "unknown" ? `${why}: whether it was done is unknown` : `${why}: it was not sent, so it was not done`);
    this.seq = seq;
    this.outcome = outcome;
  }
}
