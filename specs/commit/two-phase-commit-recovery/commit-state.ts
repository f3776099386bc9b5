// What there is: a coordinator and participants, each with what it knows, what it has on disk and what is on its way there.
import {
  boolean,
  ghost,
  type Id,
  ids,
  listOf,
  mapOf,
  oneOf,
  range,
  record,
  sentMessages,
  setOf,
  type Write,
} from "../../language/index.ts";
import type { Presumed } from "./variants.ts";

export interface Constants {
  readonly participants: number;
  readonly presumed: Presumed;
  /** The last so many of the participants have only read. */
  readonly readers?: number;
  /** Who crashes, any number of times, and restarts, or not. */
  readonly crashes?: "everybody" | "coordinator";
  /** A participant may take over from the coordinator. */
  readonly transfer?: boolean;
  /** What is bound to happen: when at last all stay up, or even though they crash again and again, as long as they come back. */
  readonly live?: "whenUp" | "despiteCrashes";
  /** Messages and forced writes are counted. */
  readonly costs?: boolean;
}

/** An optional part: where it is not wanted it vanishes, be it state, messages or actions. */
export const given = <P extends object>(isWanted: boolean, part: () => P): P => (isWanted ? part() : ({} as P));

export const MOST_COUNTED = 31;

export const commitState = (constants: Constants) => {
  const { transfer = false, costs = false } = constants;
  const Participant = ids("participant", constants.participants);
  const Decision = oneOf("commit", "abort");

  /** Prepare goes from the coordinator to every participant, and Reply to the client. Nothing tells who sent an Answer. */
  const messages = sentMessages({
    Prepare: {},
    Vote: { from: Participant, vote: oneOf("yes", "no", "readOnly") },
    Decision: { to: Participant, decision: Decision },
    Ack: { from: Participant },
    Reply: { decision: Decision },
    /** To the coordinator and to every other participant. */
    Inquiry: { from: Participant },
    /** From one participant to another. */
    Answer: { to: Participant, decision: Decision },
    ...given(transfer, () => ({
      TakeOver: { by: Participant },
      Agreement: {
        from: Participant,
        to: Participant,
        state: oneOf("working", "prepared", "committed", "aborted", "noInformation"),
      },
    })),
  });

  const CoordinatorRecord = oneOf("collecting", "commit", "abort", "end");
  const ParticipantRecord = oneOf("prepared", "commit", "abort");

  const coordinator = record({
    // What it knows, which a crash takes with it. Without information it knows nothing of the transaction: not any more, or not yet.
    state: oneOf("working", "waiting", "committed", "aborted", "noInformation", "down"),
    /** Who has voted yes. */
    yes: setOf(Participant),
    /** Of whom nothing more is expected: who has voted no or read-only, or has acknowledged the decision. */
    done: setOf(Participant),
    // Its log: what is on disk, and what a crash takes with it, too.
    stable: listOf(CoordinatorRecord, { atMost: 3 }),
    buffer: listOf(CoordinatorRecord, { atMost: 2 }),
  });

  const participant = mapOf(
    Participant,
    record({
      state: oneOf("working", "prepared", "committed", "aborted", "noInformation", "down"),
      /** Whether it has agreed that another takes over before it had voted: then it will not vote for the commit any more. */
      ...given(transfer, () => ({ fenced: boolean })),
      stable: listOf(ParticipantRecord, { atMost: 2 }),
      buffer: listOf(ParticipantRecord, { atMost: 2 }),
    }),
  );

  const count = range(0, MOST_COUNTED);
  const history = ghost({
    /** What each participant first did to its data, whether or not it has kept a record of it. */
    outcome: mapOf(Participant, oneOf("none", "committed", "aborted")),
    ...given(costs, () => ({
      messages: count,
      coordinatorWrites: count,
      coordinatorForced: count,
      writes: count,
      forced: count,
    })),
  });

  const state = { coordinator, participant, messages, history };
  const nothingCounted = { messages: 0, coordinatorWrites: 0, coordinatorForced: 0, writes: 0, forced: 0 };
  const init = {
    coordinator: { state: "working", yes: [], done: [], stable: [], buffer: [] },
    participant: { state: "working", stable: [], buffer: [], ...given(transfer, () => ({ fenced: false })) },
    messages: [],
    history: { outcome: "none", ...given(costs, () => nothingCounted) },
  } as const;

  return { constants, Participant, Decision, messages, coordinator, participant, state, init };
};

export type ParticipantId = Id<"participant">;
export type Schema = ReturnType<typeof commitState>["state"];
export type Draft = Write<Schema>;
