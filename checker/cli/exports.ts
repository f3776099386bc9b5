import { pathToFileURL } from "node:url";
import type { AnySpec, Instance, Mutant } from "../../specs/language/index.ts";

export type AnyInstance = Instance<AnySpec>;
export type AnyMutant = Mutant<AnySpec>;
type SpecFunction = (constants: unknown) => unknown;

/** What a module offers to the command line, by the names it exports. */
export interface Exports {
  /** The module's URL, as far as it is known. */
  readonly module: string | undefined;
  readonly instances: ReadonlyMap<string, AnyInstance>;
  readonly mutants: ReadonlyMap<string, AnyMutant>;
  /** Some of these are specs; which of them, only a call can tell. */
  readonly functions: ReadonlyMap<string, SpecFunction>;
}

/**
 * Sorts a module's exports by what they are. Only their data tells: a spec may have been made with another copy of the
 * language. An instance without an address is given the file's, so that its traces can be replayed.
 */
export const exportsOf = (module: Readonly<Record<string, unknown>>, file?: string): Exports => {
  const instances = new Map<string, AnyInstance>();
  const mutants = new Map<string, AnyMutant>();
  const functions = new Map<string, SpecFunction>();
  const href = file === undefined ? undefined : pathToFileURL(file).href;
  const seen = new Set<unknown>();
  for (const [name, value] of Object.entries(module)) {
    if (seen.has(value)) continue;
    seen.add(value);
    if (isMutant(value)) mutants.set(name, addressed(value, href));
    else if (isInstance(value)) instances.set(name, addressed(value, href));
    else if (typeof value === "function") functions.set(name, value as SpecFunction);
  }
  const known = [...instances.values()].find(({ address }) => address !== undefined);
  return { module: href ?? known?.address?.module, instances: sorted(instances), mutants: sorted(mutants), functions };
};

/** By target, numbers as numbers: a module's namespace has lost the order in which its exports are written. */
const sorted = <I extends AnyInstance>(instances: ReadonlyMap<string, I>): ReadonlyMap<string, I> =>
  new Map([...instances].sort(([, one], [, other]) => one.target.localeCompare(other.target, "en", { numeric: true })));

/** The loader of TypeScript marks its modules' URLs, so that a file may not know itself by its own. */
const addressed = <I extends AnyInstance>(instance: I, module: string | undefined): I => {
  const own = instance.address?.module;
  if (module === undefined || own === module) return instance;
  return own === undefined || own.startsWith(`${module}?`) ? { ...instance, address: { module } } : instance;
};

const isInstance = (value: unknown): value is AnyInstance =>
  typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "instance";

const isMutant = (value: unknown): value is AnyMutant =>
  isInstance(value) && typeof (value as { mutant?: unknown }).mutant === "string";

export const isSpec = (value: unknown): value is AnySpec => {
  const { name, state, actions, properties } = (value ?? {}) as Record<string, unknown>;
  return typeof name === "string" && typeof state === "object" && typeof actions === "object" && Array.isArray(properties);
};
