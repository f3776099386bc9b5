// Which of the steps that lead on from a state is taken.
import type { KnownStates } from "./known-states.ts";
import type { Random } from "./random.ts";
import type { Visits } from "./visits.ts";

export const GUIDES = ["mixed", "uniform", "rare", "swarm", "fresh"] as const;
export type Guide = (typeof GUIDES)[number];

/** One of the steps from a state that has some. */
export type Draw = (state: number, random: Random) => number;

/** All steps alike, whatever their actions. */
const uniform =
  (known: KnownStates): Draw =>
  (state, random) =>
    known.first(state) + random.below(known.count(state));

/** First an action, the likelier the more rarely it was taken in the runs before, and then one of its steps. */
const rare = (known: KnownStates, taken: Float64Array): Draw => {
  /** Of each action that leads on, how many steps it has. */
  const steps = new Int32Array(taken.length);
  const weight = (action: number) => 1 / (1 + taken[action]);

  /** The first step of the action that is chosen; the steps of an action stand together. */
  const choose = (first: number, end: number, weighed: number): number => {
    let rest = weighed;
    for (let step = first; ; step += steps[known.action(step)]) {
      const action = known.action(step);
      rest -= weight(action);
      if (rest < 0 || step + steps[action] >= end) return step;
    }
  };

  return (state, random) => {
    const first = known.first(state);
    const end = first + known.count(state);
    let sum = 0;
    for (let step = first; step < end; step++) {
      const action = known.action(step);
      if (steps[action]++ === 0) sum += weight(action);
    }
    const chosen = choose(first, end, random.fraction() * sum);
    const drawn = chosen + random.below(steps[known.action(chosen)]);
    for (let step = first; step < end; step++) steps[known.action(step)] = 0;
    return drawn;
  };
};

/** What is disliked most weighs a share of what is liked: two to the power of minus so much, for an action and for each argument. */
const DISLIKE = 6;

/**
 * Each run has likes and dislikes of its own, drawn when it first meets an action or a value of a parameter, so that some runs do
 * hardly anything of what would disturb others. After Groce, Zhang, Eide, Chen and Regehr, "Swarm Testing", ISSTA 2012.
 */
const swarm = (known: KnownStates): Draw => {
  const likes = new Map<string, Map<unknown, number>>();
  const likeOf = (what: string, value: unknown, random: Random): number => {
    const ofWhat = likes.get(what) ?? new Map<unknown, number>();
    likes.set(what, ofWhat);
    const like = ofWhat.get(value) ?? 2 ** -random.below(DISLIKE + 1);
    ofWhat.set(value, like);
    return like;
  };
  return weighed(known, (step, random) => {
    const action = known.action(step);
    const { args } = known.named(step);
    let weight = likeOf("action", action, random);
    for (const name in args) weight *= likeOf(`${action} ${name}`, kindOf(args[name]), random);
    return weight;
  });
};

/** A message is liked by its type, and what else is no scalar is all alike. */
const kindOf = (value: unknown): unknown =>
  typeof value === "object" && value !== null ? (value as { readonly type?: unknown }).type : value;

/** Rather to states that fewer of the runs before have come by. */
const fresh = (known: KnownStates, visits: Visits): Draw =>
  weighed(known, (step) => (1 + visits.of(known.hashOfTarget(step))) ** -2);

/** A step by its weight. */
const weighed = (known: KnownStates, weightOf: (step: number, random: Random) => number): Draw => {
  let weights = new Float64Array(64);
  return (state, random) => {
    const [first, count] = [known.first(state), known.count(state)];
    if (count > weights.length) weights = new Float64Array(2 * count);
    let sum = 0;
    for (let i = 0; i < count; i++) {
      weights[i] = weightOf(first + i, random);
      sum += weights[i];
    }
    let rest = random.fraction() * sum;
    for (let i = 0; i < count; i++) {
      rest -= weights[i];
      if (rest < 0) return first + i;
    }
    return first + count - 1;
  };
};

/** What the runs that are finished did: by action, how often it was taken, and by which states they came. */
export interface Before {
  readonly taken: Float64Array;
  readonly visits: Visits;
}

/** The way in which the run of this number draws. */
export const drawBy = (guide: Guide, known: KnownStates, { taken, visits }: Before): ((run: number) => Draw) => {
  const ways: Readonly<Record<Exclude<Guide, "mixed">, () => Draw>> = {
    uniform: () => uniform(known),
    rare: () => rare(known, taken),
    swarm: () => swarm(known),
    fresh: () => fresh(known, visits),
  };
  if (guide !== "mixed") return () => ways[guide]();
  const all = Object.values(ways);
  return (run) => all[(run - 1) % all.length]();
};
