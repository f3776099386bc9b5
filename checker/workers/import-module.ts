export type Module = Record<string, unknown>;
type Import = (url: string) => Promise<Module>;

/** Imports a module by its URL. Only TypeScript needs a loader, and only a run that meets some pays for it. */
export const importModule: Import = async (url) => {
  const load: Import = needsLoader(url) ? await importTypeScript() : (known) => import(known);
  return load(url);
};

/** Who runs this very file as TypeScript has a loader already, and two of them would get into each other's way. */
const needsLoader = (url: string): boolean => /\.[cm]?ts$/.test(url) && !import.meta.url.endsWith(".ts");

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
