import type { Exports } from "./exports.ts";

/** A protocol as the catalogue knows it before its module is loaded. */
export interface CatalogueEntry {
  readonly protocol: string;
  readonly family: string;
  load(): Promise<Record<string, unknown>>;
}

/** Where targets are looked for. */
export interface Places {
  readonly cwd: string;
  readonly catalogue: () => Promise<readonly CatalogueEntry[]>;
  readonly load: (path: string) => Promise<Exports>;
}

export const usualPlaces = (cwd: string): Places => ({
  cwd,
  catalogue: async () => (await import("../../specs/index.ts")).catalogue,
  load: async (path) => {
    const [{ loadModule }, { exportsOf }] = await Promise.all([import("./load-module.ts"), import("./exports.ts")]);
    return exportsOf(await loadModule(path, cwd), path);
  },
});
