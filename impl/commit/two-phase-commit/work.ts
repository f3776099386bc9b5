// What a transfer is to each store.
import type { NodeId } from "../../runtime/core.ts";
import type { Operation, Transfer } from "./messages.ts";
import type { CommitRules } from "./rules.ts";

export interface Work {
  readonly store: NodeId;
  readonly operations: readonly Operation[];
}

/** By store, in the order in which the transfer names them. */
export const workOf = ({ from, to, amount, provided = [] }: Transfer): readonly Work[] => {
  const all: readonly (readonly [NodeId, Operation])[] = [
    [from.store, { account: from.account, add: -amount }],
    [to.store, { account: to.account, add: amount }],
    ...provided.map(({ store, account, atLeast }) => [store, { account, atLeast }] as const),
  ];
  const stores = [...new Set(all.map(([store]) => store))];
  return stores.map((store) => ({
    store,
    operations: all.filter(([at]) => at === store).map(([, operation]) => operation),
  }));
};

export const storesOf = (transfer: Transfer): readonly NodeId[] => workOf(transfer).map(({ store }) => store);

/** The stores to which it makes a difference whether it commits. */
export const writersOf = (transfer: Transfer, { hasOnlyRead }: Pick<CommitRules, "hasOnlyRead">): readonly NodeId[] =>
  workOf(transfer)
    .filter(({ operations }) => !hasOnlyRead(operations))
    .map(({ store }) => store);
