// What clients see of an object: which operations they invoked, what came back, and which had come back before. It is kept as
// ghost state, by operation id, so that any spec can say of its clients what linearizability and its kin say.
import {
  type Domain,
  mapOf,
  optional,
  type Read,
  record,
  setOf,
  type VariantOf,
  variants,
  type Write,
} from "../language/index.ts";

type Shapes = Parameters<typeof variants>[0];

/** An operation that was invoked. */
export interface Operation<Id, Client, Call, Result> {
  readonly id: Id;
  readonly client: Client;
  readonly call: Call;
  /** None while it is pending. */
  readonly result: Result | undefined;
  /** The operations that had come back when it was invoked: what time says of their order, and all that it says. */
  readonly after: ReadonlySet<Id>;
}

/** The one came back before the other was invoked. */
export const isBefore = <O extends Operation<unknown, unknown, unknown, unknown>>(one: O, other: O): boolean =>
  other.after.has(one.id);

/** What stands for a call that was not made yet, and for a result that is still to come. */
const none = { None: {} };

interface Kinds<Id, Client, C, R> {
  /** The ids of the operations: each is invoked once at most. */
  readonly of: Domain<Id>;
  readonly by: Domain<Client>;
  /** What can be asked, as the variants of a union: `{ Read: {}, Write: { value: Value } }`. */
  readonly calls: C;
  readonly results: R;
}

/**
 * The history of an object's operations: a type for a field of a ghost, its initial value, and what is done with it. It holds
 * no clock and no list of events. Of two operations it keeps whether the one came back before the other was invoked, since that is
 * all that real time decides, and a list would tell histories apart, and multiply states, that no property can.
 */
export const historyOf = <Id extends PropertyKey, Client, const C extends Shapes, const R extends Shapes>(
  kinds: Kinds<Id, Client, C, R>,
) => {
  const { of, by, calls, results } = kinds;
  const type = mapOf(
    of,
    record({
      client: optional(by),
      call: variants<typeof none & C>({ ...none, ...calls }),
      result: variants<typeof none & R>({ ...none, ...results }),
      after: setOf(of),
    }),
  );
  type Call = VariantOf<C>;
  type Result = VariantOf<R>;
  type Draft = Write<{ of: typeof type }>["of"];
  type History = Read<{ of: typeof type }>["of"];
  /** Here the fields of calls and results are not known, and nothing is done with them. */
  interface Entry {
    client: Client | null;
    call: { type: PropertyKey };
    result: { type: PropertyKey };
    after: Iterable<Id> & { assign(ids: Iterable<Id>): void };
  }
  const entryOf = (history: Draft | History, id: Id) => (history as unknown as Record<Id, Entry>)[id];

  return {
    type,
    /** Nothing was invoked yet. */
    empty: { client: null, call: { type: "None" }, result: { type: "None" }, after: [] } as never,

    /** A client invokes an operation. */
    invoke(history: Draft, id: Id, client: Client, call: Call): void {
      const entry = entryOf(history, id);
      entry.client = client;
      entry.call = call as never;
      entry.after.assign(of.values.filter((other) => entryOf(history, other).result.type !== "None"));
    },

    /** An operation comes back. */
    respond(history: Draft, id: Id, result: Result): void {
      entryOf(history, id).result = result as never;
    },

    /** The operations that were invoked. */
    operations(history: History): Operation<Id, Client, Call, Result>[] {
      return of.values
        .filter((id) => entryOf(history, id).call.type !== "None")
        .map((id) => {
          const { client, call, result, after } = entryOf(history, id);
          return {
            id,
            client: client as Client,
            call: call as unknown as Call,
            result: result.type === "None" ? undefined : (result as unknown as Result),
            after: new Set(after),
          };
        });
    },
  };
};
