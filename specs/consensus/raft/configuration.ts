// Which servers count. An entry of the log may hold a configuration; a server goes by the latest that its log holds, committed or
// not. Chapter 4 of Ongaro's thesis.
import { type Domain, optional, subsets } from "../../language/index.ts";

export interface Configuration<S> {
  readonly members: readonly S[];
  /** In joint consensus: the members that were, of whom a majority is needed as well. */
  readonly leaving: readonly S[] | null;
}

/** What an entry holds besides, where servers may join and leave; nothing, in most entries. */
export const configurationFields = <S>(Server: Domain<S>) => ({
  members: optional(subsets(Server)),
  leaving: optional(subsets(Server)),
});
export const noConfiguration = { members: null, leaving: null };

type Log<S> = readonly (Configuration<S> | typeof noConfiguration)[];

/** The index of a log's latest configuration; 0 while it holds none. */
export const latestIndex = (log: readonly unknown[]): number =>
  (log as Log<unknown>).findLastIndex(({ members }) => members !== null) + 1;

/** The latest configuration of a log, or else the first of all. */
export const latest = <S>(log: readonly unknown[], first: readonly S[]): Configuration<S> => {
  const index = latestIndex(log);
  return index === 0 ? { members: first, leaving: null } : ((log as Log<S>)[index - 1] as Configuration<S>);
};

const isMajority = <S>(members: readonly S[], isFor: (server: S) => boolean): boolean =>
  members.filter(isFor).length * 2 > members.length;

export const isQuorumOf = <S>({ members, leaving }: Configuration<S>, isFor: (server: S) => boolean): boolean =>
  isMajority(members, isFor) && (leaving === null || isMajority(leaving, isFor));
