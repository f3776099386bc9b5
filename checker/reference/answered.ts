/** What a predicate says. An error is an answer as well, undefined, and told elsewhere when it matters. */
export const answered = (ask: () => unknown): unknown => {
  try {
    return ask();
  } catch {
    return undefined;
  }
};
