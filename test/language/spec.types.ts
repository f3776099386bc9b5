// What `spec` infers from one literal that has every optional member, with actions of every kind beside each other.
import {
  type Args,
  boolean,
  crashes,
  duplicates,
  eventually,
  eventuallyAlways,
  ghost,
  type Id,
  ids,
  implies,
  infinitelyOften,
  instance,
  leadsTo,
  listOf,
  loses,
  mapOf,
  oneOf,
  type Read,
  range,
  record,
  refinement,
  restarts,
  type Seen,
  type Spec,
  type Step,
  sentMessages,
  setOf,
  spec,
  tuple,
  unordered,
  when,
} from "../../specs/language/index.ts";
import { claim, type Equal, same } from "./equal.ts";

type Rm = Id<"rm">;
const RM = ids("rm", 2);
const [someone] = RM.values;
const Index = range(0, 2);
const Level = oneOf("low", "high");

const upper = () =>
  spec({
    name: "upper",
    state: { rm: mapOf(RM, record({ state: oneOf("working", "done") })) },
    init: { rm: { state: "working" } },
    actions: { finish: { params: { rm: RM }, effect: (s, { rm }) => void (s.rm[rm].state = "done") } },
  });

const wire = unordered({ between: RM, messages: { Ask: { n: Index }, Answer: { granted: boolean } }, atMost: 3 });
const posted = sentMessages({ Posted: { rm: RM, level: Level }, Closed: {} });
const process = mapOf(RM, record({ up: boolean, level: Level, known: setOf(RM), past: ghost({ asked: boolean }) }));

export const everything = (constants: { answers: boolean; crashes: boolean }) =>
  spec({
    name: "everything",
    state: { process, wire, posted, history: ghost({ heard: setOf(RM) }) },
    init: {
      params: { first: RM, level: Level },
      state: ({ first, level }) => {
        same<Rm>()(first);
        same<"low" | "high">()(level);
        return {
          process: (rm) => ({ up: true, level: rm === first ? level : "low", known: [first], past: { asked: false } }),
          wire: [],
          posted: [],
          history: { heard: [first] },
        };
      },
    },
    actions: {
      withoutParameters: {
        effect: (s, args) => {
          same<Args<unknown>>()(args);
          same<number>()(s.wire.size);
        },
      },
      ask: {
        params: {
          from: RM,
          to: RM,
          n: {
            of: Index,
            from: (s, { from, to }) => {
              same<Rm>()(from);
              same<"low" | "high">()(s.process[to].level);
              return Index.filter((n) => n < s.process[from].known.size);
            },
          },
        },
        by: "from",
        guard: {
          low: (s, { from }) => s.process[from].level === "low",
          other: (_, { from, to, n }) => {
            same<number>()(n);
            return from !== to;
          },
        },
        effect: (s, { from, to, n }) => {
          s.wire.send({ type: "Ask", from, to, n });
          s.process[from].past.asked = true;
          s.history.heard.add(to);
        },
      },
      answer: {
        when: constants.answers,
        params: { m: wire.any("Ask") },
        by: ({ m }) => m.to,
        guard: (s, { m }) => {
          same<number>()(m.n);
          return s.posted.where({ type: "Posted", rm: m.to }).every(({ level }) => level === "low");
        },
        effect: (s, { m }) => {
          s.wire.reply(m, { type: "Answer", granted: true });
        },
      },
      receive: {
        params: { m: wire.any() },
        effect: (s, { m }) => {
          same<"Ask" | "Answer">()(m.type);
          s.wire.consume(m);
        },
      },
      climb: {
        environment: true,
        params: { rm: RM, level: Level },
        effect: (s, { rm, level }) => {
          s.process[rm].level = level;
        },
      },
      lose: loses(wire),
      duplicate: duplicates(wire, { copies: 2 }),
      crash: crashes(process, ({ up }) => same<boolean>()(up), { up: false, known: [] }),
      restart: { ...restarts(process, { level: "low", known: [] }), when: constants.crashes },
    },
    invariants: {
      plain: (s) => RM.every((rm) => !s.process[rm].past.asked || s.history.heard.size > 0),
      implied: implies(
        (s) => same<boolean>()(s.process[someone].past.asked) && s.wire.size > 0,
        (s) => s.history.heard.size > 0,
      ),
      optional: when(constants.answers, (s) => s.wire.where({ type: "Answer", granted: false }).length === 0),
    },
    steps: {
      named: (before, after, action) => {
        if (action.name === "ask") same<Rm>()(action.args.from);
        if (action.name === "climb") same<"low" | "high">()(action.args.level);
        if (action.name === "withoutParameters") same<Args<unknown>>()(action.args);
        if (action.name === "lose") same<"Ask" | "Answer">()(action.args.message.type);
        if (action.name === "crash" || action.name === "restart") same<Rm>()(action.args.process);
        return before.wire.size <= after.wire.size || action.name !== "ask";
      },
      taken: (_before, after, { name, args }) => name !== "ask" || after.process[args.from].past.asked,
      optionalStep: when(constants.crashes, (before, after, action) => {
        same<keyof Actions>()(action.name);
        return before.wire.size === after.wire.size;
      }),
    },
    witnesses: { asked: (s) => s.wire.size > 0, optionalWitness: when(constants.crashes, (s) => !s.process[someone].up) },
    fairness: { ask: { weak: ["from"] }, answer: "strong" },
    liveness: {
      heard: eventually((s) => s.history.heard.size === 2),
      answered: leadsTo(
        (s) => s.wire.where({ type: "Ask" }).length > 0,
        (s) => s.wire.where({ type: "Answer" }).length > 0,
      ),
      again: infinitelyOften((s) => s.process[someone].past.asked),
      quiet: eventuallyAlways((s) => s.wire.size === 0),
    },
    refines: {
      upper: refinement(instance(upper, {}), (s) => {
        same<boolean>()(s.history.heard.has(someone));
        return { rm: (rm) => ({ state: s.process[rm].level === "low" ? "working" : "done" }) };
      }),
    },
    terminal: (s) => s.wire.size === 0,
  });

