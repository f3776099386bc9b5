// What a mapping or a log says that the spec may have done, made ready to be looked for.
import { unobserved } from "../../specs/language/mapping.ts";
import { refuseUnknown } from "../../specs/language/members.ts";
import { suggestion } from "../../specs/language/nearest.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Loose, Model, ModelAction } from "../model/model.ts";
import { showAny } from "../reference/show.ts";
import { sourceSchema } from "../reference/step-text.ts";
import { type Part, partsOf } from "./part.ts";
import { NOTHING_SEEN, type Seen, seenOf } from "./seen.ts";

/** An action, with as much of its arguments as is known. One of the same is the same object. */
export interface Wanted {
  readonly action: ModelAction;
  readonly args: Seen;
  readonly key: string;
}

/** Any one of the ways: each is some actions in this order, and nothing of them is a stutter. */
export interface Hinted {
  readonly index: number;
  readonly key: string;
  readonly ways: readonly (readonly Wanted[])[];
  /** Nothing is known of what was done. */
  readonly anything: boolean;
}

/** Reads the hints of one spec, and remembers them. */
export class Hinting {
  private readonly model: Model;
  private readonly actions: ReadonlyMap<string, readonly [action: ModelAction, parameters: Part]>;
  private readonly wanted = new Map<string, Wanted>();
  private readonly read = new Map<string, Hinted>();
  private made = 0;

  constructor(model: Model) {
    this.model = model;
    this.actions = new Map(model.actions.map((action) => [action.name, [action, parametersOf(action)]]));
  }

  /** `place` says in errors whose hints they are. */
  hinted(hints: unknown, place: string): Hinted {
    const listed: readonly unknown[] = Array.isArray(hints) ? hints : [hints];
    if (listed.length === 0)
      throw new SpecError(`${place} gives an empty list of hints. Say "stutter" where the spec does nothing.`);
    const anything = listed.includes(unobserved);
    const ways = listed.flatMap((hint) => (hint === unobserved ? this.everyWay() : [this.way(hint, place)]));
    const key = ways.map((way) => way.map((wanted) => wanted.key).join("+")).join("|");
    const known = this.read.get(key);
    if (known) return known;
    const hinted = { index: this.made++, key, ways, anything };
    this.read.set(key, hinted);
    return hinted;
  }

  /** The action with whatever arguments. */
  any(name: string, place: string): Wanted {
    return this.remembered(this.known(name, place)[0], NOTHING_SEEN);
  }

  /** Forgets what it read; what was handed out stays good. */
  forget(): void {
    this.wanted.clear();
    this.read.clear();
  }

  private everyWay(): Hinted["ways"] {
    return [[], ...this.model.actions.map((action) => [this.remembered(action, NOTHING_SEEN)])];
  }

  private way(hint: Loose, place: string): readonly Wanted[] {
    if (hint === "stutter") return [];
    if (typeof hint === "object" && hint !== null && Array.isArray(hint.inOrder)) {
      refuseUnknown(`${place}: a hint`, hint, ["inOrder"]);
      return hint.inOrder.map((step: unknown) => this.step(step, place));
    }
    return [this.step(hint, place)];
  }

  private step(hint: Loose, place: string): Wanted {
    if (typeof hint === "string") return this.any(hint, place);
    if (typeof hint !== "object" || hint === null || typeof hint.action !== "string") {
      throw new SpecError(
        `${place} gives the hint ${showAny(hint)}. Give an action's name, { action, args }, { inOrder: [...] }, "stutter" or unobserved.`,
      );
    }
    refuseUnknown(`${place}: a hint`, hint, ["action", "args"]);
    const [action, parameters] = this.known(hint.action, place);
    if (hint.args === undefined) return this.remembered(action, NOTHING_SEEN);
    return this.remembered(action, seenOf(parameters, hint.args, `${place}: ${action.name}`));
  }

  private known(name: string, place: string): readonly [ModelAction, Part] {
    const found = this.actions.get(name);
    if (found) return found;
    if (this.model.spec.actions[name]?.when === false)
      throw new SpecError(
        `${place} names "${name}", which the constants of ${this.model.target} leave out, by its when. Say "stutter" where the spec is to do nothing, or take an instance that has it.`,
      );
    throw new SpecError(
      `${place} names "${name}", which is no action of ${this.model.target}; ${suggestion(name, [...this.actions.keys()], "actions")}`,
    );
  }

  private remembered(action: ModelAction, args: Seen): Wanted {
    const key = `${action.index}(${args.leaves.length === 0 ? "" : args.key})`;
    const known = this.wanted.get(key);
    if (known) return known;
    const wanted = { action, args, key };
    this.wanted.set(key, wanted);
    return wanted;
  }
}

const parametersOf = ({ parameters }: ModelAction): Part =>
  partsOf(Object.fromEntries(parameters.map(({ name, source }) => [name, sourceSchema(source)])));
