// The history as a spec keeps it, of a register that is used one operation at a time: it says in which order they were, and no more.
import { expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { linearizable } from "../../specs/histories/consistency.ts";
import { historyOf } from "../../specs/histories/history.ts";
import { planOf } from "../../specs/histories/plan.ts";
import { register } from "../../specs/histories/register.ts";
import { boolean, ghost, instance, mapOf, mutant, optional, record, spec } from "../../specs/language/index.ts";

const atomic = (constants: { clients: readonly (readonly ("read" | "write")[])[] }) => {
  const { Client, Operation, clientOf, kindOf, before } = planOf(constants.clients);
  const Value = optional(Operation);
  const observed = historyOf({
    of: Operation,
    by: Client,
    calls: { Write: { value: Value }, Read: {} },
    results: { Written: {}, Value: { value: Value } },
  });
  return spec({
    name: "atomic-register",
    state: {
      value: Value,
      operation: mapOf(Operation, record({ started: boolean, done: boolean })),
      history: ghost({ observed: observed.type }),
    },
    init: { value: null, operation: { started: false, done: false }, history: { observed: observed.empty } },
    actions: {
      start: {
        params: { op: Operation },
        guard: (s, { op }) => !s.operation[op].started && before(op).every((other) => s.operation[other].done),
        effect: (s, { op }) => {
          s.operation[op].started = true;
          const call = kindOf(op) === "write" ? ({ type: "Write", value: op } as const) : ({ type: "Read" } as const);
          observed.invoke(s.history.observed, op, clientOf(op), call);
        },
      },
      finish: {
        params: { op: Operation },
        guard: (s, { op }) => s.operation[op].started && !s.operation[op].done,
        effect: (s, { op }) => {
          s.operation[op].done = true;
          if (kindOf(op) === "write") {
            s.value = op;
            observed.respond(s.history.observed, op, { type: "Written" });
          } else observed.respond(s.history.observed, op, { type: "Value", value: s.value });
          // @ts-expect-error: results have names, and this is none of them.
          const misspelt: Parameters<typeof observed.respond>[2] = { type: "Vaule", value: null };
          void misspelt;
        },
      },
    },
    invariants: {
      linearizable: (s) => linearizable(observed.operations(s.history.observed), register<typeof s.value>(null)),
      ordered: (s) =>
        observed.operations(s.history.observed).every(({ id, client, after, result }) => {
          const isOwn = client === clientOf(id) && before(id).every((other) => after.has(other));
          return isOwn && !after.has(id) && (result !== undefined) === s.operation[id].done;
        }),
    },
    witnesses: {
      afterAnother: (s) =>
        observed
          .operations(s.history.observed)
          .some(({ id, after }) => [...after].some((other) => clientOf(other) !== clientOf(id))),
      beside: (s) => {
        const [one, other] = observed.operations(s.history.observed);
        return !!other && one.result !== undefined && other.result !== undefined && one.after.size + other.after.size === 0;
      },
    },
    terminal: (s) => Operation.every((op) => s.operation[op].done),
  });
};

const three = instance(atomic, { clients: [["write"], ["write"], ["read", "read"]] });

test.each(["compiled", "reference"] as const)(
  "what is done one at a time is linearizable, says the %s engine",
  async (engine) => {
    expect(await check(three, { engine })).toMatchObject({ verdict: "verified", states: 498 });
  },
);

test("a write that is lost is noticed by the read after it", async () => {
  const writes = three.spec.state.operation.keys.values.slice(0, 2);
  const forgetful = mutant(three, "a write is lost", {
    actions: {
      finish: {
        effect: (s, { op }) => {
          s.operation[op].done = true;
          s.history.observed[op].result = writes.includes(op) ? { type: "Written" } : { type: "Value", value: s.value };
        },
      },
    },
    breaks: "linearizable",
  });
  const { violations } = await check(forgetful, { properties: ["linearizable"] });
  expect(violations[0].steps.map(({ action }) => action)).toEqual(["init", "start", "finish", "start", "finish"]);
});
