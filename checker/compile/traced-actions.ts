// Actions taken from what is known of their recipes. A recipe runs when it meets bits that it has not met before, and only then.
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Model, ModelAction } from "../model/model.ts";
import { stepText } from "../reference/step-text.ts";
import { LOADED, writeBack } from "./array-faces.ts";
import type { Leaf } from "./decision-tree.ts";
import { facesOf } from "./faces.ts";
import type { Kernel } from "./kernel.ts";
import type { Layout, SlotsPlace } from "./layout.ts";
import { type DrawnRoots, drawnRoots, listedRoots, type Root } from "./roots.ts";
import { type Slots, slotsAt } from "./slots.ts";
import { type Trace, traced, tracing, Untraceable } from "./tracer.ts";
import { CURRENT, current, Refusal } from "./words.ts";

/** Beyond this many nodes, an action's recipe is cheaper run than remembered. */
const MOST_NODES = 50_000;

type Ways = { readonly listed: readonly Root[] } | { readonly drawn: DrawnRoots; readonly slots: Slots } | undefined;
type Faces = ReturnType<typeof facesOf>;

export class TracedActions {
  readonly #model: Model;
  readonly #kernel: Kernel;
  readonly #words: Int32Array;
  readonly #tracing: Faces;
  readonly #current: Faces;
  readonly #slots = new Map<SlotsPlace, Slots>();
  /** By action; undefined of one that is run as it is. */
  readonly ways: Ways[];
  readonly #nodes: number[];
  /** How often a recipe was run. */
  runs = 0;

  constructor(model: Model, layout: Layout, kernel: Kernel) {
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

  get done(): Kernel["done"] {
    return this.#kernel.done;
  }

  /** Takes every step from the state at hand. */
  steps(): void {
    for (let action = 0; action < this.ways.length; action++) this.take(action);
  }

  take(action: number): void {
    const ways = this.ways[action];
    if (ways === undefined) this.#kernel.untraced[action]();
    else if ("listed" in ways) for (let i = 0; i < ways.listed.length; i++) this.step(ways.listed[i]);
    else this.#takeDrawn(ways.drawn, ways.slots);
  }

  #takeDrawn({ first, end, before, after, of }: DrawnRoots, slots: Slots): void {
    for (let b = 0; b < before; b++) {
      for (let i = 0; ; i++) {
        const rank = slots.rankAt!(i);
        if (rank < 0 || rank >= end) break;
        if (rank < first) continue;
        const roots = of(rank);
        for (let a = 0; a < after; a++) this.step(roots[b * after + a]);
      }
    }
  }

  /** Takes one step, if its message is there and its guard holds. */
  step(root: Root): void {
    for (let i = 0; i < root.present.length; i++) if ((CURRENT[root.present[i].word] & root.present[i].bit) === 0) return;
    const leaf = root.tree.find(CURRENT) ?? this.#learn(root);
    if (leaf === undefined) this.#stepUntraced(root);
    else if (leaf.isEnabled) this.apply(leaf, root);
  }

  /** Does what a leaf says to the state at hand, which is then counted, staged and restored. */
  apply({ writes, operations }: Leaf, root: Root): void {
    for (let i = 0; i < writes.length; i++) {
      const { word, mask, value } = writes[i];
      CURRENT[word] = (CURRENT[word] & ~mask) | value;
    }
    for (const { place, verb, value } of operations) this.#operate(place, verb, value);
    this.#kernel.done[root.action](root.args);
  }

  #operate(place: SlotsPlace, verb: "put" | "take", value: unknown): void {
    const slots = this.#slotsOf(place);
    if (verb === "take") slots.take(value);
    else if (!slots.put(value) && !("whenFull" in place.schema && place.schema.whenFull === "loseNewest")) throw new Refusal("full");
  }

  /** Runs the recipe once, and remembers what it did; undefined when that cannot be. */
  #learn(root: Root): Leaf | undefined {
    const action = this.#model.actions[root.action];
    this.#kernel.at = root.action;
    this.#words.set(CURRENT.subarray(0, this.#words.length));
    let trace: Trace<boolean>;
    try {
      trace = traced(root.message, () => this.#run(action, root, this.#tracing));
    } catch (error) {
      if (!(error instanceof Untraceable)) throw error;
      LOADED.length = 0;
      this.ways[root.action] = undefined;
      return undefined;
    } finally {
      CURRENT.set(this.#words);
    }
    this.runs++;
    const leaf: Leaf = { kind: "leaf", isEnabled: trace.result, writes: trace.writes, operations: trace.operations };
    const before = root.tree.size;
    if (!root.tree.graft(trace.reads, leaf)) {
      throw new SpecError(`${stepText(this.#model, action, root.args)}: run again on the same values, it reads others. A recipe may depend on its arguments and on the state alone.`);
    }
    this.#nodes[root.action] += root.tree.size - before;
    if (this.#nodes[root.action] > MOST_NODES) this.ways[root.action] = undefined;
    return leaf;
  }

  /** Guard and effect over the given faces; false when the guard does not hold. */
  #run(action: ModelAction, { args }: Root, { view, draft }: Faces): boolean {
    const face = (whole: Readonly<Record<string, unknown>>) => (action.upon === undefined ? whole : whole[action.upon]);
    for (const parameter of action.parameters) if (!this.#isOffered(parameter, args, view)) return false;
    const first = this.#kernel.firstCondition[action.index];
    for (let c = 0; c < action.conditions.length; c++) {
      const holds: unknown = action.conditions[c].holds(face(view), args);
      if (holds !== true && holds !== false) throw new Refusal(`the guard gave ${String(holds)} instead of true or false`);
      (holds ? this.#kernel.evaluated : this.#kernel.falsified)[first + c] = 1;
      if (!holds) return false;
    }
    if (action.effect(face(draft), args) !== undefined) throw new Refusal("the effect returned a value; an effect edits the draft and returns nothing");
    if (LOADED.length !== 0) writeBack();
    return true;
  }

  #isOffered({ name, source }: ModelAction["parameters"][number], args: Root["args"], view: unknown): boolean {
    if (source.kind !== "from") return true;
    const offered = [...source.from(view, args)];
    if (!offered.every((value) => source.of.values.includes(value))) throw new Refusal(`parameter ${name} was offered a value outside its domain`);
    return offered.includes(args[name]);
  }

  /** The rest of this state's steps, once an action has turned out untraceable in the middle of them. */
  #stepUntraced(root: Root): void {
    if (this.#run(this.#model.actions[root.action], root, this.#current)) this.#kernel.done[root.action](root.args);
    else CURRENT.set(this.#words);
  }
}
