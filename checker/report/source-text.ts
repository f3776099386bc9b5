import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** A source as its author wrote it, with where it stands. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** The sources that a module is made of, itself first, then those it imports by relative paths; never an exception. */
export const sourcesOf = (module: string, most = 40): SourceText[] => {
  const found: SourceText[] = [];
  const waiting = [pathOf(module)];
  const seen = new Set(waiting);
  for (let path = waiting.shift(); path !== undefined && found.length < most; path = waiting.shift()) {
    const source = readSource(path);
    if (source === undefined) continue;
    found.push(source);
    for (const imported of importsOf(source.text, path)) {
      if (!seen.has(imported)) waiting.push(imported);
      seen.add(imported);
    }
  }
  return found;
};

const pathOf = (module: string): string => {
  try {
    return module.startsWith("file:") ? fileURLToPath(module.replace(/[?#].*$/, "")) : resolve(module);
  } catch {
    return module;
  }
};

/** A built module's source is in its map, with the path at which it can be opened: `specs` is published, too. */
const readSource = (path: string): SourceText | undefined => {
  try {
    if (existsSync(`${path}.map`)) {
      const { sources, sourcesContent } = JSON.parse(readFileSync(`${path}.map`, "utf8"));
      if (typeof sourcesContent?.[0] === "string") return { path: resolve(dirname(path), sources[0]), text: sourcesContent[0] };
    }
    return { path, text: readFileSync(path, "utf8") };
  } catch {
    return undefined;
  }
};

/** As they stand beside the module that runs: a source names its neighbours `.ts`, whatever they are built to. */
const importsOf = (text: string, importer: string): string[] =>
  [...text.matchAll(/\bfrom\s+["'](\.{1,2}\/[^"']+)["']/g)]
    .map(([, specifier]) => resolve(dirname(importer), specifier))
    .map((path) => (existsSync(path) ? path : path.replace(/\.ts$/, ".js")))
    .filter((path) => !/[/\\]specs[/\\]language[/\\]/.test(path) && existsSync(path));
