// What a transaction is called. Whoever numbers it never does so twice, and a later one has a greater name.

/** The coordinator's so manieth transaction since its so manieth start. */
export interface TransactionId {
  readonly start: number;
  readonly number: number;
}

/** As a property's name. */
export type TransactionKey = `${number}.${number}`;

export const keyOf = ({ start, number }: TransactionId): TransactionKey => `${start}.${number}`;

export const isBefore = (one: TransactionId, other: TransactionId): boolean =>
  one.start < other.start || (one.start === other.start && one.number < other.number);

export const earliest = (first: TransactionId, ...others: readonly TransactionId[]): TransactionId =>
  others.reduce((least, tx) => (isBefore(tx, least) ? tx : least), first);

export const latest = (one: TransactionId, other: TransactionId): TransactionId => (isBefore(one, other) ? other : one);
