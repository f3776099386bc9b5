import { existsSync } from "node:fs";
import { relative } from "node:path";
import { pathToFileURL } from "node:url";
import { SpecError } from "../../specs/language/spec-error.ts";
import { importModule, type Module } from "../workers/import-module.ts";

/** Imports a module by its file's path, TypeScript as well. */
export const loadModule = async (path: string, cwd: string): Promise<Module> => {
  const near = relative(cwd, path) || path;
  if (!existsSync(path)) throw new SpecError(`there is no file ${near}; a path is taken from ${cwd}`);
  try {
    return await importModule(pathToFileURL(path).href);
  } catch (cause) {
    throw new SpecError(`${near} cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
};
