// Raft seen from far, on two and three servers. Those in which mistakes are looked for as well stand in bases.ts.
import { instancesOf } from "../../language/index.ts";
import { raftStable } from "./raft-stable.ts";

export * from "./bases.ts";
export * from "./liveness.mutants.ts";
export * from "./safety.mutants.ts";
export { raftStable };

const instance = instancesOf(import.meta.url);

/** Three servers whose logs differ when the cluster settles: it takes longer. */
export const threeEntries = instance(
  raftStable,
  { servers: 3, entries: 1 },
  { default: false, expect: { states: 190_974, generated: 1_462_867, depth: 33 } },
);
