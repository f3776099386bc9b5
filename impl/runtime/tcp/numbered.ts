import { isMatching, P } from "ts-pattern";
import { Malformed } from "./malformed.ts";

const isNumbered = isMatching([P.when(Number.isSafeInteger), P.any] as const);

/** A client's request or its reply as it is sent: `[seq, command]` or `[seq, result]`. */
export const numbered = (said: unknown): { readonly seq: number; readonly value: unknown } => {
  if (!isNumbered(said)) throw new Malformed("a request or reply is not a number and what goes with it");
  const [seq, value] = said as readonly [number, unknown];
  return { seq, value };
};
