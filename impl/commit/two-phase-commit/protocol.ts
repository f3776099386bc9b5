// Two-phase commit's types by role, as every protocol's core has them.
import type { Protocol } from "../../runtime/core.ts";
import type { CommitConfig } from "./config.ts";
import type { Command, CommitRecord, Message, Result, Timer } from "./messages.ts";
import type { CoordinatorState, ParticipantState } from "./state.ts";

export interface TwoPhaseCommit extends Protocol {
  readonly config: CommitConfig;
  readonly state: CoordinatorState | ParticipantState;
  readonly message: Message;
  readonly record: CommitRecord;
  readonly command: Command;
  readonly result: Result;
  readonly timer: Timer;
}
