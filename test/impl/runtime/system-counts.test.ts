import { describe, expect, test } from "vitest";
import type { Core } from "../../../impl/runtime/core.ts";
import { explored } from "./explored.ts";
import { lostNumber, pair, tally } from "./tally.ts";

/** A client has pings sent; each is answered by a pong; both sides count what they got. */
interface Ping {
  readonly config: { readonly peer: string };
  readonly state: { readonly peer: string; readonly got: number };
  readonly message: { readonly type: "ping" } | { readonly type: "pong" };
  readonly record: { readonly type: "none" };
  readonly command: { readonly type: "ping" };
  readonly result: { readonly type: "none" };
  readonly timer: never;
}

const ping: Core<Ping> = {
  name: "ping",
  version: 1,
  boot: ({ peer }) => ({ state: { peer, got: 0 }, effects: [] }),
  step: (state, input) => {
    if (input.kind === "request")
      return { state, effects: [{ kind: "send", to: state.peer, message: { type: "ping" }, after: 0 }] };
    if (input.kind !== "message") return { state, effects: [] };
    const after = { ...state, got: state.got + 1 };
    if (input.message.type === "pong") return { state: after, effects: [] };
    return { state: after, effects: [{ kind: "send", to: input.from, message: { type: "pong" }, after: 0 }] };
  },
};

/** The same by numbers alone: requests made, pings and pongs in flight, pings and pongs got, losses and duplicates left, crashes. */
const counted = (requests: number, losses: number, duplicates: number, crashes: number) => {
  type State = Record<"made" | "pings" | "pongs" | "a" | "b" | "losses" | "duplicates" | "crashes" | "aDown" | "bDown", number>;
  const next = (s: State): State[] => [
    ...(s.made < requests && !s.aDown ? [{ ...s, made: s.made + 1, pings: s.pings + 1 }] : []),
    ...(s.pings > 0 && !s.bDown ? [{ ...s, pings: s.pings - 1, b: s.b + 1, pongs: s.pongs + 1 }] : []),
    ...(s.pongs > 0 && !s.aDown ? [{ ...s, pongs: s.pongs - 1, a: s.a + 1 }] : []),
    ...(s.losses > 0 && s.pings > 0 ? [{ ...s, pings: s.pings - 1, losses: s.losses - 1 }] : []),
    ...(s.losses > 0 && s.pongs > 0 ? [{ ...s, pongs: s.pongs - 1, losses: s.losses - 1 }] : []),
    ...(s.duplicates > 0 && s.pings > 0 ? [{ ...s, pings: s.pings + 1, duplicates: s.duplicates - 1 }] : []),
    ...(s.duplicates > 0 && s.pongs > 0 ? [{ ...s, pongs: s.pongs + 1, duplicates: s.duplicates - 1 }] : []),
    ...(s.crashes > 0 && !s.aDown ? [{ ...s, a: 0, aDown: 1, crashes: s.crashes - 1 }] : []),
    ...(s.crashes > 0 && !s.bDown ? [{ ...s, b: 0, bDown: 1, crashes: s.crashes - 1 }] : []),
    ...(s.aDown ? [{ ...s, aDown: 0 }] : []),
    ...(s.bDown ? [{ ...s, bDown: 0 }] : []),
  ];
  const first: State = { made: 0, pings: 0, pongs: 0, a: 0, b: 0, losses, duplicates, crashes, aDown: 0, bDown: 0 };
  const seen = new Set([JSON.stringify(first)]);
  let generated = 1;
  for (const text of seen) {
    for (const state of next(JSON.parse(text))) {
      generated++;
      seen.add(JSON.stringify(state));
    }
  }
  return { states: seen.size, generated };
};

describe("as many states and steps as there are by counting", () => {
  const bounds = [0, 1, 2].flatMap((losses) =>
    [0, 1].flatMap((duplicates) => [0, 1].map((crashes) => [3, losses, duplicates, crashes] as const)),
  );

  test.each([...bounds, [2, 1, 2, 2] as const])(
    "%i requests, %i losses, %i duplicates, %i crashes",
    (count, losses, duplicates, crashes) => {
      // One session each, all alike: which of them have asked must not matter, so they ask in the order of one queue.
      const requests = Array.from({ length: 1 }, () => ({
        session: "s",
        seq: 1,
        command: { type: "ping" } as const,
        to: "a",
        attempts: count,
      }));
      const found = explored({
        core: ping,
        nodes: { a: { peer: "b" }, b: { peer: "a" } },
        requests,
        losses,
        duplicates,
        crashes,
      });
      expect({ states: found.states, generated: found.generated }).toEqual(counted(count, losses, duplicates, crashes));
      expect(found.ended).toBe("exhausted");
    },
  );
});

describe("the sample protocol, whole", () => {
  const requests = ["x", "y"].map((session) => ({
    session,
    seq: 1,
    command: { type: "count" } as const,
    to: "p",
    attempts: 2,
  }));
  const bounds = { core: tally, requests, crashes: 2, losses: 1, timers: 1, copies: 1 };

  test("no number that was told is lost", () => {
    const found = explored({ ...bounds, nodes: pair() }, lostNumber);
    expect(found.ended).toBe("exhausted");
    expect(found.states).toBeGreaterThan(1_000);
    expect(found.states).toBe(explored({ ...bounds, nodes: pair(), unchecked: true }).states);
  });

  test("it is, if the backup answers before its disk, in as few steps as can be", () => {
    const found = explored({ ...bounds, nodes: pair("backup answers before its disk") }, lostNumber);
    expect(found.wrong?.what).toBe("number 1 was told to x, and is lost");
    expect(found.wrong?.steps.map(({ action }) => action)).toEqual(["request", "sync", "deliver", "deliver", "crash"]);
  });
});
