import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";

/** Where the house stands. */
export const top = resolve(import.meta.dirname, "../..");

const made = new Set([".git", "node_modules", "dist", "coverage", ".quorate"]);

const under = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (made.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? under(path) : [relative(top, path).split(sep).join("/")];
  });

/** Every file of the house but those that tools make. Not asked of git: the house is tidy in an unpacked archive too. */
export const files = (): string[] => under(top);

export const textOf = (file: string): string => readFileSync(join(top, file), "utf8");

/** The lines of these files that match, as `file:line: text`. */
export const linesThat = (match: RegExp, among: readonly string[]): string[] =>
  among.flatMap((file) =>
    textOf(file)
      .split("\n")
      .flatMap((line, i) => (match.test(line) ? [`${file}:${i + 1}: ${line.trim()}`] : [])),
  );
