/**
 * What a history may promise of an object. All four promises ask for the same: an order of operations, one at a time, in which
 * the object as it is when used alone gives the results that the clients were given. They differ in which operations must be in
 * the order, and in what of it is fixed.
 *
 * Source: Herlihy and Wing, "Linearizability: A Correctness Condition for Concurrent Objects", ACM TOPLAS 12(3), 1990;
 *         Lamport, "How to Make a Multiprocessor Computer That Correctly Executes Multiprocess Programs", 1979;
 *         Terry et al., "Session Guarantees for Weakly Consistent Replicated Data", PDIS 1994, as orders in Brzezinski,
 *         Sobaniec and Wawrzyniak, "Session Guarantees to Achieve PRAM Consistency of Replicated Shared Objects", 2004.
 */
import { isBefore, type Operation } from "./history.ts";

/** An object as one client alone sees it: what each call gives, and what it leaves behind. */
export interface Sequential<State, Call, Result> {
  readonly initial: State;
  readonly apply: (state: State, call: Call) => { readonly state: State; readonly result: Result };
}

type AnyOperation = Operation<unknown, unknown, unknown, object>;
type ObjectOf<O extends AnyOperation, State> = Sequential<State, O["call"], NonNullable<O["result"]>>;
type Order<O> = (one: O, other: O) => boolean;
type Fields = Readonly<Record<string, unknown>>;

/** Calls and results hold values, so that they are the same when their fields are. */
const isSame = (one: object, other: object) =>
  Object.keys(one).every((field) => (one as Fields)[field] === (other as Fields)[field]);

/**
 * Whether the operations can be put in an order that keeps what `precedes` says, and in which the object gives each its result. A
 * pending operation may have happened or not, and may still give anything. All orders are tried: in a model they are few.
 */
export const isExplained = <O extends AnyOperation, State>(
  operations: readonly O[],
  object: ObjectOf<O, State>,
  precedes: Order<O>,
): boolean => {
  const continues = (state: State, done: readonly O[]): boolean => {
    const left = operations.filter((operation) => !done.includes(operation));
    const complete = left.filter(({ result }) => result !== undefined);
    return (
      complete.length === 0 || left.some((next) => !complete.some((one) => precedes(one, next)) && isNext(state, done, next))
    );
  };
  const isNext = (state: State, done: readonly O[], next: O): boolean => {
    if (done.some((one) => precedes(next, one))) return false;
    const { state: left, result } = object.apply(state, next.call);
    return (next.result === undefined || isSame(next.result, result)) && continues(left, [...done, next]);
  };
  return continues(object.initial, []);
};

const isEarlierOfSame = <O extends AnyOperation>(one: O, other: O) => one.client === other.client && isBefore(one, other);

/** Each operation takes effect at one moment between its invocation and its response. */
export const linearizable = <O extends AnyOperation, State>(operations: readonly O[], object: ObjectOf<O, State>): boolean =>
  isExplained(operations, object, isBefore);

/** There is one order for all, in which each client finds its own operations as it made them; what it shows may be out of date. */
export const sequentiallyConsistent = <O extends AnyOperation, State>(
  operations: readonly O[],
  object: ObjectOf<O, State>,
): boolean => isExplained(operations, object, isEarlierOfSame);

/** What session guarantees need to know: who changes the object, and in which order the changes take effect. */
export interface Updates<O> {
  readonly isUpdate: (operation: O) => boolean;
  /** Between updates, such as that of their versions. Their results must tell nothing of the object. */
  readonly precedes: Order<O>;
}

/** Each client alone finds an order of all updates and its own reads, in which its operations stand as the guarantee wants them. */
const forEachSession = <O extends AnyOperation, State>(
  operations: readonly O[],
  object: ObjectOf<O, State>,
  { isUpdate, precedes }: Updates<O>,
  guarantee: Order<O>,
): boolean =>
  [...new Set(operations.map(({ client }) => client))].every((client) =>
    isExplained(
      operations.filter((operation) => isUpdate(operation) || (operation.client === client && operation.result !== undefined)),
      object,
      (one, other) =>
        isUpdate(one) && isUpdate(other) ? precedes(one, other) : isEarlierOfSame(one, other) && guarantee(one, other),
    ),
  );

/** A client's reads show all that it has written before. */
export const readYourWrites = <O extends AnyOperation, State>(
  operations: readonly O[],
  object: ObjectOf<O, State>,
  updates: Updates<O>,
): boolean => forEachSession(operations, object, updates, (one, other) => updates.isUpdate(one) && !updates.isUpdate(other));

/** A client's reads never show less than those before. */
export const monotonicReads = <O extends AnyOperation, State>(
  operations: readonly O[],
  object: ObjectOf<O, State>,
  updates: Updates<O>,
): boolean => forEachSession(operations, object, updates, (one, other) => !updates.isUpdate(one) && !updates.isUpdate(other));
