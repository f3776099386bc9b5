// How the tables of constructs are written.
import type { Construct, Loose } from "../specimens/servers.ts";

/** An effect on server `i`, which is handed over as `self`. */
export const on =
  (effect: (self: Loose, s: Loose, args: Loose) => unknown) =>
  (s: Loose, args: Loose): void =>
    void effect(s.server[args.i], s, args);
export const when = (guard: (self: Loose, s: Loose, args: Loose) => unknown) => (s: Loose, args: Loose) =>
  guard(s.server[args.i], s, args);

/** What each engine says; undefined of one that accepts it. */
export type Refused = readonly [construct: Construct, compiled: RegExp, reference?: RegExp, noticed?: "compared"];
export type Table = Readonly<Record<string, Refused>>;

export const both = (construct: Construct, says: RegExp): Refused => [construct, says, says];

/** A draft does not notice what the two engines, compared, do differently. */
export const sampled = (construct: Construct, says: RegExp): Refused => [construct, says, says, "compared"];

/** The error names spec, action and arguments, and where in the state it is. */
export const outside = (effect: (self: Loose, s: Loose, args: Loose) => unknown, says: RegExp): Refused =>
  both({ effect: on(effect) }, new RegExp(`^SpecError: servers\\.construct\\(i=server1, j=server1, .*${says.source}`));
