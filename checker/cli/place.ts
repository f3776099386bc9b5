import { relative } from "node:path";
import { match } from "ts-pattern";
import { suggestion } from "../../specs/language/nearest.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import type { CatalogueEntry, Places } from "./catalogue.ts";
import { type AnyInstance, type Exports, exportsOf } from "./exports.ts";
import { type Target, target } from "./target.ts";

/** Where a target was found: a module's exports, and the one of them that is meant, if one is. */
export interface Place {
  /** The target as a person gave it, or would. */
  readonly text: string;
  readonly exports: Exports;
  readonly name: string | undefined;
  /** Of a file: what is exported there is all meant. Of a protocol: only its default instances are. */
  readonly everything: boolean;
}

/** Finds the modules that targets stand for; without any, those of the whole catalogue. */
export const placesOf = async (targets: readonly string[], places: Places): Promise<Place[]> => {
  if (targets.length > 0) return Promise.all(targets.map((text) => placeOf(target(text, places.cwd), places)));
  const entries = await places.catalogue();
  return Promise.all(entries.map((entry) => placeOfEntry(entry, entry.protocol, undefined)));
};

const placeOf = (wanted: Target, places: Places): Promise<Place> =>
  match(wanted)
    .with({ kind: "file" }, async ({ path, name }) => {
      const near = relative(places.cwd, path) || path;
      return { text: near, exports: await places.load(path), name, everything: true };
    })
    .with({ kind: "protocol" }, async ({ text, protocol, instance }) => {
      const entries = await places.catalogue();
      const entry = entries.find((known) => known.protocol === protocol);
      if (entry !== undefined) return placeOfEntry(entry, protocol, instance);
      return (await placeBySpec(text, entries)) ?? unknown(text, protocol, entries);
    })
    .exhaustive();

const placeOfEntry = async (entry: CatalogueEntry, text: string, name: string | undefined): Promise<Place> => {
  try {
    return { text, exports: exportsOf(await entry.load()), name, everything: false };
  } catch (cause) {
    throw new SpecError(
      `the protocol ${entry.protocol} cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
};

/** A protocol may hold several specs, and each target bears its spec's name. */
const placeBySpec = async (text: string, entries: readonly CatalogueEntry[]): Promise<Place | undefined> => {
  for (const entry of entries) {
    const place = await placeOfEntry(entry, entry.protocol, text);
    if ([...place.exports.instances.values()].some((instance) => instance.target === text)) return place;
  }
  return undefined;
};

const unknown = (text: string, protocol: string, entries: readonly CatalogueEntry[]): never => {
  const known = suggestion(
    protocol,
    entries.map((entry) => entry.protocol),
    "protocols",
  );
  throw new SpecError(
    `there is no protocol "${protocol}"${text === protocol ? "" : ` (of "${text}")`}; ${known} A file is given by its path: path/to/spec.ts`,
  );
};

/** Whether a name means this instance: its own, its whole target, or the one under which it is exported. */
export const goesBy = (name: string, exported: string, instance: AnyInstance): boolean =>
  name === exported || name === instance.name || name === instance.target;
