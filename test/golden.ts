// Transcripts kept as files: `UPDATE_GOLDEN=1 npx vitest run ...` rewrites them. Commit a changed one only when you can say why.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

const FOLDER = resolve(dirname(fileURLToPath(import.meta.url)), "golden");

/**
 * Holds a text against the transcript of that name, as far as it is `comparable`. A missing transcript is a failure, not an
 * invitation to write one.
 */
export const expectGolden = (name: string, text: string, comparable = (all: string): string => all): void => {
  const file = resolve(FOLDER, `${name}.txt`);
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return;
  }
  expect(existsSync(file), `there is no ${file}; UPDATE_GOLDEN=1 writes it`).toBe(true);
  expect(comparable(text)).toBe(comparable(readFileSync(file, "utf8")));
};

/** What differs between two runs of the same thing: how long they took, and on which machine. */
export const normalised = (text: string, folders: Readonly<Record<string, string>> = {}): string =>
  Object.entries(folders)
    .reduce((left, [name, folder]) => left.replaceAll(folder, `<${name}>`), text)
    .replace(/\bseconds=\d+\.\d+/g, "seconds=#");
