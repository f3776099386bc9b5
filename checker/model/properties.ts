import type { AnySpec } from "../../specs/language/spec.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Loose, Model } from "./model.ts";

/** The name by which a search that looks for deadlocks alone is asked for. */
export const DEADLOCK = "deadlock";

type Properties = Pick<Model, "invariants" | "steps" | "witnesses" | "refinements" | "liveness">;
const KINDS = ["invariants", "steps", "witnesses", "refines", "liveness"] as const;
type Named = readonly (readonly [name: string, property: Loose])[];

/** The spec's properties of each kind, without the optional ones that these constants leave out; of those, the selected. */
export const propertiesOf = (spec: AnySpec, selected: readonly string[] | undefined): Properties => {
  const { held, leftOut } = declared(spec);
  const known = [...Object.values(held).flatMap((kind) => kind.map(([name]) => name)), DEADLOCK];
  for (const name of selected ?? []) {
    if (leftOut.includes(name))
      throw new SpecError(`${spec.name}: these constants leave the property "${name}" out, by its when.`);
    if (!known.includes(name)) throw new SpecError(`${spec.name} has no property "${name}"; there are ${known.join(", ")}.`);
  }
  const chosen = (kind: (typeof KINDS)[number]) =>
    held[kind].filter(([name]) => selected === undefined || selected.includes(name));
  return {
    invariants: chosen("invariants").map(([name, holds]) => ({
      name,
      holds,
      ...(holds.premise ? { premise: holds.premise } : {}),
    })),
    steps: chosen("steps").map(([name, holds]) => ({ name, holds })),
    witnesses: chosen("witnesses").map(([name, holds]) => ({ name, holds })),
    refinements: chosen("refines").map(([name, mapping]) => refinement(spec, name, mapping)),
    liveness: chosen("liveness").map(([name, of]) => ({ name, of })),
  };
};

const declared = (spec: AnySpec) => {
  const held = { invariants: [], steps: [], witnesses: [], refines: [], liveness: [] } as Record<(typeof KINDS)[number], Named>;
  const leftOut: string[] = [];
  const seen = new Map<string, string>([[DEADLOCK, "the checker's own"]]);
  for (const kind of KINDS) {
    const named = Object.entries<Loose>(spec[kind] ?? {});
    for (const [name, property] of named) {
      if (typeof property !== "function") throw new SpecError(`${spec.name}.${kind}.${name} is no function. Give a predicate.`);
      const other = seen.get(name);
      if (other)
        throw new SpecError(`${spec.name}.${kind}.${name}: the name is taken, ${other}. Each property has a name of its own.`);
      seen.set(name, `by ${kind}.${name}`);
      if (property.when === false) leftOut.push(name);
    }
    held[kind] = named.filter(([, property]) => property.when !== false);
  }
  return { held, leftOut };
};

const refinement = (spec: AnySpec, name: string, property: Loose): Properties["refinements"][number] => {
  if (property.of?.kind !== "instance" || typeof property.mapping !== "function") {
    throw new SpecError(
      `${spec.name}.refines.${name} is no refinement. Write refinement(an instance, a mapping of the state).`,
    );
  }
  return { name, of: property.of, mapping: property.mapping };
};
