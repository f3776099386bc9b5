// What must not change while a node's log lasts, though no record of the log says it: kept beside the log when it is first used.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMatching, P } from "ts-pattern";
import { SpecError } from "../../../specs/language/spec-error.ts";

/** By the name of the option, its text and what would come of another. */
export type Settings = Readonly<Record<string, { readonly value: string; readonly why: string }>>;

/** A log has its folder to itself, but for what begins with a dot. */
const FILE = ".settings.json";

const isKept = isMatching(P.record(P.string, P.string));

/** @throws SpecError when the node was started with other settings before. */
export const requireSame = (data: string, settings: Settings): void => {
  const kept = read(join(data, FILE));
  for (const [option, { value, why }] of Object.entries(settings)) {
    const before = kept?.[option];
    if (before === undefined || before === value) continue;
    throw new SpecError(`${option}: the node of ${data} has run with ${before}, not with ${value}. ${why} Start it as before.`);
  }
};

/** Once the log is open, and so is this node's alone. */
export const keep = (data: string, settings: Settings): void => {
  const file = join(data, FILE);
  if (read(file) !== undefined) return;
  const values = Object.fromEntries(Object.entries(settings).map(([option, { value }]) => [option, value]));
  writeFileSync(`${file}.new`, `${JSON.stringify(values, null, 2)}\n`, { flush: true });
  renameSync(`${file}.new`, file);
};

const read = (file: string): Readonly<Record<string, string>> | undefined => {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    // That there is a file where the folder should be is for the log to say.
    if (["ENOENT", "ENOTDIR"].includes(code)) return undefined;
    throw error;
  }
  try {
    const kept: unknown = JSON.parse(text);
    if (isKept(kept)) return kept;
  } catch {
    // What is no JSON is told like JSON of another shape.
  }
  throw new SpecError(
    `${file} does not say what the node was started with: bring it back, since another start could undo decisions`,
  );
};
