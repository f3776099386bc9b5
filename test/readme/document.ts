// README.md as data: its fenced blocks by what they are for, and how one of them is put in another's place.
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const TOP = resolve(import.meta.dirname, "../..");
const README = join(TOP, "README.md");

export interface Block {
  /** `file`: to be saved under its name; `quote`: part of a source file; `console`: commands and what they print; `sh`: commands. */
  readonly kind: "file" | "quote" | "console" | "sh" | "unknown";
  /** The file that is saved or quoted; of a block of commands its first line. */
  readonly name: string;
  readonly text: string;
}

const QUOTED = /^\/\/ (\S+), in part\n/;

const blockOf = (info: string, text: string): Block => {
  const [language, file] = info.split(" file=");
  const quoted = QUOTED.exec(text);
  const [first] = text.split("\n");
  if (file !== undefined) return { kind: "file", name: file, text };
  if (language === "ts" && quoted) return { kind: "quote", name: quoted[1], text: text.replace(QUOTED, "") };
  if (language === "console" || language === "sh") return { kind: language, name: first, text };
  return { kind: "unknown", name: `${info}: ${first}`, text };
};

export const readme = (): string => readFileSync(README, "utf8");

export const blocks: readonly Block[] = [...readme().matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(([, info, text]) =>
  blockOf(info, text),
);

export const blocksOf = (kind: Block["kind"]): Block[] => blocks.filter((block) => block.kind === kind);

/** Puts a text in the place of another that the README holds. */
export const rewrite = (old: string, text: string): void => {
  const before = readme();
  if (!before.includes(old)) throw new Error(`README.md does not hold what is to be rewritten:\n${old}`);
  // A function, since a replacement's dollar signs would mean something.
  writeFileSync(
    README,
    before.replace(old, () => text),
  );
};

const CATALOGUE = /(?<=<!-- catalogue: begin -->\n)[\s\S]*(?=<!-- catalogue: end -->)/;

/** What stands between the marks of the catalogue. */
export const catalogueTable = (): string => CATALOGUE.exec(readme())?.[0] ?? "";

export const rewriteCatalogueTable = (table: string): void => {
  const before = readme();
  writeFileSync(
    README,
    before.replace(CATALOGUE, () => table),
  );
};
