import { match } from "ts-pattern";
import type { Effect, Input, Lsn, NodeId, Protocol } from "../core.ts";
import type { TransportEvent } from "../tcp/transport-event.ts";
import type { TornTail } from "../wal/recover.ts";

/** What happens to a node that runs, for its log and for whoever traces it. */
export type NodeEvent<P extends Protocol> =
  | TransportEvent
  | {
      readonly kind: "opened";
      readonly incarnation: string;
      readonly lsn: Lsn;
      readonly records: number;
      readonly isNew: boolean;
    }
  /** A write was cut short by a crash; nobody had been told that it was done. */
  | { readonly kind: "repaired"; readonly torn: TornTail }
  /** The core was handed this input, or booted if there is none, and wanted this. */
  | {
      readonly kind: "step";
      readonly input: Input<P> | undefined;
      readonly effects: readonly Effect<P>[];
      readonly state: P["state"];
    }
  /** The core could make nothing of what this one sent. */
  | { readonly kind: "rejected"; readonly from: NodeId; readonly why: string }
  | { readonly kind: "stopping" }
  | { readonly kind: "stopped" }
  | { readonly kind: "failed"; readonly error: Error };

/** The event in a line for operators; nothing for what happens all the time. */
export const eventText = <P extends Protocol>(event: NodeEvent<P>): string | undefined =>
  match<NodeEvent<P>, string | undefined>(event)
    .with({ kind: "opened" }, ({ incarnation, lsn, records, isNew }) =>
      isNew ? `new, as incarnation ${incarnation}` : `incarnation ${incarnation}, log up to ${lsn}, ${records} records`,
    )
    .with({ kind: "repaired" }, ({ torn }) => `cut ${torn.bytes} bytes off ${torn.file}, from byte ${torn.offset}: ${torn.why}`)
    .with({ kind: "step" }, () => undefined)
    .with({ kind: "rejected" }, ({ from, why }) => `ignored what ${from} sent: ${why}`)
    .with({ kind: "listening" }, ({ address }) => `listening at ${address}`)
    .with({ kind: "connected" }, ({ peer, address }) => `connected to ${peer} at ${address}`)
    .with({ kind: "disconnected" }, ({ peer, why }) => `lost the connection to ${peer}: ${why}`)
    .with({ kind: "unreachable" }, ({ peer, address, why, attempt }) =>
      isPowerOfTwo(attempt) ? `cannot reach ${peer} at ${address}: ${why} (attempt ${attempt})` : undefined,
    )
    .with(
      { kind: "dropping" },
      ({ peer, waiting, dropped }) => `${peer} lags: ${waiting} messages wait, ${dropped} dropped so far`,
    )
    .with({ kind: "unsendable" }, ({ to, why }) => `cannot send to ${to}: ${why}`)
    .with({ kind: "accepted" }, ({ role, from, remote }) => `${role} ${from} connected from ${remote}`)
    .with(
      { kind: "closed" },
      ({ from, remote, why }) => `closed the connection of ${from ? `${from} at ` : ""}${remote}: ${why}`,
    )
    .with({ kind: "stopping" }, () => "stopping")
    .with({ kind: "stopped" }, () => "stopped")
    .with({ kind: "failed" }, ({ error }) => `failed: ${error.message}`)
    .exhaustive();

const isPowerOfTwo = (number: number): boolean => (number & (number - 1)) === 0;
