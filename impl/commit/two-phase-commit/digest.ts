import { hashed } from "../../runtime/hashed.ts";
import type { Place, Transfer } from "./messages.ts";

/** What tells transfers apart, in whatever order their fields stand: a client that has given two the same id by mistake finds out. */
export const digestOf = ({ from, to, amount, also = [], provided = [] }: Transfer): string =>
  hashed(
    JSON.stringify([
      ...[place(from), place(to), amount],
      also.map((paid) => [...place(paid), paid.amount]),
      provided.map((one) => [...place(one), one.atLeast]),
    ]),
  );

const place = ({ store, account }: Place) => [store, account];
