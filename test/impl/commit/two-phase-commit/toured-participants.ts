// How the stores look that are led along the steps of the spec.
import type { Commit } from "../../../../impl/commit/two-phase-commit/sight.mapping.ts";
import { entryAt, logOf, type Names, type ParticipantId } from "../../../../impl/commit/two-phase-commit/sight.mapping.ts";
import type { View } from "../../../../specs/language/index.ts";
import type { LedSites } from "./led-sites.ts";

type Participants = View<Commit["state"]>["participant"];

/** Each has done what it has written, be it on disk or not. Where nobody takes over the spec knows of no fence. */
export const participantsOf = (names: Names, led: LedSites, areTransferred: boolean): Participants =>
  ((p: ParticipantId) => {
    const node = names.node(p);
    const log = logOf(names, led.cluster, node);
    const words = (all: typeof log.stable) =>
      all.filter((word) => word === "prepared" || word === "commit" || word === "abort");
    const state = led.hosts[node].up ? (entryAt(names, led.cluster, node)?.state ?? "working") : "down";
    return { state, ...(areTransferred ? { fenced: false } : {}), stable: words(log.stable), buffer: words(log.buffer) };
  }) as unknown as Participants;
