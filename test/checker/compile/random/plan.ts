// A random spec as plain data, and the instance that it stands for.
import fc from "fast-check";
import { type AnySpec, type Instance, instance, spec } from "../../../../specs/language/index.ts";
import { initial } from "./constant.ts";
import { asked, type Context, type Deed, done } from "./recipe.ts";
import { KEYS, type Shape, shapes, typeOf, type Value } from "./shape.ts";
import { isReckless } from "./ways.ts";

/** A parameter over a domain, offered by a set or a list of the state, or drawn from a network, as far as there is one. */
export interface Param {
  readonly source: "domain" | "offered" | "drawn";
  readonly which: number;
}
export interface ActionPlan {
  readonly params: readonly Param[];
  readonly guard: readonly Deed[];
  /** Each is done if what stands before it is so in the draft. */
  readonly effect: readonly { readonly when: readonly Deed[]; readonly deed: Deed }[];
  readonly environment: boolean;
}
export interface Plan {
  readonly variables: readonly Shape[];
  readonly starts: readonly number[];
  readonly actions: readonly ActionPlan[];
  readonly within: readonly Rule[];
  readonly allow: readonly Rule[];
  readonly invariants: readonly Rule[];
  readonly steps: readonly Rule[];
  readonly witnesses: readonly Rule[];
}
/** Holds when any of them does. */
type Rule = readonly Deed[];

// Small and great numbers mean nothing here.
const number = fc.noBias(fc.nat({ max: 61 }));
const deed: fc.Arbitrary<Deed> = fc.record({
  path: fc.array(number, { minLength: 1, maxLength: 4 }),
  verb: number,
  value: number,
  more: number,
});
const few = (maxLength: number) => fc.array(deed, { maxLength });

const rule: fc.Arbitrary<Rule> = fc.array(deed, { minLength: 1, maxLength: 4, size: "max" });
const seldom = fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: few(1) });

