import type { CheckOptions } from "../result.ts";
import type { SearchFlags } from "./options.ts";

/** What the command line says of a search, as the checker takes it. */
export const searchOptions = ({ states, memory, time, workers, engine, symmetry }: SearchFlags): CheckOptions => ({
  ...(states === undefined ? {} : { states }),
  ...(memory === undefined ? {} : { memory }),
  ...(time === undefined ? {} : { seconds: time }),
  ...(workers === undefined ? {} : { workers }),
  ...(engine === undefined ? {} : { engine }),
  ...(symmetry === undefined ? {} : { symmetry }),
});
