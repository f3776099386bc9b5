// How a worker finds an instance again: in its module, by what it is called and made of.
import { type AnySpec, type Instance, instancesOf, type Mutant } from "../../specs/language/index.ts";
import { importModule, type Module } from "./import-module.ts";

type AnyInstance = Instance<AnySpec> & Partial<Pick<Mutant<AnySpec>, "mutant">>;

export interface Whereabouts {
  readonly module: string;
  readonly target: string;
  readonly mutant: string | undefined;
  readonly constants: unknown;
  /** The bounds that can be written down, and the text of all. */
  readonly bounds: Readonly<Record<string, unknown>>;
  readonly boundsText: string;
}

/** What is said or recorded of an instance bounds nothing. */
const UNBOUNDING = ["name", "default", "expect"];

const boundsOf = ({ options }: AnyInstance): [string, unknown][] =>
  Object.entries(options).filter(([name, value]) => value !== undefined && !UNBOUNDING.includes(name));

const isPlain = (value: unknown): boolean => {
  if (typeof value === "function") return false;
  return typeof value !== "object" || value === null || Object.values(value).every(isPlain);
};

/** Undefined of an instance without an address. */
export const whereaboutsOf = (instance: AnyInstance): Whereabouts | undefined => {
  const { address, target, mutant, constants } = instance;
  if (address === undefined) return undefined;
  const bounds = boundsOf(instance);
  return {
    module: address.module,
    target,
    mutant,
    constants,
    bounds: Object.fromEntries(bounds.filter(([, value]) => isPlain(value))),
    boundsText: asText(bounds),
  };
};

/** The instance as its module makes it now; throws where it makes none. */
export const instanceAt = async (where: Whereabouts): Promise<AnyInstance> => {
  const module = await importModule(where.module);
  const found = exported(where, module) ?? remade(where, module);
  if (found !== undefined) return found;
  throw new Error(
    `its module exports no ${where.target} with these constants${where.mutant === undefined ? "" : ` and the mistake "${where.mutant}"`}`,
  );
};

/** Of what differs the texts differ, but for functions that enclose different values. */
const asText = (value: unknown) =>
  JSON.stringify(value ?? null, (_, part) => (typeof part === "function" ? String(part) : part));

/** Where several are alike, who knows which was meant? */
const exported = (where: Whereabouts, module: Module): AnyInstance | undefined => {
  const alike = Object.values(module)
    .filter(isInstance)
    .filter(
      (instance) =>
        instance.target === where.target &&
        instance.mutant === where.mutant &&
        asText(instance.constants) === asText(where.constants) &&
        asText(boundsOf(instance)) === where.boundsText,
    );
  return new Set(alike).size === 1 ? alike[0] : undefined;
};

/** An instance that was made of an exported spec, with constants of its own and bounds that can be written down. */
const remade = ({ module: at, target, mutant, constants, bounds, boundsText }: Whereabouts, module: Module) => {
  if (mutant !== undefined || asText(Object.entries(bounds)) !== boundsText) return undefined;
  const [spec, name] = [target.slice(0, target.indexOf("/")), target.slice(target.indexOf("/") + 1)];
  for (const specOf of Object.values(module)) {
    if (typeof specOf !== "function") continue;
    try {
      const made = specOf(constants);
      if (made instanceof Promise) made.catch(() => {});
      if (made?.name !== spec) continue;
      return instancesOf(at)(specOf as (constants: object) => AnySpec, constants as object, { ...bounds, name });
    } catch {
      // Not a spec function, or not one of these constants.
    }
  }
  return undefined;
};

const isInstance = (value: unknown): value is AnyInstance =>
  typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "instance";
