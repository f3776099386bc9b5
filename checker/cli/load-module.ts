import { existsSync } from "node:fs";
import { relative } from "node:path";
import { pathToFileURL } from "node:url";
import { SpecError } from "../../specs/language/spec-error.ts";

type Module = Record<string, unknown>;
type Import = (url: string) => Promise<Module>;

/** Imports a module by its file's path. Only TypeScript needs a loader, and only a run that meets some pays for it. */
export const loadModule = async (path: string, cwd: string): Promise<Module> => {
  const near = relative(cwd, path) || path;
  if (!existsSync(path)) throw new SpecError(`there is no file ${near}; a path is taken from ${cwd}`);
  try {
    const load: Import = /\.[cm]?ts$/.test(path) ? await importTypeScript() : (url) => import(url);
    return await load(pathToFileURL(path).href);
  } catch (cause) {
    throw new SpecError(`${near} cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
};

let known: Promise<Import> | undefined;

/**
 * The loader answers to imports of a namespace alone. Without one it also takes over `require`, and then fails on a user's
 * file in a package that does not say `"type": "module"`.
 */
const importTypeScript = (): Promise<Import> => {
  known ??= import("tsx/esm/api").then(({ register }) => {
    const loader = register({ namespace: "quorate" });
    return (url) => loader.import(url, import.meta.url);
  });
  return known;
};
