// A cluster that goes nowhere by itself: messages and results stay where they are until somebody takes them further.

import type { Command, Result, StoreRecord } from "../../../../impl/replication/quorum-store/messages.ts";
import { durableCopy } from "../../../../impl/replication/quorum-store/planned.mapping.ts";
import type { QuorumStore } from "../../../../impl/replication/quorum-store/protocol.ts";
import { type Copy, compareVersions } from "../../../../impl/replication/quorum-store/version.ts";
import type { Envelope } from "../../../../impl/runtime/cluster.ts";
import type { NodeId } from "../../../../impl/runtime/core.ts";
import type { Driver } from "../../../../impl/runtime/driver.ts";
import { emptyDisk, type Host, lastLsn, type Moved, type UpHost } from "../../../../impl/runtime/host.ts";
import { crash, handle, start, sync } from "../../../../impl/runtime/host-steps.ts";

type Which = (envelope: Envelope<QuorumStore>) => boolean;

export class LedCluster {
  /** What clients are answered, by session. */
  readonly results = new Map<string, Result>();
  private readonly driver: Driver<QuorumStore>;
  private readonly key: string;
  private readonly hosts: Record<NodeId, Host<QuorumStore>> = {};
  private network: Envelope<QuorumStore>[] = [];

  constructor(driver: Driver<QuorumStore>, key: string) {
    this.driver = driver;
    this.key = key;
    for (const node of driver.nodes) this.moved(node, start(driver, node, emptyDisk));
  }

  up(node: NodeId): UpHost<QuorumStore> | undefined {
    const host = this.hosts[node];
    return host.up ? host : undefined;
  }

  durable(node: NodeId): Copy | null {
    return durableCopy({ nodes: this.hosts, network: [], requests: [], replies: [] }, node, this.key);
  }

  /** Whether the node's durable copy is this one or newer. */
  holds(node: NodeId, copy: Copy | null): boolean {
    const held = this.durable(node);
    return copy === null || (held !== null && compareVersions(held.version, copy.version) >= 0);
  }

  /** Whether the node has this copy in its log, where it is not durable yet. */
  isPending(node: NodeId, copy: Copy | null): boolean {
    const pending = this.up(node)?.disk.pending ?? [];
    return copy !== null && pending.some((record) => record.type === "Copy" && record.copy.value === copy.value);
  }

  /** The first such message leaves the network. */
  take(is: Which): Envelope<QuorumStore> | undefined {
    const envelope = this.network.find(is);
    this.network = this.network.filter((one) => one !== envelope);
    return envelope;
  }

  deliver({ from, to, message }: Envelope<QuorumStore>): void {
    const host = this.up(to);
    if (host) this.moved(to, handle(this.driver, to, host, { kind: "message", from, message }));
  }

  deliverAll(is: Which): void {
    for (let envelope = this.take(is); envelope; envelope = this.take(is)) this.deliver(envelope);
  }

  /** A node whose log is durable is sent such a message, and its log is made durable again. */
  hasStored(node: NodeId, is: Which): boolean {
    if (this.up(node)?.disk.pending.length !== 0) return false;
    const envelope = this.take((one) => one.to === node && is(one));
    if (envelope) this.deliver(envelope);
    this.sync(node);
    return envelope !== undefined;
  }

  request(node: NodeId, session: string, command: Command): void {
    const host = this.up(node);
    if (host) this.moved(node, handle(this.driver, node, host, { kind: "request", session, seq: 1, command }));
  }

  sync(node: NodeId): void {
    this.syncBut(node, () => false);
  }

  /** All of its log becomes durable, but from the first such record on. */
  syncBut(node: NodeId, isLeft: (record: StoreRecord) => boolean): void {
    const host = this.up(node);
    const left = host?.disk.pending.findIndex(isLeft) ?? 0;
    if (host && host.disk.pending.length > 0 && left !== 0)
      this.moved(node, sync(this.driver, node, host, left < 0 ? lastLsn(host.disk) : host.disk.lsn + left));
  }

  /** What is not durable is lost. */
  crash(node: NodeId): void {
    this.hosts[node] = crash(this.hosts[node], this.hosts[node].disk.lsn);
  }

  restart(node: NodeId): void {
    this.moved(node, start(this.driver, node, this.hosts[node].disk));
  }

  private moved(node: NodeId, { host, leaving }: Moved<QuorumStore>): void {
    this.hosts[node] = host;
    for (const effect of leaving) {
      if (effect.kind === "send") this.network.push({ from: node, to: effect.to, message: effect.message });
      else this.results.set(effect.session, effect.result);
    }
  }
}
