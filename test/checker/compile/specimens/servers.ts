// A spec that holds something of every kind, and one action whose recipe is the construct under test.
import {
  type AnySpec,
  boolean,
  type Instance,
  ids,
  instance,
  listOf,
  mapOf,
  oneOf,
  optional,
  ordered,
  range,
  record,
  sentMessages,
  setOf,
  spec,
  subsets,
  tuple,
  unordered,
} from "../../../../specs/language/index.ts";

// biome-ignore lint/suspicious/noExplicitAny: most constructs under test are what the compiler refuses.
export type Loose = any;

export interface Construct {
  readonly guard?: (state: Loose, args: Loose) => unknown;
  readonly effect?: (state: Loose, args: Loose) => unknown;
}

const SERVER = ids("server", 2);

const servers = ({ guard, effect }: Construct) => {
  const wire = unordered({
    between: SERVER,
    messages: { Ask: { round: range(0, 2), log: listOf(range(0, 2), { atMost: 2 }) } },
    atMost: 2,
  });
  const line = ordered({ between: SERVER, messages: { Word: {} }, atMost: 1 });
  const said = sentMessages({ Said: { n: range(0, 2) } });
  const few = sentMessages({ Said: { n: range(0, 2) } }, { atMost: 1 });
  const ENTRY = record({ term: range(0, 2), by: optional(SERVER) });
  return spec({
    name: "servers",
    state: {
      server: mapOf(
        SERVER,
        record({
          role: oneOf("follower", "leader"),
          term: range(0, 2),
          up: boolean,
          log: listOf(range(0, 2), { atMost: 3 }),
          entries: listOf(ENTRY, { atMost: 2 }),
          latest: ENTRY,
          pair: tuple(range(0, 2), boolean),
          votes: setOf(SERVER),
          wide: setOf(range(0, 999), { atMost: 2 }),
          quorum: subsets(SERVER),
          votedFor: optional(SERVER),
          next: mapOf(SERVER, range(0, 2)),
          logs: mapOf(SERVER, listOf(boolean, { atMost: 1 })),
        }),
      ),
      by: mapOf(oneOf("l", "r"), range(0, 2)),
      wire,
      line,
      said,
      few,
      count: range(0, 4),
    },
    init: {
      server: {
        role: "follower",
        term: 0,
        up: true,
        log: [2, 0],
        entries: [{ term: 1, by: null }],
        latest: { term: 0, by: SERVER.values[1] },
        pair: [1, true],
        votes: [],
        wide: [998],
        quorum: [],
        votedFor: null,
        next: 1,
        logs: [true],
      },
      by: 1,
      wire: [{ type: "Ask", from: SERVER.values[0], to: SERVER.values[1], round: 1, log: [1] }],
      line: [],
      said: [],
      few: [],
      count: 0,
    },
    actions: {
      // Before and after what is tested, so that what leaks from it shows.
      before: { guard: (s) => s.count < 3, effect: (s) => void (s.count += 1) },
      construct: {
        params: { i: SERVER, j: SERVER, m: wire.any("Ask") },
        guard: (guard ?? ((s: Loose) => s.count > 1)) as never,
        effect: (effect ?? (() => undefined)) as never,
      },
      after: {
        params: { i: SERVER },
        guard: (s, { i }) => s.server[i].log.length < 3 && s.count === 2,
        effect: (s, { i }) => {
          s.server[i].log.push(1);
          s.server[i].votes.add(i);
        },
      },
    },
  });
};

export const serversWith = (construct: Construct): Instance<AnySpec> =>
  instance(servers as Loose, construct as Loose, {
    name: "construct",
    deadlockAllowed: "constructs end somewhere",
  }) as Instance<AnySpec>;
