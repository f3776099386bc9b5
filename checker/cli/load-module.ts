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
    const load: Import = needsLoader(path) ? await importTypeScript() : (url) => import(url);
    return await load(pathToFileURL(path).href);
  } catch (cause) {
    throw new SpecError(`${near} cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
};

/** Who runs this very file as TypeScript has a loader already, and two of them would get into each other's way. */
const needsLoader = (path: string): boolean => /\.[cm]?ts$/.test(path) && !import.meta.url.endsWith(".ts");

let known: Promise<Import> | undefined;

/**
 * Both of Node's loaders are taught TypeScript: which of them a file goes to hangs on its package's `"type"`, and one that
 * goes to `require` gives its exports as the default one.
 */
const importTypeScript = (): Promise<Import> => {
  known ??= (async () => {
    const [commonJs, modules] = await Promise.all([import("tsx/cjs/api"), import("tsx/esm/api")]);
    commonJs.register();
    modules.register();
    return async (url) => exportsOf(await import(url));
  })();
  return known;
};

const exportsOf = (module: Module): Module => {
  const names = Object.keys(module).filter((name) => name !== "module.exports");
  const isWrapped =
    names.length === 1 && names[0] === "default" && typeof module.default === "object" && module.default !== null;
  return isWrapped ? (module.default as Module) : module;
};
