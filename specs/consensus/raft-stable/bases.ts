// The instances in which mistakes are looked for.
import { instancesOf } from "../../language/index.ts";
import { raftStable } from "./raft-stable.ts";

const instance = instancesOf(import.meta.url.replace("bases.", "raft-stable.instances."));

/** Logs differ when the cluster settles. */
export const two = instance(
  raftStable,
  { servers: 2, entries: 2 },
  { outOfReach: ["laterLeader"], expect: { states: 1_668, generated: 6_863, depth: 24 } },
);
/** Three servers with empty logs, in any terms, with any votes. */
export const three = instance(
  raftStable,
  { servers: 3, entries: 0 },
  { outOfReach: ["couldNotWin"], expect: { states: 11_021, generated: 78_503, depth: 23 } },
);
