import { existsSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type AnySpec, instancesOf } from "../../specs/language/index.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Trace } from "../result.ts";
import type { Places } from "./catalogue.ts";
import { type AnyInstance, type Exports, exportsOf, isSpec } from "./exports.ts";
import { findTargets } from "./find-targets.ts";
import { placesOf } from "./place.ts";
import { quoted } from "./quoted.ts";
import { target } from "./target.ts";

/** Where a trace was found, and where its instance now stands, if someone says so. */
interface Given {
  readonly file: string;
  readonly target?: string;
}

/** The instance that a trace is of: where it is said to stand, in the module that the trace names, or in the catalogue. */
export const tracedInstance = async (trace: Trace, given: Given, places: Places): Promise<AnyInstance> => {
  const text = given.target;
  if (text !== undefined && isExport(text, places)) return (await findTargets({ targets: [text] }, places))[0];
  for await (const exports of text === undefined ? modulesFor(trace, given, places) : named(text, places)) {
    const found = exported(trace, exports) ?? remade(trace, exports);
    if (found !== undefined) return found;
  }
  const mutant = trace.mutant === undefined ? "" : ` with the mistake "${trace.mutant}"`;
  throw new SpecError(
    `there is no ${trace.target}${mutant} ${text === undefined ? whereIn(trace, given, places) : `in ${text}`}. Say where it stands now: quorate replay ${quoted(relative(places.cwd, given.file))} path/to/spec.ts#export`,
  );
};

const isExport = (text: string, { cwd }: Places): boolean => {
  const where = target(text, cwd);
  return where.kind === "file" && where.name !== undefined;
};

async function* named(text: string, places: Places): AsyncIterable<Exports> {
  for (const { exports } of await placesOf([text], places)) yield exports;
}

/** The files that a trace may be of: the one it names, and the one as far from it as when it was saved. */
const filesOf = ({ module, path }: Trace, { file }: Given): string[] => [
  ...(module?.startsWith("file:") ? pathOf(module) : []),
  ...(path === undefined ? [] : [resolve(dirname(file), path)]),
];

/** None of a share on another system. */
const pathOf = (url: string): string[] => {
  try {
    return [fileURLToPath(url)];
  } catch {
    return [];
  }
};

const whereIn = (trace: Trace, given: Given, { cwd }: Places): string => {
  const files = filesOf(trace, given);
  const there = files.filter((file) => existsSync(file));
  if (files.length === 0) return "in the catalogue, and the trace names no file";
  return there.length > 0
    ? `any more, neither in ${relative(cwd, there[0])} nor in the catalogue`
    : `in the catalogue, and there is no file ${relative(cwd, files[0])}`;
};

async function* modulesFor(trace: Trace, given: Given, places: Places): AsyncIterable<Exports> {
  for (const path of new Set(filesOf(trace, given))) if (existsSync(path)) yield await places.load(path);
  const entries = await places.catalogue();
  const first = entries.filter(({ protocol }) => trace.target.startsWith(`${protocol}/`));
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
