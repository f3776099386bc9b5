import { SpecError } from "../../specs/language/spec-error.ts";
import type { Model } from "../model/model.ts";

/** A property that says of the same values once yes and once no. */
export const unsteady = ({ spec }: Model, property: string, of: string): SpecError =>
  new SpecError(
    `${spec.name}: ${property} says of the same values ${of} once yes and once no. A property may depend on what it is given alone, and on values, not on which object holds them: compare lists and records field by field and sets by their members, never by ===.`,
  );
