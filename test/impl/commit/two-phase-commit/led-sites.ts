// The sites of a cluster, and their messages, moved one by one by whoever leads them.
import type { NotOffered } from "../../../../checker/conform/replay-tours.ts";
import type { CommitConfig } from "../../../../impl/commit/two-phase-commit/config.ts";
import type { Command, Message, Result } from "../../../../impl/commit/two-phase-commit/messages.ts";
import type { TwoPhaseCommit } from "../../../../impl/commit/two-phase-commit/protocol.ts";
import type { CommitRules } from "../../../../impl/commit/two-phase-commit/rules.ts";
import { twoPhaseCommit } from "../../../../impl/commit/two-phase-commit/two-phase-commit.ts";
import type { Cluster, Envelope } from "../../../../impl/runtime/cluster.ts";
import type { NodeId } from "../../../../impl/runtime/core.ts";
import { type Driver, plainDriver } from "../../../../impl/runtime/driver.ts";
import { emptyDisk, type Host, lastLsn, type Moved, type UpHost } from "../../../../impl/runtime/host.ts";
import { crash, handle, start, sync } from "../../../../impl/runtime/host-steps.ts";

export type Performed = NotOffered | undefined;
export const refused = (why: string): NotOffered => `not offered: ${why}`;
export type Sent = Envelope<TwoPhaseCommit>;

export const TX = { start: 1, number: 1 };
const TIMER = "transaction 1.1";
/** The request for the transfer that is looked at: of that number, in the only session. */
export const TRANSFER_SEQ = 9;

export class LedSites {
  hosts: Record<NodeId, Host<TwoPhaseCommit>> = {};
  /** What has left a site, and what the spec has sent of it: that can be received again and again. */
  outbox: Sent[] = [];
  sent: Sent[] = [];
  /** What the client would be told of the transfer. */
  reply: Result | undefined;
  private readonly driver: Driver<TwoPhaseCommit>;
  private readonly nodes: readonly NodeId[];
  private readonly onMoved: (node: NodeId) => void;

  /** @param onMoved is called after each thing that a site has done */
  constructor(config: CommitConfig, rules: CommitRules, onMoved: (node: NodeId) => void) {
    this.nodes = [config.coordinator, ...config.participants];
    this.driver = plainDriver(twoPhaseCommit(rules), Object.fromEntries(this.nodes.map((node) => [node, config])));
    this.onMoved = onMoved;
  }

  begin(): void {
    [this.hosts, this.outbox, this.sent, this.reply] = [{}, [], [], undefined];
    for (const node of this.nodes) this.moved(node, start(this.driver, node, emptyDisk));
  }

  get cluster(): Cluster<TwoPhaseCommit> {
    return { nodes: this.hosts, network: [], requests: [], replies: [] };
  }

  private up(node: NodeId): UpHost<TwoPhaseCommit> | undefined {
    const host = this.hosts[node];
    return host.up ? host : undefined;
  }

  private moved(node: NodeId, { host, leaving }: Moved<TwoPhaseCommit>): undefined {
    this.hosts[node] = host;
    for (const effect of leaving) {
      if (effect.kind === "reply") {
        if (effect.seq === TRANSFER_SEQ) this.reply = effect.result;
      } else if (effect.message.tx.number === TX.number) {
        this.outbox.push({ from: node, to: effect.to, message: effect.message });
      }
    }
    this.onMoved(node);
  }

  hears(to: NodeId, from: NodeId, message: Message): Performed {
    const host = this.up(to);
    return host
      ? this.moved(to, handle(this.driver, to, host, { kind: "message", from, message }))
      : refused("the site is down");
  }

  deliver = ({ from, to, message }: Sent): Performed => this.hears(to, from, message);

  asks(node: NodeId, seq: number, command: Command): Performed {
    const host = this.up(node);
    if (!host) return refused("the site is down");
    return this.moved(node, handle(this.driver, node, host, { kind: "request", session: "s", seq, command }));
  }

  fires(node: NodeId): Performed {
    const host = this.up(node);
    if (host?.timers[TIMER] === undefined) return refused("it waits for nothing");
    return this.moved(node, handle(this.driver, node, host, { kind: "timer", timer: TIMER }));
  }

  /** Of what is pending the first record reaches the disk; or all. */
  flush(node: NodeId, all = false): Performed {
    const host = this.up(node);
    if (!host || host.disk.pending.length === 0) return refused("nothing is on its way to the disk");
    return this.moved(node, sync(this.driver, node, host, all ? lastLsn(host.disk) : host.disk.lsn + 1));
  }

  crashes(node: NodeId): undefined {
    this.hosts[node] = crash(this.hosts[node], this.hosts[node].disk.lsn);
    this.outbox = this.outbox.filter(({ from }) => from !== node);
  }

  restarts(node: NodeId): undefined {
    this.moved(node, start(this.driver, node, this.hosts[node].disk));
  }

  found(type: Message["type"], is: (sent: Sent) => boolean = () => true): Sent | undefined {
    return this.sent.find((one) => one.message.type === type && is(one));
  }

  /** What has left the site is sent; otherwise it is made to send it again. */
  sends(type: Message["type"], is: (sent: Sent) => boolean, again: () => Performed = () => undefined): Performed {
    const isIt = (one: Sent) => one.message.type === type && is(one);
    const why = this.outbox.some(isIt) ? undefined : again();
    if (why !== undefined) return why;
    if (!this.outbox.some(isIt)) return refused("it does not say so");
    this.sent.push(...this.outbox.filter(isIt));
    this.outbox = this.outbox.filter((one) => !isIt(one));
    return undefined;
  }
}
