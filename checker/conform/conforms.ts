import type { AnySpec, Instance, Mapping } from "../../specs/language/index.ts";
import type { Happened } from "../../specs/language/mapping.ts";
import { membersOf, refuseUnknown } from "../../specs/language/members.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import type { ConformOptions, ConformResult, Inconclusive } from "./conform-result.ts";
import { coverageOf, SAMPLES } from "./coverage.ts";
import { type ConformSystem, Implementation } from "./implementation.ts";
import { Product } from "./product.ts";
import { Sight } from "./sight.ts";
import { Tracker } from "./tracker.ts";

const SLICE = 50;
type Ending = "exhausted" | "diverged" | "states" | "time" | "interrupted";

const OPTIONS = membersOf<ConformOptions>({
  states: true,
  seconds: true,
  candidates: true,
  samples: true,
  eager: true,
  signal: true,
  onProgress: true,
});

/**
 * Decides whether every run of a system, seen through the mapping, is a run of the spec. The instance's own bounds do not apply.
 *
 * The system is explored breadth first, each of its states with the set of states that the spec may then be in, so that the
 * divergence that is found is a shortest one. The system must be deterministic: its successors depend on the state alone.
 * Where the system throws when it is asked for its successors, it diverges, too.
 * @throws SpecError where the spec, the mapping or an option is wrong; whatever the mapping throws.
 */
export const conforms = async <D extends AnySpec, State, T extends Happened>(
  instance: Instance<D>,
  system: ConformSystem<State, T>,
  mapping: NoInfer<Mapping<D, State, T>>,
  options: ConformOptions = {},
): Promise<ConformResult> => {
  validate(options);
  const { hidden, maxHidden } = mapping;
  const { candidates, eager } = options;
  const tracker = new Tracker(instance, { hidden, maxHidden, candidates, eager });
  const implementation = new Implementation(system, new Sight(tracker, mapping as unknown as Mapping<AnySpec, State, T>));
  const clock = { spent: 0 };
  const explore = () => run(new Product(tracker, implementation), implementation, options, clock);
  let explored = await explore();
  if (explored.product.needsEager) {
    tracker.freedom = { ...tracker.freedom, eager: true };
    tracker.forget([]);
    explored = await explore();
  }
  return resultOf(tracker, implementation, explored.product, explored.ending, options, clock.spent / 1_000);
};

const validate = (options: ConformOptions): void => {
  refuseUnknown("the options of conforms", options, OPTIONS);
  for (const name of ["states", "seconds", "samples"] as const) {
    const limit = options[name];
    if (limit !== undefined && !(limit >= 0))
      throw new SpecError(`the option ${name} is ${limit}. Give a number from 0, or leave it out.`);
  }
};

/** In slices, so that signals and whoever waits have their turn. */
const run = async <State, T extends Happened>(
  product: Product<State, T>,
  implementation: Implementation<State, T>,
  options: ConformOptions,
  clock: { spent: number },
): Promise<{ readonly product: Product<State, T>; readonly ending: Ending }> => {
  const { states = Number.POSITIVE_INFINITY, seconds = Number.POSITIVE_INFINITY, signal, onProgress } = options;
  const timed = <R>(work: () => R): R => {
    const start = performance.now();
    try {
      return work();
    } finally {
      clock.spent += performance.now() - start;
    }
  };
  timed(() => product.begin());
  for (;;) {
    if (signal?.aborted) return { product, ending: "interrupted" };
    if (clock.spent >= seconds * 1_000) return { product, ending: "time" };
    const came = timed(() => product.advance(SLICE, states));
    if (came === "full") return { product, ending: "states" };
    if (came !== "more") return { product, ending: came };
    const { size, depth, queue } = product;
    const { size: found, transitions } = implementation;
    onProgress?.({ states: found, transitions, product: size, depth, queue, seconds: clock.spent / 1_000 });
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
};

const resultOf = <State, T extends Happened>(
  tracker: Tracker,
  implementation: Implementation<State, T>,
  product: Product<State, T>,
  ending: Ending,
  { samples = SAMPLES }: ConformOptions,
  seconds: number,
): ConformResult => {
  const because = inconclusive(product, ending);
  const divergence = product.divergence ?? product.givenUp;
  return {
    schema: 1,
    target: tracker.model.target,
    verdict: product.divergence ? "diverges" : because ? "inconclusive" : "conforms",
    ...(because === undefined ? {} : { because }),
    states: implementation.size,
    transitions: implementation.transitions,
    product: product.size,
    depth: product.depth,
    cut: { ...implementation.cut },
    eager: tracker.freedom.eager,
    seconds,
    ...coverageOf(tracker, product, samples),
    ...(divergence === undefined ? {} : { divergence }),
  };
};

const inconclusive = <State, T extends Happened>(product: Product<State, T>, ending: Ending): Inconclusive | undefined => {
  if (product.divergence) return undefined;
  if (ending !== "exhausted" && ending !== "diverged") return ending;
  if (product.givenUp) return "candidates";
  return product.tally.empty ? "nothing-matched" : undefined;
};
