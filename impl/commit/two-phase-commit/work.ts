// What a transfer is to each store.
import type { NodeId } from "../../runtime/core.ts";
import type { Operation, Transfer } from "./messages.ts";
import type { CommitRules } from "./rules.ts";

export interface Work {
  readonly store: NodeId;
  readonly operations: readonly Operation[];
}

/** By store, in the order in which the transfer names them. */
export const workOf = ({ from, to, amount, also = [], provided = [] }: Transfer): readonly Work[] => {
  const all: readonly (readonly [NodeId, Operation])[] = [
    ...[{ ...to, amount }, ...also].flatMap((paid): readonly (readonly [NodeId, Operation])[] => [
      [from.store, { account: from.account, add: -paid.amount }],
      [paid.store, { account: paid.account, add: paid.amount }],
    ]),
    ...provided.map(({ store, account, atLeast }) => [store, { account, atLeast }] as const),
  ];
  const stores = [...new Set(all.map(([store]) => store))];
  return stores.map((store) => ({
    store,
    operations: all.filter(([at]) => at === store).map(([, operation]) => operation),
  }));
};

export const storesOf = (work: readonly Work[]): readonly NodeId[] => work.map(({ store }) => store);

/** The stores to which it makes a difference whether it commits. */
export const writersOf = (work: readonly Work[], { hasOnlyRead }: Pick<CommitRules, "hasOnlyRead">): readonly NodeId[] =>
  storesOf(work.filter(({ operations }) => !hasOnlyRead(operations)));
