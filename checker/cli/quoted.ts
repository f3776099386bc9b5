/** A word as it is written on a command line, so that a shell takes it for this very word, whatever stands in it. */
export const quoted = (word: string): string => {
  if (/^[\w./#:,=@%+-]+$/.test(word)) return word;
  return /["$`\\!]/.test(word) ? `'${word.replaceAll("'", `'\\''`)}'` : `"${word}"`;
};
