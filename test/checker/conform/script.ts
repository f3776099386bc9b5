// Implementations of a single run, written down: how it looks, and what the mapping says was done.
import type { AnySpec, ConformSystem, Mapping, View } from "../../../checker/index.ts";
import type { ActionsOf } from "../../../specs/language/instance.ts";
import type { HiddenSteps, Hints } from "../../../specs/language/mapping.ts";

interface Played<D extends AnySpec> {
  /** What the implementation calls it. */
  readonly action: string;
  readonly args?: object;
  readonly does: Hints<ActionsOf<D>>;
  readonly view: View<D["state"]>;
}

interface Happened {
  readonly action: string;
  readonly args: object;
}

/** A system that plays these steps, one after the other, and its mapping. */
export const script = <D extends AnySpec>(
  first: View<D["state"]>,
  steps: readonly Played<D>[],
  hidden: HiddenSteps<D> = {},
): { readonly system: ConformSystem<number, Happened>; readonly mapping: Mapping<D, number, Happened> } => ({
  system: {
    initial: () => [0],
    key: String,
    *successors(at) {
      if (at < steps.length) yield { action: steps[at].action, args: steps[at].args ?? {}, state: at + 1 };
    },
  },
  mapping: {
    view: (at) => (at === 0 ? first : steps[at - 1].view),
    actions: Object.fromEntries(
      steps.map(({ action }) => [action, (_args: object, at: number): Hints<ActionsOf<D>> => steps[at].does]),
    ),
    ...hidden,
  },
});
