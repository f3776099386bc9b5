// A predicate inside a property says true or false, too: what is taken for true because something stands there is green for ever.
import { expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import type { Loose } from "../../checker/model/model.ts";
import type { Result } from "../../checker/result.ts";
import {
  eventually,
  ids,
  implies,
  infinitelyOften,
  instance,
  leadsTo,
  mapOf,
  oneOf,
  ordered,
  range,
  record,
  sentMessages,
  setOf,
  spec,
  unordered,
} from "../../specs/language/index.ts";

const Client = ids("client", 2);
const state = { client: mapOf(Client, record({ state: oneOf("idle", "busy"), done: range(0, 1) })) };

/** By kind and name. */
type Promises = Record<string, Record<string, (...given: Loose[]) => unknown>>;

/** Clients that become busy, with promises that the types would refuse. */
const clients = (promises: Promises) =>
  spec({
    name: "clients",
    state,
    init: { client: { state: "idle", done: 0 } },
    actions: {
      work: {
        params: { c: Client },
        guard: (s, { c }) => s.client[c].state === "idle",
        effect: (s, { c }) => {
          s.client[c].state = "busy";
        },
      },
    },
    terminal: () => true,
    ...promises,
  });

const TABLE: Record<string, [() => Promises, RegExp]> = {
  "implies inside every": [
    () => ({
      invariants: { no: (s: Loose) => Client.every((c) => implies(true as never, (s.client[c].done === 1) as never) as never) },
    }),
    /^clients: invariant no: implies takes two functions of the state/,
  ],
  "a word for some": [
    () => ({ invariants: { no: (s: Loose) => Client.some((c) => s.client[c].state) } }),
    /^clients: invariant no: the predicate given to some of client returned "idle"\./,
  ],
  "a function for filter": [
    () => ({ invariants: { no: (s: Loose) => Client.filter((c) => (() => s.client[c].done === 1) as never).length === 2 } }),
    /^clients: invariant no: the predicate given to filter of client returned a function\./,
  ],
  "nothing for every": [
    () => ({ witnesses: { no: (s: Loose) => Client.every((c) => void (s.client[c].done === 0) as never) } }),
    /^clients: witness no: the predicate given to every of client returned nothing\./,
  ],
  "a number for count, of steps": [
    () => ({ steps: { no: (_: Loose, s: Loose) => Client.count((c) => s.client[c].done) === 0 } }),
    /^clients: step property no: the predicate given to count of client returned 0\./,
  ],
  "a word for a premise": [
    () => ({ invariants: { no: implies(((s: Loose) => s.client[Client.values[0]].done) as never, () => true) } }),
    /^clients: invariant no: the premise returned 0\./,
  ],
  "a word for what raises an obligation": [
    () => ({ liveness: { no: leadsTo(((s: Loose) => s.client[Client.values[0]].state) as never, () => false) } }),
    /^liveness property no: what raises it returned "idle"\./,
  ],
  "a number for what meets one": [
    () => ({ liveness: { no: infinitelyOften(((s: Loose) => s.client[Client.values[0]].done + 1) as never) } }),
    /^liveness property no: what meets it returned 1\./,
  ],
  "a predicate for an obligation": [
    () => ({ liveness: { no: ((s: Loose) => s.client[Client.values[0]].done === 0) as never } }),
    /^liveness property no: it returned true\. Liveness is promised by eventually\(p\)/,
  ],
  "an obligation that was never asked of the state": [
    () => ({ liveness: { no: (() => eventually(() => true)) as never } }),
    /^liveness property no: it returned a function\. Liveness is promised by eventually\(p\)/,
  ],
  "another obligation in another state": [
    () => ({
      liveness: {
        no: (s: Loose) =>
          s.client[Client.values[0]].state === "idle" ? eventually(() => false)(s) : infinitelyOften(() => true)(s),
      },
    }),
    /^liveness property no: it is eventually in some states and infinitelyOften in others\./,
  ],
};

test.each(Object.entries(TABLE))("%s", async (_name, [promises, message]) => {
  for (const engine of ["compiled", "reference"] as const) {
    const result: Result = await check(
      instance(() => clients(promises()), {}),
      { engine },
    );
    expect([engine, result.verdict, result.message]).toEqual([engine, "error", expect.stringMatching(message)]);
  }
});

const Collections = {
  "a set in bits": { held: setOf(Client) },
  "a set in slots": { held: setOf(range(0, 1_000), { atMost: 2 }) },
  "messages ever sent": { held: sentMessages({ Ask: {} }) },
  "messages in flight": {
    held: unordered({ between: Client, messages: { Ask: {} }, atMost: 2 }),
  },
  "messages in queues": {
    held: ordered({ between: Client, messages: { Ask: {} }, atMost: 2 }),
  },
};

test.each(Object.entries(Collections))("the quantifiers of %s take no other word either", async (name, held: Loose) => {
  const first = name.startsWith("a set") ? Client.values[0] : { type: "Ask", from: Client.values[0], to: Client.values[0] };
  for (const quantifier of ["every", "some", "filter", "count"]) {
    const of = () =>
      spec({
        name: "held",
        state: held,
        init: { held: [first] },
        actions: { stay: { effect: () => undefined } },
        invariants: {
          no: (s: Loose) => s.held[quantifier](() => "yes") !== undefined,
        },
      });
    for (const engine of ["compiled", "reference"] as const) {
      const { verdict, message } = await check(instance(of, {}), { engine });
      expect([engine, verdict, message]).toEqual([
        engine,
        "error",
        expect.stringMatching(`^held: invariant no: the predicate given to ${quantifier} of .* returned "yes"`),
      ]);
    }
  }
});
