import { type AnySpec, instancesOf } from "../../specs/language/index.ts";
import { suggestion } from "../../specs/language/nearest.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import { type AnyInstance, isSpec } from "./exports.ts";
import { goesBy, type Place } from "./place.ts";

/**
 * The spec at a place with other constants. Named with an instance, it keeps that instance's bounds, and never what is
 * recorded of it: that was counted with its own constants.
 */
export const instantiated = (place: Place, constants: unknown): AnyInstance => {
  const { exports, name } = place;
  const like =
    name === undefined
      ? undefined
      : [...exports.instances].find(([exported, instance]) => goesBy(name, exported, instance))?.[1];
  const only = name !== undefined && like === undefined ? name : undefined;
  const specOf = specFunction(place, constants, like?.spec.name, only);
  // Whoever names the function itself may well give what no instance does: an optional constant.
  if (only === undefined) refuseStrangers(place, constants, specOf(constants) as AnySpec);
  const { name: _itsOwn, expect: _ofItsConstants, ...bounds } = like?.options ?? {};
  return instancesOf(like?.address?.module ?? exports.module)(
    specOf as (constants: object) => AnySpec,
    constants as object,
    bounds,
  );
};

/** The one function of the module that makes a spec of these constants; of several, the one whose spec has the name. */
const specFunction = (place: Place, constants: unknown, spec: string | undefined, only: string | undefined) => {
  const { text, exports } = place;
  const tried = [...exports.functions].filter(([exported]) => only === undefined || exported === only);
  const made = tried.map(([exported, specOf]) => ({ exported, specOf, ...attempt(() => specOf(constants)) }));
  const specs = made.filter(({ value }) => isSpec(value) && (spec === undefined || value.name === spec));
  const [first] = specs;
  if (specs.length === 1) return first.specOf;
  const given = JSON.stringify(constants);
  if (specs.length > 1) {
    throw new SpecError(
      `${text} has several specs: give --constants to one of ${specs.map(({ exported }) => `${text}#${exported}`).join(", ")}`,
    );
  }
  const failed = made.find(({ error }) => error !== undefined);
  if (failed !== undefined) {
    throw new SpecError(
      `${text}#${failed.exported} makes no spec of the constants ${given}: ${failed.error}. ${examples(place)}`,
      { cause: failed.cause },
    );
  }
  throw new SpecError(
    `${text} exports no ${only === undefined ? "spec function" : `spec function "${only}"`} to give ${given} to. Export the function that returns the spec beside its instances, or name its file: path/to/spec.ts#export`,
  );
};

const attempt = (run: () => unknown): { readonly value?: unknown; readonly error?: string; readonly cause?: unknown } => {
  try {
    return { value: run() };
  } catch (cause) {
    return { error: cause instanceof Error ? cause.message : String(cause), cause };
  }
};

/** A misspelt constant would be ignored, and another model verified than the one asked for. */
const refuseStrangers = ({ text, exports }: Place, constants: unknown, spec: AnySpec): void => {
  const known = [...exports.instances.values()]
    .filter((instance) => instance.spec.name === spec.name)
    .flatMap((instance) => Object.keys(instance.constants ?? {}));
  const stranger = Object.keys(constants ?? {}).find((name) => known.length > 0 && !known.includes(name));
  if (stranger === undefined) return;
  throw new SpecError(
    `${text}: no instance gives a constant "${stranger}"; ${suggestion(stranger, known, "constants")} A constant that no instance uses can be given to the file of the spec itself: path/to/spec.ts#export`,
  );
};

const examples = ({ exports }: Place): string => {
  const [some] = exports.instances.values();
  return some === undefined ? "" : `${some.target} is made with ${JSON.stringify(some.constants)}`;
};
