import { suggestion } from "../../specs/language/nearest.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Places } from "./catalogue.ts";
import type { AnyInstance, AnyMutant } from "./exports.ts";
import { instantiated } from "./instantiate.ts";
import { goesBy, type Place, placesOf } from "./place.ts";
import { quoted } from "./quoted.ts";

export interface Wanted {
  /** None: all of the catalogue. */
  readonly targets: readonly string[];
  readonly constants?: unknown;
  readonly mutant?: string;
}

/** What a check is asked to take: instances, or the mutants of a name in their place. Each stands once, in the order asked for. */
export const findTargets = async ({ targets, constants, mutant }: Wanted, places: Places): Promise<AnyInstance[]> => {
  if (constants !== undefined && (mutant !== undefined || targets.length === 0)) {
    throw new SpecError(
      "--constants needs a target to give them to, a protocol, a protocol/instance or a path/to/spec.ts#export, and no --mutant",
    );
  }
  const found = await placesOf(targets, places);
  if (mutant !== undefined) return mutantsNamed(mutant, found);
  return [
    ...new Set(found.flatMap((place) => (constants === undefined ? instancesAt(place) : [instantiated(place, constants)]))),
  ];
};

/** The mutants of the targets: of a module all, of an instance those that were made from it. */
export const findMutants = async (targets: readonly string[], places: Places): Promise<AnyMutant[]> => [
  ...new Set((await placesOf(targets, places)).flatMap(mutantsAt)),
];

const instancesAt = (place: Place): AnyInstance[] => {
  const { text, exports, name, everything } = place;
  if (name !== undefined) return [instanceNamed(place, name)];
  const all = [...exports.instances.values()];
  const taken = everything ? all : all.filter((instance) => instance.options.default !== false);
  if (taken.length > 0) return eachByItsName(place, taken);
  if (all.length > 0) throw new SpecError(`${text} has no default instance; name one of ${targetsOf(place)}`);
  const specs = [...exports.functions.keys()].map((exported) => `${quoted(`${text}#${exported}`)} --constants '{...}'`);
  throw new SpecError(
    `${text} exports no instance; ${specs.length > 0 ? `give a spec its constants: ${specs.join(", or ")}` : "make one with instance(spec, constants)"}`,
  );
};

/** Two that go by one name would be told apart by nobody, and the one's run be saved over the other's. */
const eachByItsName = ({ text, exports }: Place, taken: readonly AnyInstance[]): AnyInstance[] => {
  const twice = taken.find(({ target }, i) => taken.findIndex((other) => other.target === target) !== i);
  if (twice === undefined) return [...taken];
  const names = [...exports.instances].filter(([, { target }]) => target === twice.target).map(([exported]) => exported);
  throw new SpecError(
    `${text} exports ${names.length} instances that go by ${twice.target}: ${names.join(", ")}. Give all but one a name of its own: instance(spec, constants, { name: "..." })`,
  );
};

const instanceNamed = (place: Place, name: string): AnyInstance => {
  const { text, exports } = place;
  const found = [...exports.instances].find(([exported, instance]) => goesBy(name, exported, instance));
  // A mutant is meant only by whoever writes down the very export.
  const instance = found?.[1] ?? exports.mutants.get(name);
  if (instance !== undefined) return instance;
  if (exports.functions.has(name))
    throw new SpecError(`${text}#${name} is a function: give it its constants, --constants '{...}'`);
  const known = place.everything
    ? [...exports.instances.keys(), ...exports.mutants.keys(), ...exports.functions.keys()]
    : [...exports.instances.values()].map((each) => each.name);
  throw new SpecError(`${text} has no "${name}"; ${suggestion(name, known, place.everything ? "exports" : "instances")}`);
};

const mutantsAt = (place: Place): AnyMutant[] => {
  const { exports, name } = place;
  if (name === undefined) return [...exports.mutants.values()];
  const named = [...exports.mutants].filter(([exported, mutant]) => goesBy(name, exported, mutant)).map(([, mutant]) => mutant);
  if (named.length > 0) return named;
  const { target } = instanceNamed(place, name);
  return [...exports.mutants.values()].filter((mutant) => mutant.target === target);
};

/** By their mistake, or else by the name under which they are exported. */
const mutantsNamed = (name: string, found: readonly Place[]): AnyMutant[] => {
  const all = [...new Set(found.flatMap(mutantsAt))];
  const taken = all.filter(({ mutant }) => mutant === name);
  if (taken.length > 0) return taken;
  const exported = all.filter((mutant) => found.some(({ exports }) => exports.mutants.get(name) === mutant));
  if (exported.length > 0) return exported;
  throw new SpecError(
    `there is no mutant "${name}"; ${suggestion(
      name,
      all.map(({ mutant }) => `"${mutant}"`),
      "mutants",
    )}`,
  );
};

const targetsOf = ({ exports }: Place): string => [...exports.instances.values()].map((instance) => instance.target).join(", ");
