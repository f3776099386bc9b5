import { readFileSync } from "node:fs";

/** Of the package that this file is part of, whether it runs from its source or from what was built into `dist`. */
export const version = (): string => {
  for (const up of ["../../", "../../../"]) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(`${up}package.json`, import.meta.url), "utf8"));
      if (name === "quorate") return version;
    } catch {
      // Not here: the other place it is.
    }
  }
  return "of unknown version";
};
