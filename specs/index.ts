// The catalogue: every protocol, by family. A protocol's module holds its spec, its instances and its mutants, and is loaded when asked for.

export interface Protocol {
  /** The name of its spec, with which the names of its instances begin. */
  readonly protocol: string;
  readonly family: string;
  load(): Promise<Record<string, unknown>>;
}

export const catalogue: readonly Protocol[] = [
  { protocol: "transaction-commit", family: "commit", load: () => import("./commit/transaction-commit.instances.ts") },
  { protocol: "two-phase-commit", family: "commit", load: () => import("./commit/two-phase-commit.instances.ts") },
  {
    protocol: "two-phase-commit-recovery",
    family: "commit",
    load: () => import("./commit/two-phase-commit-recovery/two-phase-commit-recovery.instances.ts"),
  },

  { protocol: "consensus", family: "consensus", load: () => import("./consensus/consensus.instances.ts") },
  { protocol: "voting", family: "consensus", load: () => import("./consensus/voting.instances.ts") },
  { protocol: "paxos", family: "consensus", load: () => import("./consensus/paxos.instances.ts") },
  { protocol: "raft", family: "consensus", load: () => import("./consensus/raft/raft.instances.ts") },
  { protocol: "raft-stable", family: "consensus", load: () => import("./consensus/raft-stable/raft-stable.instances.ts") },

  { protocol: "quorum-overlap", family: "replication", load: () => import("./replication/quorum-overlap.instances.ts") },
  { protocol: "quorum-register", family: "replication", load: () => import("./replication/quorum-register.instances.ts") },
];
