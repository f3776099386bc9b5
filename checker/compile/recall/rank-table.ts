// The text of a table by the ranks of messages, of which there may be few that are far apart.

/** Ranks below this one are places in an array. */
const MOST_DENSE = 2 ** 14;

export interface RankTable {
  /** The statement that declares it. */
  readonly declared: string;
  /** What stands there for a rank, an expression. */
  at(rank: string): string;
}

/** What is no entry is `none`; both are texts. */
export const rankTable = (
  name: string,
  entries: readonly (readonly [rank: number, value: string])[],
  none: string,
): RankTable => {
  const most = entries.reduce((most, [rank]) => Math.max(most, rank), -1);
  if (most >= MOST_DENSE)
    return {
      declared: `const ${name} = new Map([${entries.map((entry) => `[${entry}]`).join(", ")}]);`,
      at: (rank) => `(${name}.get(${rank}) ?? ${none})`,
    };
  const values = new Array<string>(most + 1).fill(none);
  for (const [rank, value] of entries) values[rank] = value;
  return {
    declared: `const ${name} = [${values.join(", ")}];`,
    at: (rank) => `(${rank} < ${name}.length ? ${name}[${rank}] : ${none})`,
  };
};
