// What the types of variables, elements and messages are seen as: by properties, effects, `init` and guards.
import {
  boolean,
  type Domain,
  ghost,
  type Id,
  type Initial,
  ids,
  listOf,
  mapOf,
  oneOf,
  optional,
  orderedIds,
  type Read,
  type ReadSet,
  range,
  record,
  type Seen,
  sentMessages,
  setOf,
  subsets,
  tuple,
  unordered,
  variants,
  type Write,
  type WriteSet,
} from "../../specs/language/index.ts";
import { claim, type Equal, same } from "./equal.ts";

const Node = ids("node", 3);
const Term = range(0, 3);
const Role = oneOf("follower", "leader");
type Node = Id<"node">;

// Domains know their values, and their quantifiers hand them on.
claim<Equal<typeof Node, Domain<Node>>>();
claim<Equal<typeof Term, Domain<number>>>();
claim<Equal<typeof Role, Domain<"follower" | "leader">>>();
same<Domain<Node | null>>()(optional(Node));
same<Domain<readonly Node[]>>()(subsets(Node));
Node.every((node) => same<Node>()(node) === node);
same<Node[]>()(Node.filter(() => true));
same<number>()(Role.count((role) => same<"follower" | "leader">()(role) === "leader"));
for (const node of Node) same<Node>()(node);

// Ids of two names are two types, and only ordered ones stand in an order.
const Ring = orderedIds("position", 4);
claim<Equal<Id<"node"> extends Id<"position"> ? true : false, false>>();
same<boolean>()(Ring.precedes(Ring.values[0], Ring.values[1]));
claim<Equal<"precedes" extends keyof typeof Node ? true : false, false>>();

// Elements: records, tuples and lists nest in lists, sets and messages, and are immutable there.
const entry = record({ term: Term, value: optional(Node) });
const command = variants({ Put: { key: Node, value: Term }, Get: { key: Node } });
type Entry = { readonly term: number; readonly value: Node | null };
type Command =
  | { readonly type: "Put"; readonly key: Node; readonly value: number }
  | { readonly type: "Get"; readonly key: Node };

const state = {
  role: Role,
  log: listOf(entry, { atMost: 3 }),
  logs: mapOf(Node, listOf(entry, { atMost: 3 })),
  pending: setOf(tuple(Node, Term)),
  commands: listOf(command, { atMost: 2 }),
  paths: setOf(listOf(Node, { atMost: 2 }), { atMost: 4 }),
  term: mapOf(Node, Term),
  matrix: mapOf(Node, mapOf(Node, Term)),
  node: mapOf(
    Node,
    record({ role: Role, votes: setOf(Node), log: listOf(entry, { atMost: 3 }), past: ghost({ led: boolean }) }),
  ),
  history: ghost({ elected: mapOf(Term, optional(Node)), leaders: setOf(Node) }),
};
type R = Read<typeof state>;
type W = Write<typeof state>;
type I = Initial<typeof state>;
type S = Seen<typeof state>;

claim<Equal<R["role"], "follower" | "leader">>();
claim<Equal<R["log"], readonly Entry[]>>();
claim<Equal<R["pending"], ReadSet<readonly [Node, number]>>>();
claim<Equal<R["commands"], readonly Command[]>>();
claim<Equal<R["paths"], ReadSet<readonly Node[]>>>();
claim<Equal<R["term"], { readonly [k in Node]: number }>>();
claim<Equal<R["matrix"][Node][Node], number>>();
claim<Equal<R["node"][Node]["past"]["led"], boolean>>();

// Effects write: lists and scalar maps are arrays that may be assigned, all else is edited in place.
claim<Equal<W["log"], Entry[]>>();
claim<Equal<W["logs"][Node], Entry[]>>();
claim<Equal<W["pending"], WriteSet<readonly [Node, number]>>>();
claim<Equal<Parameters<W["node"][Node]["votes"]["assign"]>[0], Iterable<Node>>>();
type Writable<T, K extends keyof T> = Equal<{ [P in K]: T[P] }, { -readonly [P in K]: T[P] }>;
claim<Equal<Writable<W, "role" | "log" | "term" | "logs">, true>>();
claim<Equal<Writable<W, "pending">, false>>();
claim<Equal<Writable<W, "node">, false>>();
claim<Equal<Writable<W, "matrix">, false>>();
claim<Equal<Writable<W["node"], Node>, false>>();
claim<Equal<Writable<W["matrix"], Node>, false>>();
claim<Equal<Writable<W["matrix"][Node], Node>, true>>();
claim<Equal<Writable<W["node"][Node], "role" | "log">, true>>();
claim<Equal<Writable<W["node"][Node], "votes">, false>>();
claim<Equal<Writable<W["node"][Node], "past">, false>>();
claim<Equal<Writable<R, "role">, false>>();

// `init` gives a map one value for all keys, or a function of the key.
claim<Equal<I["term"], number | ((key: Node) => number)>>();
claim<Equal<I["pending"], Iterable<readonly [Node, number]>>>();
claim<Equal<I["log"], readonly Entry[]>>();
claim<Equal<I["history"]["leaders"], Iterable<Node>>>();

// Guards see all but what is ghost, at any depth.
claim<Equal<keyof S, Exclude<keyof typeof state, "history">>>();
claim<Equal<keyof S["node"][Node], "role" | "votes" | "log">>();
claim<Equal<S["log"], readonly Entry[]>>();

// Messages: fields as declared, queries by type, envelopes that are the network's business.
const sent = sentMessages({ Vote: { node: Node, granted: boolean }, Log: { entries: listOf(entry, { atMost: 2 }) }, Stop: {} });
const wire = unordered({ between: Node, messages: { Ask: { term: Term }, Answer: { granted: boolean } }, atMost: 2 });
type Sent = Read<{ sent: typeof sent }>["sent"];
type Wire = Write<{ wire: typeof wire }>["wire"];
type Ask = { readonly type: "Ask"; readonly from: Node; readonly to: Node; readonly term: number };
type Answer = { readonly type: "Answer"; readonly from: Node; readonly to: Node; readonly granted: boolean };

export const messages = (s: Sent, w: Wire) => {
  same<readonly { readonly type: "Vote"; readonly node: Node; readonly granted: boolean }[]>()(
    s.where({ type: "Vote", granted: true }),
  );
  same<readonly { readonly type: "Log"; readonly entries: readonly Entry[] }[]>()(s.where({ type: "Log" }));
  same<boolean>()(s.has({ type: "Stop" }));
  same<readonly Ask[]>()(w.where({ type: "Ask", term: 1 }));
  for (const m of w) {
    same<Ask | Answer>()(m);
    same<number>()(w.copies(m));
    if (m.type === "Ask") w.reply(m, { type: "Answer", granted: m.term > 0 });
  }
};
