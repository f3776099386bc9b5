// A client's operation in a cluster that is led: what of it the spec has seen to, and the store may know of.
import type { Message, Result } from "../../../../impl/replication/quorum-store/messages.ts";
import type { QuorumStore } from "../../../../impl/replication/quorum-store/protocol.ts";
import type { Operation } from "../../../../impl/replication/quorum-store/state.ts";
import type { Copy } from "../../../../impl/replication/quorum-store/version.ts";
import type { Envelope } from "../../../../impl/runtime/cluster.ts";
import type { NodeId, Request } from "../../../../impl/runtime/core.ts";
import type { LedCluster } from "./led-cluster.ts";

export class LedOperation {
  /** Its coordinator. */
  readonly at: NodeId;
  /** The spec has it store a copy; null where there is nothing to be stored. */
  isStoring = false;
  copy: Copy | null = null;
  /** Its coordinator has stopped since. */
  isLost = false;
  /** The result has reached the client. */
  isTold = false;
  private readonly cluster: LedCluster;
  private readonly request: Request<QuorumStore>;
  private readonly number: number;
  /** What its own node answered, when it was asked. */
  private readonly own: Copy | null;
  /** Whom the spec has counted. */
  private readonly answered = new Set<NodeId>();
  private readonly stored = new Set<NodeId>();

  constructor(cluster: LedCluster, at: NodeId, request: Request<QuorumStore>) {
    this.cluster = cluster;
    this.at = at;
    this.request = request;
    this.number = (cluster.up(at)?.core.begun ?? 0) + 1;
    this.own = cluster.durable(at);
    cluster.request(at, request.session, request.command);
    cluster.sync(at);
  }

  get result(): Result | undefined {
    return this.cluster.results.get(this.request.session);
  }

  /** Its own node has answered at once; what that holds by now it would not be told. */
  isAnswered(node: NodeId): boolean {
    // A copy that is not durable yet is told of later, and then that copy is.
    if (this.cluster.up(node)?.disk.pending.length !== 0) return false;
    if (node === this.at) {
      if (this.isLost || this.cluster.durable(node)?.value !== this.own?.value) return false;
    } else {
      const ask = this.cluster.take((envelope) => envelope.to === node && this.isOf(envelope, "Ask"));
      if (!ask) return false;
      this.cluster.deliver(ask);
    }
    this.answered.add(node);
    return true;
  }

  endAsking(): boolean {
    if (this.isLost || !this.answered.has(this.at)) return false;
    this.cluster.deliverAll((envelope) => this.isOf(envelope, "Answer") && this.answered.has(envelope.from));
    // The version is durable before anybody stores the copy, the coordinator included.
    this.cluster.syncBut(this.at, ({ type }) => type === "Copy");
    this.isStoring = true;
    this.copy = this.copyOf();
    return true;
  }

  /** A node that is known to hold the copy is not sent it. */
  isStored(node: NodeId): boolean {
    const { cluster, copy } = this;
    if (node === this.at && cluster.isPending(node, copy)) cluster.sync(node);
    else if (!cluster.hasStored(node, (envelope) => this.isOf(envelope, "Store"))) {
      if (!cluster.up(node) || this.isLost || !cluster.holds(node, copy)) return false;
    }
    this.stored.add(node);
    cluster.deliverAll((envelope) => this.isOf(envelope, "Stored") && this.stored.has(envelope.from));
    return true;
  }

  /** It went on with too few answers, or a write was done that too few have stored; of a read the answers say who has. */
  isEarly(read: number, write: number): boolean {
    if (this.isTold || this.isLost) return false;
    const stored = [...new Set([...this.stored, this.at])].filter((node) => this.cluster.holds(node, this.copy));
    const isDone = this.result !== undefined;
    if (this.isStoring) return this.request.command.type === "put" && isDone && stored.length < write;
    const wentOn = isDone || this.operation?.phase === "storing";
    return wentOn && new Set([...this.answered, this.at]).size < read;
  }

  private get operation(): Operation | undefined {
    return this.isLost ? undefined : this.cluster.up(this.at)?.core.operations[this.number];
  }

  private copyOf(): Copy | null {
    const { operation, result } = this;
    const { command } = this.request;
    if (result === undefined) return operation?.copy ?? null;
    if (result.type === "written" && command.type === "put") return { version: result.version, value: command.value };
    return result.type === "value" && result.version ? { version: result.version, value: result.value ?? "" } : null;
  }

  /** A message between its coordinator and somebody else. */
  private isOf({ from, to, message }: Envelope<QuorumStore>, type: Message["type"]): boolean {
    const coordinator = type === "Ask" || type === "Store" ? from : to;
    return message.type === type && "op" in message && message.op.number === this.number && coordinator === this.at;
  }
}
