// The quorum store's types by role, as every protocol's core has them.
import type { Protocol } from "../../runtime/core.ts";
import type { QuorumStoreConfig } from "./config.ts";
import type { Command, Message, Result, StoreRecord } from "./messages.ts";
import type { StoreState } from "./state.ts";

export type Timer = `operation ${number}` | "catch-up";

export interface QuorumStore extends Protocol {
  readonly config: QuorumStoreConfig;
  readonly state: StoreState;
  readonly message: Message;
  readonly record: StoreRecord;
  readonly command: Command;
  readonly result: Result;
  readonly timer: Timer;
}
