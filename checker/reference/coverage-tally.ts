import type { Coverage } from "../explore/search.ts";
import { isEnumeration, type Leaf, leavesOf } from "../model/leaves.ts";
import type { Condition, Model, ModelAction } from "../model/model.ts";
import type { ScalarSchema } from "../model/schema.ts";
import { keyOfValue } from "./key-of.ts";
import type { PlainState } from "./plain.ts";
import { nameOf } from "./show.ts";

/** Keeps count of what a search exercises: every guard as it is asked, every state as it is stored. */
export class CoverageTally {
  private readonly conditions: { readonly name: string; readonly condition: Condition; asked: boolean; refused: boolean }[];
  private readonly constant: Map<Leaf, string | undefined>;
  private readonly unseen = new Map<string, { readonly schema: ScalarSchema; readonly values: Set<unknown> }>();
  private readonly enumerations: readonly Leaf[];
  private readonly premises: Map<string, (state: PlainState) => boolean>;

  constructor({ actions, variables, invariants }: Model) {
    this.conditions = actions.flatMap((action) =>
      action.conditions.map((condition) => ({
        name: conditionName(action, condition),
        condition,
        asked: false,
        refused: false,
      })),
    );
    const leaves = leavesOf(variables);
    this.constant = new Map(leaves.map((leaf) => [leaf, undefined]));
    this.enumerations = leaves.filter(({ schema }) => isEnumeration(schema));
    for (const { group, schema } of this.enumerations as readonly (Leaf & { readonly schema: ScalarSchema })[]) {
      if (!this.unseen.has(group)) this.unseen.set(group, { schema, values: new Set(schema.values) });
    }
    this.premises = new Map(invariants.flatMap(({ name, premise }) => (premise ? [[name, premise] as const] : [])));
  }

  /** The conditions of a guard are asked in turn, up to the first that refuses. */
  asked({ conditions }: ModelAction, refusal: Condition | undefined): void {
    for (const condition of conditions) {
      const tally = this.conditions.find((known) => known.condition === condition);
      if (tally) {
        tally.asked = true;
        tally.refused ||= condition === refusal;
      }
      if (condition === refusal) return;
    }
  }

  stored(state: PlainState): void {
    for (const [leaf, first] of this.constant) {
      const key = keyOfValue(leaf.schema, leaf.read(state));
      if (first === undefined) this.constant.set(leaf, key);
      else if (first !== key) this.constant.delete(leaf);
    }
    for (const { group, read } of this.enumerations) this.unseen.get(group)?.values.delete(read(state));
    for (const [name, premise] of this.premises) if (premise(state)) this.premises.delete(name);
  }

  coverage(): Coverage {
    return {
      guardsAlwaysTrue: this.conditions.filter(({ asked, refused }) => asked && !refused).map(({ name }) => name),
      variablesNeverChanged: [...this.constant.keys()].map(({ path }) => path),
      valuesNeverSeen: [...this.unseen].flatMap(([group, { schema, values }]) =>
        [...values].map((value) => `${group}: ${nameOf(schema, value)}`),
      ),
      premisesNeverHeld: [...this.premises.keys()],
    };
  }
}

const conditionName = ({ name }: ModelAction, condition: Condition): string =>
  condition.name === undefined ? name : `${name}.${condition.name}`;
