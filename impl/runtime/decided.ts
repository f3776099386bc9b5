/**
 * A choice that depends on one field of a union alone, made once for each value of it. ts-pattern chooses, and says at compile time
 * that none was forgotten; to match each message anew takes longer than what most handlers do.
 */
export const decided = <F extends string, T extends { readonly [field in F]: string }, Chosen>(
  field: F,
  choose: (one: T) => Chosen,
): ((one: T) => Chosen) => {
  const chosen = new Map<string, Chosen>();
  return (one) => {
    let choice = chosen.get(one[field]);
    if (choice === undefined) chosen.set(one[field], (choice = choose(one)));
    return choice;
  };
};
