import { existsSync } from "node:fs";
import { relative } from "node:path";
import { pathToFileURL } from "node:url";
import { SpecError } from "../../specs/language/spec-error.ts";

/** Imports a module by its file's path. Only TypeScript needs a loader, and only a run that meets some pays for it. */
export const loadModule = async (path: string, cwd: string): Promise<Record<string, unknown>> => {
  const near = relative(cwd, path) || path;
  if (!existsSync(path)) throw new SpecError(`there is no file ${near}; a path is taken from ${cwd}`);
  if (/\.[cm]?ts$/.test(path)) await understandTypeScript();
  try {
    return await import(pathToFileURL(path).href);
  } catch (cause) {
    throw new SpecError(`${near} cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
};

let registered = false;

/** Where this file runs as TypeScript itself, someone has seen to it; registering twice breaks CommonJS. */
const understandTypeScript = async (): Promise<void> => {
  if (registered || import.meta.url.endsWith(".ts")) return;
  const { register } = await import("tsx/esm/api");
  register();
  registered = true;
};
