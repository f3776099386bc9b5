import type { AnySpec, Instance } from "../../specs/language/index.ts";
import type { ConformResult } from "../conform/conform-result.ts";
import { conformLines } from "./conform-lines.ts";
import { originalIn } from "./conform-surroundings.ts";
import { plain } from "./paint.ts";

/** What came of `conforms`, for a reader: the run to a divergence and what the spec allows there; or what was matched, and how often. */
export const conformanceText = ({ spec, address }: Instance<AnySpec>, result: ConformResult): string =>
  conformLines(result, { paint: plain, spec, original: originalIn(address?.module) }).join("\n");
