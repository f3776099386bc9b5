import { relative } from "node:path";
import { entryAt, entryText, restored } from "./source-slice.ts";
import { type SourceText, sourcesOf } from "./source-text.ts";

/** A property as its author wrote it. */
export interface PropertySource {
  /** `specs/commit/two-phase-commit.ts:97`. */
  readonly at: string;
  readonly text: string;
  /** The comment above it. */
  readonly says?: string;
  /** The body of a predicate as it was written, since what runs has been through a compiler. */
  readonly original: (predicate: string) => string | undefined;
}

export type FindSource = (property: string) => PropertySource | undefined;

const SECTIONS: readonly string[] = ["invariants", "steps", "witnesses", "refines", "liveness"];

/**
 * Finds a spec's properties in the text of the module that exports it and of what that imports. It is a search, not a
 * parser: it may find nothing, it never fails, and no verdict rests on it.
 */
export const sourceFinder = (module: string | undefined, spec: string, cwd: string, sections = SECTIONS): FindSource => {
  if (module === undefined) return () => undefined;
  let sources: SourceText[] | undefined;
  return (property) => {
    sources ??= sortedFor(spec, sourcesOf(module));
    for (const source of sources) {
      const found = locate(source, property, cwd, sections);
      if (found === undefined) continue;
      // A quantifier may stand in a helper that the property calls.
      const texts = [found.text, ...sources.map(({ text }) => text)];
      return { ...found, original: (predicate) => firstOf(texts, (text) => restored(predicate, text)) };
    }
    return undefined;
  };
};

/** The file that names the spec comes first: two specs may promise something of the same name. */
const sortedFor = (spec: string, sources: SourceText[]): SourceText[] => {
  const names = (source: SourceText) => new RegExp(`\\bname:\\s*["'\`]${escaped(spec)}["'\`]`).test(source.text);
  return [...sources.filter(names), ...sources.filter((source) => !names(source))];
};

const firstOf = <T, R>(all: readonly T[], find: (one: T) => R | undefined): R | undefined => {
  for (const one of all) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
};

const locate = (
  source: SourceText,
  property: string,
  cwd: string,
  sections: readonly string[],
): Omit<PropertySource, "original"> | undefined => {
  const start = entryIn(source.text, property, sections);
  if (start === undefined) return undefined;
  const line = source.text.slice(0, start).split("\n").length;
  const near = relative(cwd, source.path);
  const says = commentAbove(source.text, start);
  const text = entryText(source.text, start);
  return {
    at: `${near.startsWith("..") ? source.path : near}:${line}`,
    text,
    ...(says === undefined ? {} : { says }),
  };
};

/** Where the name stands as an entry of one of the sections: best on a line of its own. */
const entryIn = (text: string, property: string, sections: readonly string[]): number | undefined => {
  const name = `["']?${escaped(property)}["']?\\s*[:(,]`;
  for (const section of sections) {
    for (const { index } of text.matchAll(new RegExp(`\\b${section}\\b\\s*[:=]\\s*\\{`, "g"))) {
      const entries = entryAt(text, index);
      const found = new RegExp(`^[ \\t]*${name}`, "m").exec(entries) ?? new RegExp(`(?<=[{,][ \\t]*)${name}`).exec(entries);
      if (found !== null) return index + found.index + (found[0].length - found[0].trimStart().length);
    }
  }
  return undefined;
};

const commentAbove = (text: string, start: number): string | undefined => {
  const before = text.slice(0, text.lastIndexOf("\n", start) + 1);
  const comment = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/.exec(before)?.[1] ?? /(?:^|\n)((?:[ \t]*\/\/.*\n)+)$/.exec(before)?.[1];
  const said = comment
    ?.replace(/^[ \t]*(\/\/|\*)/gm, "")
    .replace(/\s+/g, " ")
    .trim();
  return said || undefined;
};

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
