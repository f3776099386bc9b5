import { expect, test } from "vitest";
import { sortingNetwork } from "../../../../checker/compile/symmetry/columns-source.ts";

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])("%i items: all zeros and ones are sorted, and so everything is", (items) => {
  const network = sortingNetwork(items);
  for (let bits = 0; bits < 1 << items; bits++) {
    const all = Array.from({ length: items }, (_, i) => (bits >>> i) & 1);
    for (const [one, other] of network) if (all[one] > all[other]) [all[one], all[other]] = [all[other], all[one]];
    expect(all).toEqual(all.toSorted());
  }
});
