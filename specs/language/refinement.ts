import type { Instance } from "./instance.ts";
import type { Abstract } from "./property.ts";
import type { AnySpec } from "./spec.ts";
import type { Initial } from "./type.ts";

/**
 * This spec's every step is a step of another, or leaves it unchanged, when its states are seen through a mapping. The
 * mapping gives the other spec's state as its `init` would; the other's `within` does not apply.
 */
export const refinement = <D extends AnySpec, S>(
  of: Instance<D>,
  mapping: (state: S) => Initial<D["state"]>,
): ((state: S) => Abstract) => Object.assign((state: S) => ({ state: mapping(state) }) as unknown as Abstract, { of, mapping });
