import type { Happening } from "./cluster.ts";
import type { NodeId, Protocol } from "./core.ts";
import type { Driver } from "./driver.ts";
import { type DownHost, emptyDisk, firstLsn, type Host, lastLsn, type Moved, type UpHost } from "./host.ts";
import { deepFreeze } from "./plain-data.ts";
import { RememberedHosts } from "./remembered-hosts.ts";
import type { ClientRequest, SystemOptions, SystemTransition } from "./system-options.ts";
import { type Canon, isOf, type Left, type SystemState, withHost, withoutMessage } from "./system-state.ts";
import { Texts } from "./texts.ts";

type Transitions<P extends Protocol> = Generator<SystemTransition<P>, void>;

const noEffects: readonly [] = Object.freeze([]);

/** All that can happen in a state, in a fixed order: what clients and cores do first, then the faults. */
export class Successors<P extends Protocol> {
  private readonly options: SystemOptions<P>;
  private readonly requests: readonly ClientRequest<P>[];
  private readonly nodes: readonly NodeId[];
  private readonly hosts: RememberedHosts<P>;
  private readonly texts = new Texts();
  private readonly canon: Canon;

  constructor(options: SystemOptions<P>, driver: Driver<P>) {
    this.options = options;
    this.requests = options.requests ?? [];
    this.nodes = driver.nodes;
    this.hosts = new RememberedHosts(driver, this.texts, options.keepsDiscarded ?? false);
    this.canon = { core: driver.name, texts: this.texts, copies: options.copies ?? Number.POSITIVE_INFINITY };
  }

  initial(): SystemState<P> {
    const { crashes = 0, losses = 0, duplicates = 0, timers = Number.POSITIVE_INFINITY } = this.options;
    const left = { requests: this.requests.map(({ attempts = 1 }) => attempts), crashes, losses, duplicates, timers };
    let state: SystemState<P> = { nodes: {}, network: [], requests: [], replies: [], left };
    for (const node of this.nodes) {
      state = this.moved(state, node, this.hosts.boot(node, emptyDisk));
    }
    return state;
  }

  key({ nodes, network, requests, replies, left }: SystemState<P>): string {
    const { texts } = this;
    const hosts = this.nodes.map((node) => texts.nameOfParts(nodes[node]));
    const bags = [network, requests, replies].map((bag) => bag.map((item) => texts.nameOf(item)).join());
    return `${hosts.join()};${bags.join(";")};${texts.nameOf(left)}`;
  }

  *from(state: SystemState<P>): Transitions<P> {
    const asking = this.nodes.find((node) => state.nodes[node].choice !== undefined);
    if (asking !== undefined) {
      yield* this.choices(state, asking, state.nodes[asking] as UpHost<P>);
      yield* this.crashes(state, asking, state.nodes[asking] as UpHost<P>);
      return;
    }
    yield* this.asked(state);
    yield* this.messages(state);
    for (const [node, host] of Object.entries(state.nodes)) if (host.up) yield* this.own(state, node, host);
    for (const [node, host] of Object.entries(state.nodes)) {
      if (host.up) yield* this.crashes(state, node, host);
      else yield* this.restarts(state, node, host);
    }
  }

  private *asked(state: SystemState<P>): Transitions<P> {
    for (const [i, request] of this.requests.entries()) {
      if (state.left.requests[i] === 0 || !this.isTurnOf(state, i)) continue;
      const { session, seq, command } = request;
      const left = { ...state.left, requests: Object.freeze(state.left.requests.with(i, state.left.requests[i] - 1)) };
      const isKnown = state.requests.some((other) => isOf(other, request));
      const requests = isKnown ? state.requests : this.texts.with(state.requests, deepFreeze({ session, seq, command }));
      for (const node of [request.to].flat()) {
        const host = state.nodes[node];
        if (!host.up) continue;
        const moved = this.hosts.handle(node, host, `request ${i}`, { kind: "request", session, seq, command });
        const args = { node, session, seq, command };
        yield this.step({ action: "request", args }, this.moved({ ...state, requests }, node, moved, left), moved);
      }
    }
  }

