// What snapshots need besides.

/** Of a server: the index of the last entry in its snapshot, on disk as the snapshot is. */
interface Compactor {
  snapshotIndex: number;
}

// It is part of the state only where snapshots are; so its type does not know it.
export const compactorOf = (self: object) => self as Compactor;

export const compactingDurable = { snapshotIndex: 0 };
