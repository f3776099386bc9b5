// What nodes say, keep on disk, are asked and answer.
import type { Copy, Version } from "./version.ts";

/** An operation of a coordinator. `start` tells it from those with the same number before the coordinator restarted. */
export interface OperationId {
  readonly start: number;
  readonly number: number;
}

export type Message =
  /** What do you hold? */
  | { readonly type: "Ask"; readonly op: OperationId; readonly key: string }
  | { readonly type: "Answer"; readonly op: OperationId; readonly copy: Copy | null }
  /** Keep this, unless you hold something newer, and tell me. */
  | { readonly type: "Store"; readonly op: OperationId; readonly key: string; readonly copy: Copy }
  | { readonly type: "Stored"; readonly op: OperationId }
  /** As Store, but nobody waits. */
  | { readonly type: "Repair"; readonly key: string; readonly copy: Copy }
  /** Catching up: which versions do you hold of the keys after this one? None is before all. */
  | { readonly type: "List"; readonly after: string | null }
  | {
      readonly type: "Versions";
      readonly after: string | null;
      readonly versions: readonly KeyVersion[];
      /** There are keys after these. */
      readonly more: boolean;
    }
  | { readonly type: "Pull"; readonly keys: readonly string[] }
  /** Of some of the keys at least, as many as a message may carry. */
  | { readonly type: "Copies"; readonly copies: readonly KeyCopy[] };

export interface KeyVersion {
  readonly key: string;
  readonly version: Version;
}
export interface KeyCopy {
  readonly key: string;
  readonly copy: Copy | null;
}

export type StoreRecord =
  /** The node has begun to coordinate again, for the so manieth time: no version or operation of an earlier one comes again. */
  | { readonly type: "Started"; readonly start: number }
  | { readonly type: "Copy"; readonly key: string; readonly copy: Copy }
  /**
   * The node has chosen the version of a write that a client asked it for. No other node sees the version before this is
   * durable, so that the request is the same write whenever it is asked again.
   */
  | {
      readonly type: "Write";
      readonly session: string;
      readonly seq: number;
      readonly version: Version;
      /** Of the command. */
      readonly digest: string;
    };

export interface Put {
  readonly type: "put";
  readonly key: string;
  readonly value: string;
  /** How many replicas must have stored it; the configuration's `write` where it is left out. */
  readonly w?: number;
  /** How many are asked for the version first; the configuration's `read` where it is left out. */
  readonly r?: number;
}
export interface Get {
  readonly type: "get";
  readonly key: string;
  readonly r?: number;
  /** How many must have stored what is returned, with write-back. */
  readonly w?: number;
  readonly writeBack?: boolean;
  readonly readRepair?: boolean;
}
export type Command = Put | Get;

export type Result =
  | { readonly type: "written"; readonly version: Version }
  /** Null where nothing was written. */
  | { readonly type: "value"; readonly value: string | null; readonly version: Version | null }
  /** The value may have been written, or may still be. */
  | { readonly type: "unknown"; readonly why: string }
  /** Nothing was written. */
  | { readonly type: "unavailable"; readonly why: string }
  /** The command makes no sense, and will not later. */
  | { readonly type: "refused"; readonly why: string };
