import { describe, expect, test } from "vitest";
import {
  crashes,
  duplicates,
  type InstanceOptions,
  ids,
  instance,
  loses,
  mapOf,
  mutant,
  ordered,
  range,
  record,
  restarts,
  sentMessages,
  spec,
  unordered,
} from "../../../specs/language/index.ts";
import { searched } from "../searched.ts";

type Discipline = "unordered" | "ordered";
interface Constants {
  readonly discipline: Discipline;
  readonly lossy?: boolean;
  readonly copies?: number;
  readonly atMost?: number;
  readonly whenFull?: "error" | "loseNewest";
}

/** One process sends 0 and then 1 to another, which notes the last that it received. */
const relay = (constants: Constants) => {
  const P = ids("p", 2);
  const [one, two] = P.values;
  const of = {
    between: P,
    messages: { Note: { n: range(0, 1) } },
    atMost: constants.atMost ?? 4,
    whenFull: constants.whenFull ?? "error",
  } as const;
  const network = constants.discipline === "ordered" ? ordered(of) : unordered(of);
  return spec({
    name: "relay",
    state: { sent: range(0, 2), received: range(-1, 1), network },
    init: { sent: 0, received: -1, network: [] },
    actions: {
      send: {
        guard: (s) => s.sent < 2,
        effect: (s) => {
          s.network.send({ type: "Note", from: one, to: two, n: s.sent });
          s.sent += 1;
        },
      },
      receive: {
        params: { m: network.any("Note") },
        effect: (s, { m }) => {
          s.received = m.n;
          s.network.consume(m);
        },
      },
      lose: { ...loses(network), when: constants.lossy ?? false },
      duplicate: { ...duplicates(network, { copies: constants.copies ?? 1 }), when: constants.copies !== undefined },
    },
    invariants: {
      inOrder: (s) => s.received < 1 || s.network.size === 0,
      flightKnown: (s) => s.network.every((m) => m.n < s.sent),
    },
    terminal: (s) => s.sent === 2 && s.network.size === 0,
  });
};

const counts = (constants: Constants, options: InstanceOptions<ReturnType<typeof relay>> = {}) => {
  const { ended, counts, findings } = searched(instance(relay, constants as never, options), ["flightKnown", "deadlock"]);
  expect({ ended, findings }).toEqual({ ended: "exhausted", findings: [] });
  return counts;
};

describe("a bag and queues", () => {
  // Unsent: {}; after 0: {0} and received 0; after 1: every mixture. By hand, sent | received | in flight:
  test("deliver in any order, and in order", () => {
    // 0|-|{}  1|-|{0}  1|0|{}  2|-|{0,1}  2|0|{1}  2|1|{0}  2|0|{}  2|1|{}, and the bag may deliver 1 first.
    expect(counts({ discipline: "unordered" })).toEqual([8, 1 + 8, 5]);
    // A queue does not reach 2|1|{0}, nor through it 2|0|{}.
    expect(counts({ discipline: "ordered" })).toEqual([6, 1 + 6, 5]);
  });

  test("hold an invariant that a bag does not", () => {
    const of = (discipline: Discipline) => searched(instance(relay, { discipline } as never), ["inOrder"]);
    expect(of("ordered").findings).toEqual([]);
    expect(of("unordered").findings).toEqual([["inOrder", 4]]);
  });

  test("lose messages, from a queue the first alone", () => {
    // Beyond those above: 1|-|{}, 2|-|{1}, 2|-|{}, and of the bag 2|-|{0}, of the queue 2|0|{}.
    expect(counts({ discipline: "unordered", lossy: true })[0]).toBe(8 + 4);
    expect(counts({ discipline: "ordered", lossy: true })[0]).toBe(6 + 4);
  });

  test("deliver twice, as long as fewer copies are in flight", () => {
    expect(counts({ discipline: "unordered", copies: 1 })).toEqual(counts({ discipline: "unordered" }));
    expect(counts({ discipline: "unordered", copies: 2 })[0]).toBeGreaterThan(8);
  });

  test("that are full are an error, or lose the newest where messages are lost anyway", () => {
    const full = (whenFull?: "loseNewest") =>
      instance(relay, { discipline: "ordered", atMost: 1, lossy: true, ...(whenFull ? { whenFull } : {}) } as never);
    expect(() => searched(full())).toThrow(
      "relay.send(): network is full: Note(from=p1, to=p2, n=1) would be one more than the 1 of the queue from p1 to p2. Raise atMost",
    );
    expect(searched(full("loseNewest")).ended).toBe("exhausted");
  });

  test("stand in for each other in a mutant", () => {
    const P = ids("p", 2);
    const bag = unordered({ between: P, messages: { Note: { n: range(0, 1) } }, atMost: 4 });
    const base = instance(relay, { discipline: "ordered" } as never);
    const mixed = mutant(base, "messages overtake", { networks: { network: bag } as never, breaks: "inOrder" });
    expect([searched(base, ["inOrder"]).findings, searched(mixed, ["inOrder"]).findings]).toEqual([[], [["inOrder", 4]]]);
  });
});

describe("sent messages", () => {
  test("stay, so that each can be received again and again", () => {
    const P = ids("p", 2);
    const board = () => {
      const notes = sentMessages({ Note: { p: P }, Done: {} });
      return spec({
        name: "board",
        state: { notes, seen: range(0, 2) },
        init: { notes: [], seen: 0 },
        actions: {
          post: { params: { p: P }, effect: (s, { p }) => s.notes.add({ type: "Note", p }) as undefined },
          count: { params: { m: notes.any("Note") }, guard: (s) => s.seen < 2, effect: (s) => void (s.seen += 1) as undefined },
        },
        invariants: { counted: (s) => s.seen === 0 || s.notes.some((m) => m.type === "Note") },
      });
    };
    // Three counts with one, two or three sets of notes, and nothing counted without any.
    expect(searched(instance(board, {}), ["counted"])).toMatchObject({
      ended: "exhausted",
      counts: [1 + 3 * 3, 1 + 10 * 2 + 2 * 1 + 2 * 1 + 2 * 2, 5],
    });
  });
});

describe("crashes and restarts", () => {
  test("change the fields named, and no others", () => {
    const P = ids("p", 1);
    const node = mapOf(P, record({ up: range(0, 1), kept: range(0, 2), lost: mapOf(P, range(0, 2)) }));
    const nodes = () =>
      spec({
        name: "nodes",
        state: { node },
        init: { node: { up: 1, kept: 0, lost: 0 } },
        actions: {
          write: {
            params: { p: P },
            guard: (s, { p }) => s.node[p].up === 1 && s.node[p].kept < 2,
            effect: (s, { p }) => {
              s.node[p].kept += 1;
              s.node[p].lost[p] = s.node[p].kept;
            },
          },
          crash: crashes(node, (process) => process.up === 1, { up: 0 }),
          restart: restarts(node, { up: 1, lost: 0 }),
        },
      });
    // up, kept, lost: what is lost is nothing after a restart, and otherwise as much as was kept.
    const { keys, findings } = searched(instance(nodes, {}, { deadlockAllowed: "it ends" }));
    expect(findings).toEqual([]);
    expect(keys.sort()).toEqual([
      "0,0,0,",
      "0,1,0,",
      "0,1,1,",
      "0,2,0,",
      "0,2,2,",
      "1,0,0,",
      "1,1,0,",
      "1,1,1,",
      "1,2,0,",
      "1,2,2,",
    ]);
  });
});
