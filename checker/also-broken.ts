import type { AnySpec, Mutant } from "../specs/language/index.ts";
import { check } from "./check.ts";
import { modelOf } from "./model/model-of.ts";
import { DEADLOCK } from "./model/properties.ts";
import type { CheckOptions, Verdict } from "./result.ts";

export interface AlsoBroken {
  readonly found: readonly string[];
  readonly states: number;
  readonly seconds: number;
  /** Why the list may not be complete. */
  readonly message?: string;
}

const BROKEN: readonly Verdict[] = ["violated", "deadlocked", "unwitnessed"];

/**
 * Which other properties a mutant breaks, each as if it were checked alone. They are checked together, and those found
 * broken taken out until none is: a search ends at the first violation, and what it hides is found by the next.
 */
export const alsoBroken = async (mutant: Mutant<AnySpec>, options: CheckOptions): Promise<AlsoBroken> => {
  const others = othersOf(mutant);
  const found = new Set<string>();
  let states = 0;
  let seconds = 0;
  for (;;) {
    const left = others.filter((name) => !found.has(name));
    const done = { found: others.filter((name) => found.has(name)), states, seconds };
    if (left.length === 0) return done;
    const result = await check(mutant, { ...options, properties: left });
    states += result.states;
    seconds += result.seconds;
    for (const [name, { verdict }] of Object.entries(result.properties)) if (BROKEN.includes(verdict)) found.add(name);
    if (result.verdict === "verified") return { ...done, states, seconds };
    if (result.verdict === "error" || result.verdict === "incomplete") {
      return { ...done, states, seconds, message: `what else it breaks is not known: ${result.message ?? result.verdict}` };
    }
  }
};

/** Without the witnesses that the instance declares out of its reach, and the deadlock that it allows. */
const othersOf = (mutant: Mutant<AnySpec>): readonly string[] => {
  const { outOfReach = [], deadlockAllowed } = mutant.options;
  const { invariants, steps, witnesses, refinements, liveness } = modelOf(
    mutant,
    [...mutant.spec.properties].filter((name) => isChecked(mutant, name)),
    // What cannot be decided up to symmetry has a name as well.
    false,
  );
  const named = [...invariants, ...steps, ...witnesses, ...refinements, ...liveness].map(({ name }) => name);
  return [...named, ...(deadlockAllowed === undefined ? [DEADLOCK] : [])].filter(
    (name) => name !== mutant.breaks && !outOfReach.includes(name),
  );
};

const isChecked = ({ spec }: Mutant<AnySpec>, name: string): boolean => {
  const property = [spec.invariants, spec.steps, spec.witnesses, spec.refines, spec.liveness]
    .map((named) => named?.[name])
    .find((found) => found !== undefined);
  return property !== undefined && (property as { readonly when?: boolean }).when !== false;
};
