import type { Loose } from "../../../checker/model/model.ts";
import { modelOf } from "../../../checker/model/model-of.ts";
import { ids, instance, range, spec, unordered } from "../../../specs/language/index.ts";

export const P = ids("p", 2);
export const network = () => unordered({ between: P, messages: { Ping: {} }, atMost: 2 });

/** A spec that is right, with parts put in place of its own. */
export const sample =
  (parts: Loose = {}) =>
  (_constants: Loose): Loose =>
    spec({
      name: "sample",
      state: { n: range(0, 3), ...parts.state },
      init: { n: 0, ...parts.init },
      actions: parts.actions ?? { up: { guard: (s: Loose) => s.n < 3, effect: (s: Loose) => void s.n++ } },
      ...parts.more,
    } as Loose);
export const modelled = (parts: Loose = {}, options: Loose = {}, properties?: readonly string[]) =>
  modelOf(instance(sample(parts) as Loose, { of: 1 } as Loose, options) as Loose, properties);
