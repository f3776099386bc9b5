import { SpecError } from "../../specs/language/spec-error.ts";
import type { Model } from "../model/model.ts";

export const ADVICE = "Treat them alike there, take them off symmetric, or search without symmetry.";

/** What says something else of a state or a step when two ids are exchanged. */
export const saysElse = (what: string, said: string): SpecError =>
  new SpecError(`${what} is not symmetric: it says something else when ${said} are exchanged. ${ADVICE}`);

/** No run of the spec does what was found up to symmetry: something tells ids apart that no sample came upon. */
export const asymmetric = ({ spec }: Model, property: string | undefined): SpecError =>
  new SpecError(
    property === undefined
      ? `${spec.name} is not symmetric: a run that was found up to symmetry is none of the spec's. ${ADVICE}`
      : `${spec.name}: ${property} is not symmetric: at the end of a run it says something else when ids are exchanged. ${ADVICE}`,
  );
