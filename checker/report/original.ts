import { restored } from "./source-slice.ts";
import { sourcesOf } from "./source-text.ts";

/** A condition as its author wrote it, since what runs has been through a compiler. */
export type Original = (condition: string) => string | undefined;

/** Looks for conditions in the text of the module that exports the spec, and of what that imports. */
export const originalIn = (module: string | undefined): Original => {
  if (module === undefined) return () => undefined;
  let texts: readonly string[] | undefined;
  return (condition) => {
    texts ??= sourcesOf(module).map(({ text }) => text);
    for (const text of texts) {
      const found = restored(condition, text);
      if (found !== undefined) return found;
    }
    return undefined;
  };
};