  /** It has no answer yet, and all before it in its session have. */
  private isTurnOf({ replies }: SystemState<P>, i: number): boolean {
    const next = this.requests[i];
    const isAnswered = (request: ClientRequest<P>) => replies.some((reply) => isOf(reply, request));
    return (
      !isAnswered(next) && this.requests.slice(0, i).every((request) => request.session !== next.session || isAnswered(request))
    );
  }

  /** Equal messages do the same, so one of them stands for all. */
  private *messages(state: SystemState<P>): Transitions<P> {
    const { left, network } = state;
    for (const [i, envelope] of network.entries()) {
      if (i > 0 && this.texts.of(network[i - 1]) === this.texts.of(envelope)) continue;
      const { from, to, message } = envelope;
      const host = state.nodes[to];
      const without = withoutMessage(state, i);
      if (host.up) {
        const moved = this.hosts.handle(to, host, this.texts.nameOf(envelope), { kind: "message", from, message });
        yield this.step({ action: "deliver", args: envelope }, this.moved(without, to, moved), moved);
      }
      if (left.losses > 0) yield this.step({ action: "lose", args: envelope }, { ...without, left: spent(left, "losses") });
      if (left.duplicates > 0) {
        const twice = this.texts.with(network, envelope);
        const after = { ...state, network: twice, left: spent(left, "duplicates") };
        yield this.step({ action: "duplicate", args: envelope }, after);
      }
    }
  }

  private *own(state: SystemState<P>, node: NodeId, host: UpHost<P>): Transitions<P> {
    if (state.left.timers > 0) {
      const left = spent(state.left, "timers");
      for (const timer of Object.keys(host.timers).sort() as P["timer"][]) {
        const moved = this.hosts.handle(node, host, `timer ${timer}`, { kind: "timer", timer });
        yield this.step({ action: "timer", args: { node, timer } }, this.moved(state, node, moved, left), moved);
      }
    }
    for (let lsn = host.disk.lsn + 1; lsn <= lastLsn(host.disk); lsn++) {
      const moved = this.hosts.sync(node, host, lsn);
      yield this.step({ action: "sync", args: { node, lsn } }, this.moved(state, node, moved), moved);
    }
  }

  private *choices(state: SystemState<P>, node: NodeId, host: UpHost<P>): Transitions<P> {
    const { label, of } = host.choice ?? { label: "", of: 0 };
    for (let index = 0; index < of; index++) {
      const moved = this.hosts.handle(node, host, `choice ${index}`, { kind: "choice", label, index });
      yield this.step({ action: "choice", args: { node, label, index } }, this.moved(state, node, moved), moved);
    }
  }

  private *crashes(state: SystemState<P>, node: NodeId, host: UpHost<P>): Transitions<P> {
    if (state.left.crashes === 0) return;
    const left = spent(state.left, "crashes");
    for (let lsn = host.disk.lsn; lsn <= lastLsn(host.disk); lsn++)
      yield this.step({ action: "crash", args: { node, lsn } }, this.hosted(state, node, this.hosts.crash(host, lsn), left));
  }

  private *restarts(state: SystemState<P>, node: NodeId, host: DownHost<P>): Transitions<P> {
    const { disk } = host;
    for (let forgotten = Math.min(firstLsn(disk) - 1, disk.discarded); forgotten <= disk.discarded; forgotten++) {
      const moved = this.hosts.restart(node, host, forgotten);
      yield this.step({ action: "restart", args: { node, forgotten } }, this.moved(state, node, moved), moved);
    }
  }

  private moved(state: SystemState<P>, node: NodeId, { host, leaving }: Moved<P>, left?: Left): SystemState<P> {
    return withHost(this.canon, state, node, host, leaving, left);
  }

  private hosted(state: SystemState<P>, node: NodeId, host: Host<P>, left: Left): SystemState<P> {
    return withHost(this.canon, state, node, host, noEffects, left);
  }

  private step(happening: Happening<P>, state: SystemState<P>, moved?: Moved<P>): SystemTransition<P> {
    return { ...happening, effects: moved?.effects ?? noEffects, state: Object.freeze(state) };
  }
}

const spent = (left: Left, kind: "crashes" | "losses" | "duplicates" | "timers"): Left =>
  Object.freeze({ ...left, [kind]: left[kind] - 1 });
