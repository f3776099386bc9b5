// Actions taken from what is known of their recipes. A recipe runs when it meets bits that it has not met before, and only then.
import { SpecError } from "../../../specs/language/spec-error.ts";
import type { Arguments, Model, ModelAction } from "../../model/model.ts";
import { positionOf } from "../../model/positions.ts";
import { stepText } from "../../reference/step-text.ts";
import { forget, LOADED, writeBack } from "../faces/array-faces.ts";
import { facesOf } from "../faces/faces.ts";
import { type Slots, slotsAt } from "../faces/slots.ts";
import type { Kernel } from "../search/kernel.ts";
import type { Layout, SlotsPlace } from "../words/layout.ts";
import { CURRENT, current, Refusal, refuseReturned } from "../words/words.ts";
import type { Leaf, Operation } from "./decision-tree.ts";
import type { Frames } from "./frames.ts";
import { type DrawnRoots, drawnRoots, listedRoots, type Root } from "./roots.ts";
import { type SlotsOperation, type Trace, traced, tracing, Untraceable } from "./tracer.ts";

/** Beyond this many nodes, an action's recipe is cheaper run than remembered. */
const MOST_NODES = 50_000;

export interface DrawnWays {
  readonly drawn: DrawnRoots;
  readonly slots: Slots;
}
type Ways = { readonly listed: readonly Root[] } | DrawnWays | undefined;
type Faces = ReturnType<typeof facesOf>;
/** Is told of a step whose recipe ran for the first time on the like of a state: its words before and, if it is enabled, after. */
export type Verify = (action: ModelAction, args: Arguments, before: Int32Array, after: Int32Array | undefined) => void;

/** What takes the steps: a search's kernel, or whoever has another use for them. */
export type StepTaker = Pick<
  Kernel,
  "at" | "done" | "evaluated" | "falsified" | "firstCondition" | "stage" | "tookSteps" | "untraced"
> & { readonly frames?: Frames };

export class TracedActions {
  readonly #model: Model;
  readonly #verify: Verify;
  readonly #kernel: StepTaker;
  readonly #words: Int32Array;
  readonly #tracing: Faces;
  readonly #current: Faces;
  readonly #slots = new Map<SlotsPlace, Slots>();
  /** By action; undefined of one that is run as it is. */
  readonly ways: Ways[];
  readonly #nodes: number[];
  /** How often a recipe was run. */
  runs = 0;
  /** Recipes that are not looked up in clusters: what those read takes too many values. */
  readonly scattered = new Set<Root>();
  /** Whether an action was given up since code was last made: its code would go on trying. */
  isStale = false;

  constructor(model: Model, layout: Layout, kernel: StepTaker, verify: Verify = () => {}) {
    this.#verify = verify;
    this.#model = model;
    this.#kernel = kernel;
    this.#words = new Int32Array(layout.words);
    this.#tracing = facesOf(layout.root, tracing);
    this.#current = facesOf(layout.root, current);
    this.#nodes = model.actions.map(() => 0);
    this.ways = model.actions.map((action) => this.#waysOf(action, layout));
  }

  #waysOf(action: ModelAction, layout: Layout): Ways {
    const listed = listedRoots(action, layout);
    if (listed) return { listed };
    const drawn = drawnRoots(action, layout);
    return drawn && { drawn, slots: this.#slotsOf(drawn.place) };
  }

  #slotsOf(place: SlotsPlace): Slots {
    if (!this.#slots.has(place)) this.#slots.set(place, slotsAt(place, current).slots);
    return this.#slots.get(place)!;
  }

  get kernel(): StepTaker {
    return this.#kernel;
  }

  /** The words of a state, if its steps need no more than to be counted and staged: nothing is asked of them. */
  get plainWords(): number | undefined {
    const { allow, steps, within, refinements } = this.#model;
    const isAsked = allow.length + steps.length + within.length + refinements.length > 0;
    return isAsked || this.#kernel.stage.length === 0 ? undefined : this.#kernel.stage.length;
  }

  /** Whether every recipe is remembered, so that each way in which one behaves was verified when it was learnt. */
  get areAllTraced(): boolean {
    return !this.ways.includes(undefined);
  }

  /** Gives up a cluster of recipes: each is looked up by itself from now on. */
  scatter(roots: Iterable<Root>): void {
    for (const root of roots) this.scattered.add(root);
    this.isStale = true;
  }

  isEnvironment(action: number): boolean {
    return this.#model.actions[action].environment;
  }

  /** Takes every step from the state at hand. */
  steps(): void {
    for (let action = 0; action < this.ways.length; action++) this.take(action);
  }

  take(action: number): void {
    const ways = this.ways[action];
    if (ways === undefined) this.#kernel.untraced[action]();
    else if ("listed" in ways) for (let i = 0; i < ways.listed.length; i++) this.step(ways.listed[i]);
    else {
      const { drawn, slots } = ways;
      for (let before = 0; before < drawn.before; before++) {
        for (let i = 0, rank = slots.rankAt!(0); rank >= 0 && rank < drawn.end; rank = slots.rankAt!(++i)) {
          if (rank >= drawn.first) this.takeDrawn(drawn, before, rank);
        }
      }
    }
  }

  /** The steps for one choice of the parameters before a message, and the message. */
  takeDrawn({ after, of }: DrawnRoots, before: number, rank: number): void {
    const roots = of(rank);
    for (let a = 0; a < after; a++) this.step(roots[before * after + a]);
  }

  /** Takes one step, if its message is there and its guard holds. */
  step(root: Root): void {
    for (let i = 0; i < root.present.length; i++) if ((CURRENT[root.present[i].word] & root.present[i].bit) === 0) return;
    const leaf = root.tree.find(CURRENT) ?? this.#learn(root);
    if (leaf === undefined) this.#stepUntraced(root);
    else if (leaf.isEnabled) this.apply(leaf, root);
  }

  /** Does what a leaf says to the state at hand, which is then counted, staged and restored. */
  apply(leaf: Leaf, root: Root): void {
    this.#put(leaf, root.action);
    this.#kernel.done[root.action](root.step);
  }

  #put({ writes, operations }: Leaf, action: number): void {
    for (let i = 0; i < writes.length; i++) {
      const { word, mask, value } = writes[i];
      CURRENT[word] = (CURRENT[word] & ~mask) | value;
    }
    for (const operation of operations) this.#operate(operation, action);
  }

