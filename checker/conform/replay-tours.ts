import type { AnySpec, Args, View } from "../../specs/language/index.ts";
import type { ActionsOf } from "../../specs/language/instance.ts";
import { suggestion } from "../../specs/language/nearest.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Read } from "../../specs/language/type.ts";
import type { Loose, Model } from "../model/model.ts";
import { modelOf } from "../model/model-of.ts";
import { fieldsOf } from "../reference/conform.ts";
import type { Difference, Fields, NamedStep } from "./divergence.ts";
import { holds } from "./leaf-holds.ts";
import { type Part, partsOf } from "./part.ts";
import { type Plan, planTours } from "./plan-tours.ts";
import { seenOf } from "./seen.ts";
import type { GraphEdge } from "./state-graph.ts";
import { differences, fieldsSeen, namedStep } from "./texts.ts";
import type { Tours } from "./tours.ts";

/** What an implementation says to a step that it would never take, though the spec allows it; and why. It must not have moved. */
export const NOT_OFFERED = "not offered";
export type NotOffered = typeof NOT_OFFERED | `${typeof NOT_OFFERED}: ${string}`;
type Performed = NotOffered | undefined;

/** How the spec's actions are performed on an implementation. */
export interface Driver<D extends AnySpec> {
  /** Begins anew, in this initial state of the spec. */
  readonly start: (initial: Read<D["state"]>) => Performed;
  readonly actions: {
    readonly [K in keyof ActionsOf<D>]: ((args: Args<ActionsOf<D>[K]>) => Performed) | NotOffered;
  };
  /** How the implementation looks now. */
  readonly view: () => View<D["state"]>;
}

export interface TourDivergence {
  readonly target: string;
  readonly steps: readonly (NamedStep & { readonly seen: Fields })[];
  readonly start: Fields;
  /** After the last of the steps, or at the beginning when there are none. */
  readonly differences: readonly Difference[];
}

/** Steps of the spec that an implementation does not take, by their action and the reason that it gave. */
export interface Refusal {
  readonly action: string;
  /** Empty when it gave none. */
  readonly why: string;
  readonly edges: number;
}

export interface ToursResult {
  readonly schema: 1;
  readonly target: string;
  /** `inconclusive` when nothing at all was offered. */
  readonly verdict: "conforms" | "diverges" | "inconclusive";
  readonly states: number;
  readonly edges: number;
  /** Edges along which the implementation was led, those that it does not offer, and those that lie behind such ones alone. */
  readonly replayed: number;
  readonly notOffered: number;
  readonly unreached: number;
  /** What is not offered, the most frequent first. */
  readonly refusals: readonly Refusal[];
  readonly tests: number;
  readonly steps: number;
  readonly seconds: number;
  /** Actions that were never offered. */
  readonly neverOffered: readonly string[];
  readonly divergence?: TourDivergence;
}

/**
 * Leads an implementation along every step of an instance, and compares what is seen of it with the spec's state after each. A
 * step that it does not offer ends its test; what lay behind is tried another way.
 */
export const replayTours = <D extends AnySpec>(given: Tours<D>, driver: Driver<NoInfer<D>>): ToursResult =>
  new Replay(given as unknown as Tours<AnySpec>, driver as unknown as Driver<AnySpec>).run();

const isRefusal = (said: unknown): said is NotOffered => typeof said === "string" && said.startsWith(NOT_OFFERED);

class Replay {
  private readonly tours: Tours<AnySpec>;
  private readonly driver: Driver<AnySpec>;
  private readonly model: Model;
  private readonly parts: Part;
  private readonly done: boolean[] = [];
  /** By edge, why. */
  private readonly refused: (NotOffered | undefined)[] = [];
  private readonly closedStarts = new Set<number>();
  private tests = 0;
  private steps = 0;
  private divergence: TourDivergence | undefined;

  constructor(tours: Tours<AnySpec>, driver: Driver<AnySpec>) {
    this.tours = tours;
    this.driver = driver;
    this.model = modelOf(tours.instance, []);
    this.parts = partsOf(fieldsOf(this.model.variables));
    for (const { name } of this.model.actions) {
      if (Object.hasOwn(driver.actions, name)) continue;
      const known = Object.keys(driver.actions);
      throw new SpecError(`the driver of ${tours.target} has no action "${name}"; ${suggestion(name, known, "actions")}`);
    }
  }

