import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type AnySpec, instancesOf } from "../../specs/language/index.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Trace } from "../result.ts";
import type { Places } from "./catalogue.ts";
import { type AnyInstance, type Exports, exportsOf, isSpec } from "./exports.ts";

/** The instance that a trace is of: in the module that the trace names, or, saved elsewhere, in the catalogue. */
export const tracedInstance = async (trace: Trace, places: Places): Promise<AnyInstance> => {
  for await (const exports of modulesFor(trace, places)) {
    const found = exported(trace, exports) ?? remade(trace, exports);
    if (found !== undefined) return found;
  }
  const mutant = trace.mutant === undefined ? "" : ` with the mistake "${trace.mutant}"`;
  throw new SpecError(
    `there is no ${trace.target}${mutant} any more, neither in ${trace.module ?? "a module, since the trace names none,"} nor in the catalogue. Check it again to have another trace`,
  );
};

async function* modulesFor({ module, target }: Trace, places: Places): AsyncIterable<Exports> {
  const path = module?.startsWith("file:") ? fileURLToPath(module) : undefined;
  if (path !== undefined && existsSync(path)) yield await places.load(path);
  const entries = await places.catalogue();
  const first = entries.filter(({ protocol }) => target.startsWith(`${protocol}/`));
  for (const entry of [...first, ...entries.filter((other) => !first.includes(other))]) yield exportsOf(await entry.load());
}

const exported = ({ target, mutant, constants }: Trace, exports: Exports): AnyInstance | undefined =>
  [...exports.instances.values(), ...exports.mutants.values()].find(
    (instance) =>
      instance.target === target &&
      (instance as { readonly mutant?: string }).mutant === mutant &&
      JSON.stringify(instance.constants ?? null) === JSON.stringify(constants),
  );

/** An instance that the command line had made with constants of its own. */
const remade = ({ target, mutant, constants }: Trace, exports: Exports): AnyInstance | undefined => {
  if (mutant !== undefined) return undefined;
  const [spec, name] = [target.slice(0, target.indexOf("/")), target.slice(target.indexOf("/") + 1)];
  for (const specOf of exports.functions.values()) {
    try {
      const made = specOf(constants);
      if (!isSpec(made) || made.name !== spec) continue;
      return instancesOf(exports.module)(specOf as (constants: object) => AnySpec, constants as object, { name });
    } catch {
      // Not a spec function, or not one of these constants.
    }
  }
  return undefined;
};