  #operate({ slots, verb, value, rank, losesNewest }: Operation, action: number): void {
    if (verb === "take") {
      if (rank === undefined) slots.take(value);
      else slots.takeRank!(rank);
    } else if (!(rank === undefined ? slots.put(value) : slots.putRank!(rank)) && !losesNewest) {
      this.#kernel.at = action;
      throw new Refusal("full");
    }
  }

  /** Runs the recipe once, and remembers what it did; undefined when that cannot be. */
  #learn(root: Root): Leaf | undefined {
    const action = this.#model.actions[root.action];
    this.#kernel.at = root.action;
    this.#words.set(CURRENT.subarray(0, this.#words.length));
    let trace: Trace<boolean>;
    try {
      trace = traced(root.drawn, () => this.#run(action, root, this.#tracing));
    } catch (error) {
      if (!(error instanceof Untraceable)) throw error;
      forget();
      this.#giveUp(root.action);
      return undefined;
    } finally {
      CURRENT.set(this.#words);
    }
    this.runs++;
    const leaf: Leaf = {
      kind: "leaf",
      isEnabled: trace.result,
      writes: trace.writes,
      operations: trace.operations.map((operation) => this.#operation(operation)),
    };
    const before = root.tree.size;
    if (!root.tree.graft(trace.reads, leaf)) {
      throw new SpecError(
        `${stepText(this.#model, action, root.step.args)}: run again on the same values, it reads others. A recipe may depend on its arguments and on the state alone.`,
      );
    }
    this.#nodes[root.action] += root.tree.size - before;
    if (this.#nodes[root.action] > MOST_NODES) this.#giveUp(root.action);
    this.#hold(leaf, root);
    return leaf;
  }

  /** Holds what was learnt against whoever verifies it, before it is relied on. */
  #hold(leaf: Leaf, root: Root): void {
    if (leaf.isEnabled) this.#put(leaf, root.action);
    const after = leaf.isEnabled ? CURRENT.slice(0, this.#words.length) : undefined;
    CURRENT.set(this.#words);
    this.#verify(this.#model.actions[root.action], root.step.args, this.#words, after);
  }

  #giveUp(action: number): void {
    this.ways[action] = undefined;
    this.isStale = true;
  }

  #operation({ place, verb, value }: SlotsOperation): Operation {
    const { schema, codec } = place;
    const slots = this.#slotsOf(place);
    const rank = slots.putRank === undefined ? undefined : codec.rank(value);
    const losesNewest = schema.kind === "network" && schema.whenFull === "loseNewest";
    const writes = place.slots
      .flat()
      .map(({ word, shift, width }) => ({ word, mask: width === 32 ? -1 : (2 ** width - 1) << shift }));
    return { slots, verb, value, rank, losesNewest, writes };
  }

  /** Guard and effect over the given faces; false when the guard does not hold. */
  #run(action: ModelAction, { step: { args } }: Root, { view, draft }: Faces): boolean {
    const face = (whole: Readonly<Record<string, unknown>>) => (action.upon === undefined ? whole : whole[action.upon]);
    if (!this.#areOffered(action, args, view)) return false;
    const first = this.#kernel.firstCondition[action.index];
    for (let c = 0; c < action.conditions.length; c++) {
      const holds: unknown = action.conditions[c].holds(face(view), args);
      if (holds !== true && holds !== false) throw new Refusal(`the guard gave ${String(holds)} instead of true or false`);
      (holds ? this.#kernel.evaluated : this.#kernel.falsified)[first + c] = 1;
      if (!holds) return false;
    }
    const returned = action.effect(face(draft), args);
    if (returned !== undefined) refuseReturned(returned);
    if (LOADED.length !== 0) writeBack();
    return true;
  }

  /** What the state offers for a parameter may depend on the earlier ones, and on no later one. */
  #areOffered({ parameters }: ModelAction, args: Root["step"]["args"], view: unknown): boolean {
    const earlier: Record<string, unknown> = {};
    for (const { name, source } of parameters) {
      if (source.kind === "from") {
        const offered = Array.from(source.from(view, Object.freeze({ ...earlier })), (value) => positionOf(source.of, value));
        if (offered.includes(-1)) throw new Refusal(`parameter ${name} was offered a value outside its domain`);
        if (!offered.includes(positionOf(source.of, args[name]))) return false;
      }
      earlier[name] = args[name];
    }
    return true;
  }

  /** The rest of this state's steps, once an action has turned out untraceable in the middle of them. */
  #stepUntraced(root: Root): void {
    if (this.#run(this.#model.actions[root.action], root, this.#current)) this.#kernel.done[root.action](root.step);
    else CURRENT.set(this.#words);
  }
}
