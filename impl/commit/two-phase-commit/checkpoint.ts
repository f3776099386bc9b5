// The log starts over: what is known is written again at its end, and what came before may go.
import { entries } from "../../runtime/buckets.ts";
import type { CommitRecord } from "./messages.ts";
import { allRemembered } from "./remembered.ts";
import { append, type CoordinatorTurn, type ParticipantTurn } from "./turn.ts";

export const checkpointOfCoordinator = (turn: CoordinatorTurn): void => {
  const discarded = turn.read("discarded");
  if (isDue(turn, discarded)) turn.write("discarded", startOver(turn, ofCoordinator(turn)));
};

export const checkpointOfParticipant = (turn: ParticipantTurn): void => {
  const discarded = turn.read("discarded");
  if (isDue(turn, discarded)) turn.write("discarded", startOver(turn, ofParticipant(turn)));
};

type AnyTurn = Pick<CoordinatorTurn, "config" | "rules" | "effects" | "lsn">;

const isDue = ({ config, lsn }: AnyTurn, discarded: number): boolean => lsn - discarded > config.limits.log;

/** In one record, so that it is on disk as a whole or not at all. */
const startOver = (turn: AnyTurn, checkpoint: CommitRecord): number => {
  const upTo = turn.lsn;
  const at = append(turn, checkpoint);
  turn.effects.push({ kind: "discard", upTo, after: turn.rules.discardAfter(at) });
  return upTo;
};

const ofCoordinator = (turn: CoordinatorTurn): CommitRecord => ({
  type: "coordinatorCheckpoint",
  start: turn.read("start"),
  transactions: turn.rules.kept(
    Object.values(turn.read("transactions")).map(({ tx, transfer, outcome }) => ({ tx, transfer, outcome })),
  ),
  remembered: allRemembered(turn.read("remembered")).map(({ id, digest, outcome }) => ({ id, digest, outcome })),
});

const ofParticipant = (turn: ParticipantTurn): CommitRecord => ({
  type: "participantCheckpoint",
  low: turn.read("low"),
  accounts: entries(turn.read("accounts")).map(([account, { opened, balance }]) => ({ account, opened, balance })),
  transactions: turn.rules.kept(
    Object.values(turn.read("transactions")).map(({ tx, state, redo, writers }) => ({ tx, state, redo, writers })),
  ),
});
