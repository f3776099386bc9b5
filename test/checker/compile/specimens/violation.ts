import type { AnySpec, Instance } from "../../../../specs/language/index.ts";

/** A name for the test, and what is checked: all properties, or those named. */
export type Violation = readonly [name: string, instance: Instance<AnySpec>, properties?: readonly string[]];