export const plans: fc.Arbitrary<Plan> = fc.record({
  variables: fc.array(shapes, { minLength: 1, maxLength: 5, size: "max" }),
  starts: fc.array(number, { minLength: 1, maxLength: 2 }),
  actions: fc.array(
    fc.record({
      params: fc.array(fc.record({ source: fc.constantFrom("domain", "domain", "offered", "drawn"), which: number }), {
        maxLength: 3,
        size: "max",
      }),
      guard: seldom,
      effect: fc.array(fc.record({ when: seldom, deed }), { minLength: 1, maxLength: 3 }),
      environment: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5, size: "max" },
  ) as fc.Arbitrary<ActionPlan[]>,
  within: fc.array(rule, { maxLength: 1 }),
  allow: fc.array(rule, { maxLength: 1 }),
  invariants: fc.array(rule, { maxLength: 3, size: "max" }),
  steps: fc.array(rule, { maxLength: 2, size: "max" }),
  witnesses: fc.array(rule, { maxLength: 2 }),
});

// biome-ignore lint/suspicious/noExplicitAny: specs made from data have no static types.
type Loose = any;
type Parameter = Context["parameters"][number] & { readonly given: Loose };

const parameterOf = (
  types: Readonly<Record<string, Loose>>,
  variables: readonly Shape[],
  { source, which }: Param,
  i: number,
): Parameter => {
  const name = `p${i}`;
  const entries = Object.entries(types).map(([variable, type], v) => ({ variable, type, shape: variables[v] }));
  const networks = entries.filter(({ shape }) => shape.kind === "network");
  if (source === "drawn" && networks.length > 0) {
    const { type, shape } = networks[which % networks.length];
    const tags = Object.keys(type.shapes);
    return { name, shape, given: which % 3 === 0 ? type.any() : type.any(tags[which % tags.length]) };
  }
  const offering = entries.filter(
    ({ type, shape }) => (shape.kind === "set" || shape.kind === "list") && type.of.values !== undefined,
  );
  if (source === "offered" && offering.length > 0) {
    const { variable, type, shape } = offering[which % offering.length];
    return { name, shape: (shape as { of: Value }).of, given: { of: type.of, from: (s: Loose) => s[variable] } };
  }
  if (which % 5 === 4) return { name, shape: undefined, given: KEYS[which % 3] };
  const domains = [...variables.flatMap(scalarsOf), { kind: "node" } as const];
  const shape = domains[which % domains.length];
  return { name, shape, given: typeOf(shape) };
};

/** The domains that occur in a shape. */
const scalarsOf = (shape: Shape): readonly Value[] => {
  switch (shape.kind) {
    case "tuple":
      return shape.items.flatMap(scalarsOf);
    case "fields":
    case "record":
    case "ghost":
      return shape.of.flatMap(scalarsOf);
    case "list":
    case "set":
    case "map":
      return scalarsOf(shape.of);
    case "network":
      return shape.messages.flat().flatMap(scalarsOf);
    case "sparse":
      return [];
    default:
      return [shape];
  }
};

/** The instance that a plan stands for; its action `a0` is the plan's first, and so on. */
export const instanceOf = (plan: Plan): Instance<AnySpec> => {
  const types = Object.fromEntries(plan.variables.map((shape, i) => [`f${i}`, typeOf(shape)]));
  const variables = { kind: "record", of: plan.variables } as const;
  const action = ({ params, guard, effect, environment }: ActionPlan): Loose => {
    const parameters = params.map((param, i) => parameterOf(types, plan.variables, param, i));
    const context = (args: Loose, seesGhosts: boolean): Context => ({ variables, args, parameters, seesGhosts });
    return {
      environment,
      params: Object.fromEntries(parameters.map(({ name, given }) => [name, given])),
      guard: Object.fromEntries(
        guard.map((one, i) => [`g${i}`, (s: Loose, args: Loose) => asked(s, one, context(args, false))]),
      ),
      effect: (s: Loose, args: Loose) => {
        for (const { when, deed } of effect) {
          if (!when.every((one) => asked(s, one, context(args, false)))) continue;
          done(s, deed, context(args, true));
          // The reference engine sees what is wrong at the end alone: nothing may come after it that puts it right.
          if (isReckless(deed)) return;
        }
      },
    };
  };
  const properties = { variables, args: {}, parameters: [], seesGhosts: true } as const;
  const holds = (state: Loose, rule: Rule) => rule.some((one) => asked(state, one, properties));
  const ofState = (rules: readonly Rule[], prefix: string) =>
    Object.fromEntries(rules.map((rule, i) => [`${prefix}${i}`, (s: Loose) => holds(s, rule)]));
  // Some ask of the state before as well, and some which action it was, with which argument.
  const ofStep = (rules: readonly Rule[], prefix: string) =>
    Object.fromEntries(
      rules.map((rule, i) => {
        const [{ more, value }] = rule;
        const isExcused = ({ name, args }: Loose) => (more % 4 === 1 ? name === "a0" : more % 4 === 2 && args.p0 === value % 3);
        const holdsOf = (b: Loose, a: Loose, step: Loose) =>
          (more % 3 > 0 && !holds(b, rule)) || holds(a, rule) || isExcused(step);
        return [`${prefix}${i}`, holdsOf];
      }),
    );
  const specOf = () =>
    spec({
      name: "random",
      state: types,
      init: {
        params: { start: KEYS[2] },
        state: ({ start }: Loose) => {
          const seed = plan.starts[(start + 1) % plan.starts.length];
          return Object.fromEntries(plan.variables.map((shape, i) => [`f${i}`, initial(shape, seed + i)]));
        },
      },
      actions: Object.fromEntries(plan.actions.map((one, i) => [`a${i}`, action(one)])),
      invariants: ofState(plan.invariants, "i"),
      steps: ofStep(plan.steps, "s"),
      witnesses: ofState(plan.witnesses, "w"),
    } as Loose);
  const bounds = { within: ofState(plan.within, "in"), allow: ofStep(plan.allow, "al") };
  return instance(specOf as Loose, {} as never, bounds as Loose) as Instance<AnySpec>;
};