  run(): ToursResult {
    const start = performance.now();
    const { graph } = this.tours;
    for (let fresh = true; fresh && !this.divergence; ) {
      fresh = false;
      for (const plan of this.plans()) {
        if (this.divergence) break;
        if (this.replay(plan)) fresh = true;
      }
    }
    const count = (marks: readonly unknown[]) => marks.filter(Boolean).length;
    const [replayed, notOffered] = [count(this.done), count(this.refused)];
    return {
      schema: 1,
      target: graph.target,
      verdict: this.divergence ? "diverges" : replayed === 0 ? "inconclusive" : "conforms",
      states: graph.states.length,
      edges: graph.edges.length,
      replayed,
      notOffered,
      unreached: this.divergence ? 0 : graph.edges.length - replayed - notOffered,
      refusals: this.refusals(),
      tests: this.tests,
      steps: this.steps,
      seconds: (performance.now() - start) / 1_000,
      neverOffered: this.model.actions
        .map(({ name }) => name)
        .filter((name) => !graph.edges.some((edge) => edge.action === name && this.done[edge.index])),
      ...(this.divergence === undefined ? {} : { divergence: this.divergence }),
    };
  }

  private plans(): readonly Plan[] {
    return planTours(
      this.tours.graph,
      ({ index }) => !this.refused[index],
      ({ index }) => !this.done[index],
    ).filter(({ initial }) => !this.closedStarts.has(initial));
  }

  /** Whether anything was learnt: a step that was taken for the first time, or one that is not offered. */
  private replay({ initial, edges }: Plan): boolean {
    const { states } = this.tours.graph;
    if (isRefusal(this.driver.start(states[initial] as Loose))) {
      this.closedStarts.add(initial);
      return true;
    }
    this.tests++;
    const taken: GraphEdge[] = [];
    if (!this.looksLike(initial, initial, taken)) return true;
    let learnt = false;
    for (const edge of edges) {
      learnt ||= !this.done[edge.index];
      const refused = this.perform(edge);
      if (isRefusal(refused)) {
        // What was offered before, in the same state of the spec, is refused here alone: the view does not tell everything.
        if (!this.done[edge.index]) this.refused[edge.index] = refused;
        return learnt;
      }
      taken.push(edge);
      this.done[edge.index] = true;
      this.steps++;
      if (!this.looksLike(initial, edge.to, taken)) return true;
    }
    return learnt;
  }

  private perform({ action, args }: GraphEdge): Performed {
    const perform = (this.driver.actions as Loose)[action];
    return isRefusal(perform) ? perform : perform(args);
  }

  private refusals(): readonly Refusal[] {
    const all = new Map<string, Refusal>();
    for (const { index, action } of this.tours.graph.edges) {
      const refused = this.refused[index];
      if (refused === undefined) continue;
      const why = refused.slice(NOT_OFFERED.length + 2);
      const key = `${action}: ${why}`;
      all.set(key, { action, why, edges: (all.get(key)?.edges ?? 0) + 1 });
    }
    return [...all.values()].sort((one, other) => other.edges - one.edges);
  }

  private looksLike(initial: number, at: number, taken: readonly GraphEdge[]): boolean {
    const { graph } = this.tours;
    const seen = this.look();
    if (holds(seen, graph.states[at])) return true;
    this.divergence = {
      target: graph.target,
      ...this.again(initial, taken),
      differences: differences(seen, graph.states[at]),
    };
    return false;
  }

  private look() {
    return seenOf(this.parts, this.driver.view(), `the view of ${this.tours.target}`);
  }

  /** The run once more, for what was seen on the way. */
  private again(initial: number, taken: readonly GraphEdge[]): Pick<TourDivergence, "start" | "steps"> {
    this.driver.start(this.tours.graph.states[initial] as Loose);
    const start = fieldsSeen(this.look());
    const steps = taken.map((edge) => {
      this.perform(edge);
      const action = this.model.actions.find(({ name }) => name === edge.action) as Model["actions"][number];
      return { ...namedStep(action, edge.args), seen: fieldsSeen(this.look()) };
    });
    return { start, steps };
  }
}
