import type { AnySpec, Instance } from "../../specs/language/index.ts";
import type { ConformResult } from "../conform/conform-result.ts";
import type { ToursResult } from "../conform/replay-tours.ts";
import { conformLines } from "./conform-lines.ts";
import type { ConformSurroundings } from "./conform-surroundings.ts";
import { toursLines } from "./conform-tours.ts";
import { thrownAt } from "./error-place.ts";
import { originalIn } from "./original.ts";
import { plain } from "./paint.ts";

type AnyInstance = Instance<AnySpec>;

/** What came of `conforms`, for a reader: the run to a divergence and what the spec allows there; or what was matched, and how often. */
export const conformanceText = (instance: AnyInstance, result: ConformResult): string =>
  conformLines(result, around(instance)).join("\n");

/** What came of `replayTours`: the test that the implementation fails and where it differs; or how much of the graph it was led along. */
export const toursText = (instance: AnyInstance, result: ToursResult): string =>
  toursLines(result, around(instance)).join("\n");

const around = ({ spec, address }: AnyInstance): ConformSurroundings => ({
  paint: plain,
  spec,
  place: (stack) => thrownAt(stack, process.cwd()),
  original: originalIn(address?.module),
});
