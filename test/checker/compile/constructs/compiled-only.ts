// Constructs that the compiled engine alone refuses: each would cost it its speed, and no spec needs them.
import { on, type Table, when } from "./recipe.ts";

export const COMPILED_ONLY: Table = {
  "a record spread": [
    {
      effect: on((self) => {
        const copy = { ...self };
        self.term = copy.term;
      }),
    },
    /a record of the state cannot be spread/,
  ],
  "the rest of a record": [
    {
      effect: on((self) => {
        const { log, ...rest } = self;
        log[0] = rest.term;
      }),
    },
    /a record of the state cannot be spread/,
  ],
  "a record serialised": [{ effect: on((self) => JSON.stringify(self)) }, /a record of the state cannot be spread/],
  "the values of a record": [
    { guard: when((self) => Object.values(self).length > 3) },
    /a record of the state cannot be spread/,
  ],
  "a record in a guard spread": [{ guard: when((self) => ({ ...self }).term === 0) }, /a record of the state cannot be spread/],
  "a set serialised": [{ guard: when((self) => JSON.stringify(self.wide) !== "") }, /cannot be serialised/],
  "a network serialised": [{ guard: when((_self, s) => JSON.stringify(s.wire) !== "") }, /cannot be serialised/],
  "own properties asked for": [
    { guard: when((self) => Object.hasOwn(self, "role")) },
    /construct\(.*: (one engine finds it|run again)/,
  ],
  "a subset written to": [{ effect: on((self) => (self.quorum[0] = 1)) }, /object is not extensible/],
  "a tuple written to": [{ effect: on((self) => (self.pair[0] = 2)) }, /read only/],
  "out of a domain and back": [
    {
      effect: on((self) => {
        self.term = 3;
        self.term = 1;
      }),
    },
    /term was set to a value outside its domain: 3/,
  ],
};
