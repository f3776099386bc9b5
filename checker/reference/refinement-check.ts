import type { Model, Refinement } from "../model/model.ts";
import { modelOf } from "../model/model-of.ts";
import { blamed } from "./blamed.ts";
import { build } from "./build.ts";
import type { PlainState } from "./plain.ts";
import { systemOf } from "./system-of.ts";

/** Holds a model's states and steps against those of the spec that it refines. The other's bounds do not apply. */
export class RefinementCheck {
  readonly name: string;
  /** The other spec, as a model without properties. */
  readonly other: Model;
  private readonly place: string;
  private readonly mapping: Refinement["mapping"];
  private readonly system: ReturnType<typeof systemOf>;
  private readonly initials: ReadonlySet<string>;
  // A state is seen once for each step from it.
  private readonly images = new WeakMap<PlainState, PlainState>();
  private readonly successors = new Map<string, ReadonlySet<string>>();

  constructor(model: Model, { name, of, mapping }: Refinement) {
    this.name = name;
    this.mapping = mapping;
    this.place = `${model.spec.name}, seen through its refinement ${name}`;
    this.other = modelOf(of, []);
    this.system = systemOf(this.other);
    this.initials = new Set(Array.from(this.system.initial(), (state) => this.system.key(state)));
  }

  /** The other spec's state that this one stands for. */
  image(state: PlainState): PlainState {
    const known = this.images.get(state);
    if (known) return known;
    const map = () => build(this.other.variables, this.mapping(state), "the mapping");
    const image = blamed(() => this.place, "mapping", map);
    this.images.set(state, image);
    return image;
  }

  starts(state: PlainState): boolean {
    return this.initials.has(this.system.key(this.image(state)));
  }

  steps(before: PlainState, after: PlainState): boolean {
    const from = this.image(before);
    const to = this.system.key(this.image(after));
    const key = this.system.key(from);
    return key === to || this.successorsOf(from, key).has(to);
  }

  private successorsOf(state: PlainState, key: string): ReadonlySet<string> {
    const known = this.successors.get(key);
    if (known) return known;
    const found = new Set(Array.from(this.system.successors(state), (step) => this.system.key(step.state)));
    this.successors.set(key, found);
    return found;
  }
}
