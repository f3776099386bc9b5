// Quorate: protocols as typed transition relations, decided by an exhaustive bounded explorer.
export * from "../specs/language/index.ts";
export { check } from "./check.ts";
export { type Exploration, type ExploreOptions, explore, type Wrong } from "./explore/explore.ts";
export type { Transition, TransitionSystem } from "./explore/transition-system.ts";
export { checkMutant, type MutantOptions, type MutantResult } from "./mutants.ts";
export { type ReplayResult, replay } from "./replay.ts";
export type {
  Because,
  CheckOptions,
  Json,
  Limits,
  Progress,
  PropertyKind,
  PropertyResult,
  Result,
  Stop,
  Strength,
  Trace,
  TraceStep,
  Why,
} from "./result.ts";
