/** The names nearest to a word that is none of them, best first: at most three, and none too far off to have been meant. */
export const nearest = (word: string, names: readonly string[]): string[] =>
  [...new Set(names)]
    .map((name) => ({ name, far: distance(word.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, far }) => far <= Math.max(2, Math.ceil(Math.max(word.length, name.length) / 3)) || name.includes(word))
    .sort((one, other) => one.far - other.far)
    .slice(0, 3)
    .map(({ name }) => name);

/** "did you mean …? There are …", or "there are …" when nothing is near: it goes on where a sentence was left at a semicolon. */
export const suggestion = (word: string, names: readonly string[], kind: string): string => {
  const close = nearest(word, names);
  const there = names.length > 0 ? `are the ${kind} ${[...new Set(names)].join(", ")}.` : `are no ${kind}.`;
  return close.length > 0 ? `did you mean ${close.join(" or ")}? There ${there}` : `there ${there}`;
};

/** How many letters must be put, taken or changed (Levenshtein). */
const distance = (one: string, other: string): number => {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 0; i < one.length; i++) {
    const next = [i + 1];
    for (let k = 0; k < other.length; k++) {
      next.push(Math.min(row[k] + (one[i] === other[k] ? 0 : 1), row[k + 1] + 1, next[k] + 1));
    }
    row = next;
  }
  return row[other.length];
};
