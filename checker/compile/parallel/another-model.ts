import { SpecError } from "../../../specs/language/spec-error.ts";
import type { Model } from "../../model/model.ts";

/** Threads that were to search one model have come by several. */
export const anotherModel = ({ target }: Model): SpecError =>
  new SpecError(
    `${target}: a worker that imported it once more came by another model. A module must give the same instances each time that it is imported, and a recipe must do the same in every thread.`,
  );