type D = ReturnType<typeof everything>;
type Actions = D extends Spec<infer _S, infer A, infer _P> ? A : never;

claim<
  Equal<
    keyof Actions,
    "withoutParameters" | "ask" | "answer" | "receive" | "climb" | "lose" | "duplicate" | "crash" | "restart"
  >
>();
claim<Equal<Args<Actions["ask"]>, { readonly from: Rm; readonly to: Rm; readonly n: number }>>();
claim<Equal<keyof Args<Actions["withoutParameters"]>, never>>();
claim<Equal<Args<Actions["crash"]>, { readonly process: Rm }>>();
claim<
  Equal<
    D["properties"][number],
    | ("plain" | "implied" | "optional" | "named" | "taken" | "optionalStep" | "asked" | "optionalWitness")
    | ("heard" | "answered" | "again" | "quiet" | "upper")
  >
>();
claim<Equal<keyof Seen<D["state"]>, "process" | "wire" | "posted">>();
claim<Equal<keyof Read<D["state"]>["process"][Rm], "up" | "level" | "known" | "past">>();

// Words stay words in what a function returns, which is typed before the state is known.
export const wordsInFunctions = spec({
  name: "words",
  state: {
    level: Level,
    each: mapOf(RM, Level),
    process: mapOf(RM, record({ level: Level, seen: setOf(Level) })),
    levels: listOf(Level, { atMost: 2 }),
    pairs: setOf(tuple(Level, RM)),
    posted,
  },
  init: {
    params: { rm: RM },
    state: ({ rm }) => ({
      level: "low",
      each: () => "high",
      process: () => ({ level: "low", seen: ["high"] }),
      levels: ["low", "high"],
      pairs: [["low", rm]],
      posted: [{ type: "Posted", rm, level: "high" }],
    }),
  },
  actions: {
    set: {
      params: { level: { of: Level, from: () => ["low", "high"] } },
      effect: (s, { level }) => {
        same<"low" | "high">()(level);
        s.level = level;
        s.levels = ["low"];
        s.pairs.assign([["low", someone]]);
      },
    },
  },
  refines: { upper: refinement(instance(upper, {}), () => ({ rm: () => ({ state: "done" }) })) },
});

// A spec without properties of a kind names nothing of that kind.
claim<Equal<ReturnType<typeof upper>["properties"][number], never>>();

// A step of the spec is an action's name and the arguments that it determines.
claim<Equal<Step<Actions>["name"], keyof Actions>>();
export const run: Step<Actions>[] = [
  { name: "ask", args: { from: someone, to: someone, n: 1 } },
  { name: "withoutParameters", args: {} },
];
