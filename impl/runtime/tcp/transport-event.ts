import type { NodeId } from "../core.ts";
import type { Refusal } from "./refusal.ts";

/** What is worth a line in a log. */
export type TransportEvent =
  | { readonly kind: "listening"; readonly address: string }
  | { readonly kind: "connected"; readonly peer: NodeId; readonly address: string }
  | { readonly kind: "disconnected"; readonly peer: NodeId; readonly why: string }
  /** `attempt` counts those that failed in a row. */
  | {
      readonly kind: "unreachable";
      readonly peer: NodeId;
      readonly address: string;
      readonly why: string;
      readonly attempt: number;
      readonly refusal?: Refusal;
    }
  /** Too much waits for a peer; said once until it has caught up. */
  | { readonly kind: "dropping"; readonly peer: NodeId; readonly waiting: number; readonly dropped: number }
  /** A message or a result that cannot be put into a frame. */
  | { readonly kind: "unsendable"; readonly to: string; readonly why: string }
  /** Who connected: a node's name, or a client's session. */
  | { readonly kind: "accepted"; readonly from: string; readonly role: "node" | "client"; readonly remote: string }
  /** A connection from elsewhere ended; `from` is missing if it never said an acceptable hello. */
  | { readonly kind: "closed"; readonly from?: string; readonly remote: string; readonly why: string };
