// Quorate: protocols as typed transition relations, decided by an exhaustive bounded explorer.
export * from "../specs/language/index.ts";
export { check } from "./check.ts";
export type {
  ConformOptions,
  ConformProgress,
  ConformResult,
  ConformVerdict,
  Coverage,
  Inconclusive,
} from "./conform/conform-result.ts";
export { conforms } from "./conform/conforms.ts";
export type { Divergence, DivergenceClass } from "./conform/divergence.ts";
export type { Outcome } from "./conform/follower.ts";
export type { ConformSystem } from "./conform/implementation.ts";
export { type FollowOptions, Matcher, type MatcherOptions, type RunReport } from "./conform/matcher.ts";
export {
  type Driver,
  type NotOffered,
  type Refusal,
  replayTours,
  type TourDivergence,
  type ToursResult,
} from "./conform/replay-tours.ts";
export { type Tour, type Tours, tours } from "./conform/tours.ts";
export { type Watch, watch } from "./conform/watch.ts";
export { type Exploration, type ExploreOptions, explore, type Wrong } from "./explore/explore.ts";
export type { Transition, TransitionSystem } from "./explore/transition-system.ts";
export { checkMutant, type MutantOptions, type MutantResult } from "./mutants.ts";
export { type ReplayResult, replay } from "./replay.ts";
export { conformanceText, toursText } from "./report/conformance-text.ts";
export { resultText } from "./report/result-text.ts";
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
export { simulate } from "./simulate/simulate.ts";
export type { SimulateOptions, SimulateProgress, SimulateResult } from "./simulate/simulate-result.ts";
