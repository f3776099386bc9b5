import type { NodeId } from "../core.ts";
import type { Address } from "./address.ts";

/** A request of a client that is under way. */
export interface Pending<Result> {
  readonly seq: number;
  readonly frame: Buffer;
  readonly once: boolean;
  readonly isBound: boolean;
  /** Whether it may have reached a node. */
  sent: boolean;
  resolve(result: Result): void;
  fail(why: string): void;
}

/** A node, in one life of its disk, and where it was met. */
export interface Met {
  readonly node: NodeId;
  readonly incarnation: string;
  readonly address: Address;
}
