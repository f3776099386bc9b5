// Mistakes in instances, mutants and steps.
import { instance, mutant, type Spec, type Step } from "../../../specs/language/index.ts";
import { sent, someone, two, upper } from "./setting.ts";

// Instances.

// @ts-expect-error a constant that is missing
instance(upper, {});
// @ts-expect-error a constant that is not JSON
instance((constants: { now: Date }) => upper({ managers: constants.now.getDay() }), { now: new Date() });
// @ts-expect-error a bound on a variable that the spec does not have
instance(upper, { managers: 2 }, { within: (s) => s.tm.state === "init" });
// @ts-expect-error a named bound on an action that the spec does not have
instance(upper, { managers: 2 }, { allow: { once: (_before, _after, { name }) => name !== "finnish" } });
// @ts-expect-error a verdict that there is not
instance(upper, { managers: 2 }, { expect: { verdict: "proven" } });
// @ts-expect-error a witness that there is not
instance(upper, { managers: 2 }, { outOfReach: ["finnished"] });

// Mutants.

// @ts-expect-error an action that the base does not have
mutant(two, "", { actions: { finihs: { guard: () => true } }, breaks: "fine" });
// @ts-expect-error a property that the base does not have
mutant(two, "", { actions: { finish: { guard: () => true } }, breaks: "fien" });
// @ts-expect-error a mutant that breaks nothing
mutant(two, "", { actions: { finish: { guard: () => true } } });
// @ts-expect-error a mutant's effect that writes a value outside its domain
mutant(two, "", { actions: { finish: { effect: (s, { rm }) => void (s.rm[rm].state = "gone") } }, breaks: "fine" });
// @ts-expect-error a mutant's guard that reads a parameter its action does not have
mutant(two, "", { actions: { finish: { guard: (_s, { mr }) => mr } }, breaks: "fine" });
// @ts-expect-error a mutant with other parameters
mutant(two, "", { actions: { finish: { params: {} } }, breaks: "fine" });
// @ts-expect-error a mutant with another network where there is none
mutant(two, "", { networks: { rm: sent }, breaks: "fine" });
// @ts-expect-error fairness by a parameter that the action does not have
mutant(two, "", { fairness: { finish: { weak: ["mr"] } }, breaks: "fine" });

// Steps.

type Actions = ReturnType<typeof upper> extends Spec<infer _S, infer A, infer _P> ? A : never;
export const steps: Step<Actions>[] = [
  // @ts-expect-error a step by an action that does not exist
  { name: "finnish", args: { rm: someone } },
  // @ts-expect-error a step that lacks an argument
  { name: "finish", args: {} },
];
