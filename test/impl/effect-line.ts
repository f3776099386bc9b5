// An effect of a core as a line of a transcript.
import type { Effect, Protocol } from "../../impl/runtime/core.ts";

/** How a protocol's own parts read. */
export interface Words<P extends Protocol> {
  readonly record: (record: P["record"]) => string;
  readonly message: (message: P["message"]) => string;
  readonly result: (result: P["result"]) => string;
}

export const effectLine = <P extends Protocol>(effect: Effect<P>, words: Words<P>): string => {
  switch (effect.kind) {
    case "append":
      return `append ${effect.lsn}: ${effect.records.map(words.record).join(", ")}`;
    case "discard":
      return `discard to ${effect.upTo} after ${effect.after}`;
    case "send":
      return `${effect.to} after ${effect.after}: ${words.message(effect.message)}`;
    case "reply":
      return `${effect.session}#${effect.seq} after ${effect.after}: ${words.result(effect.result)}`;
    case "setTimer":
      return `set ${effect.timer} ${effect.milliseconds.join("-")}`;
    case "cancelTimer":
      return `cancel ${effect.timer}`;
    case "choose":
      return `choose ${effect.label}`;
    case "reject":
      return `reject ${effect.from}: ${effect.why}`;
  }
};
