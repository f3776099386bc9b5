import type { NodeId, Protocol, Request } from "../core.ts";
import type { Machine } from "./machine.ts";
import type { Workload } from "./simulation.ts";
import type { World } from "./world.ts";

interface Client<P extends Protocol> {
  readonly number: number;
  session: string;
  /** Sessions that it gave up. */
  given: number;
  seq: number;
  /** Requests that it still wants to be answered. */
  left: number;
  current: { readonly request: Request<P>; to: NodeId; isAsked: boolean } | undefined;
  /** What it waits for; anything else that comes due is out of date. */
  waiting: object | undefined;
}

/** The clients of a run: each asks, waits for the answer, and asks again. */
export class Clients<P extends Protocol> {
  private readonly world: World<P>;
  private readonly workload: Workload<P>;
  private readonly machines: Readonly<Record<NodeId, Machine<P>>>;
  private readonly all: readonly Client<P>[];
  private readonly bySession = new Map<string, Client<P>>();
  private isHealed = false;

  constructor(world: World<P>, workload: Workload<P>, machines: Readonly<Record<NodeId, Machine<P>>>) {
    this.world = world;
    this.workload = workload;
    this.machines = machines;
    world.onReply = (session, seq) => this.told(session, seq);
    this.all = Array.from({ length: workload.clients }, (_, number) => this.newcomer(number));
    for (const client of this.all) this.later(client);
  }

  /** Whether each has got all the answers that it wanted. */
  get areDone(): boolean {
    return this.all.every(({ left }) => left === 0);
  }

  /** Those who wait, and for what. */
  get waiting(): readonly string[] {
    return this.all.flatMap(({ left, session, seq, current }) => {
      if (left === 0) return [];
      if (current === undefined) return [`session "${session}" has not asked yet`];
      const { to, isAsked } = current;
      return [
        `session "${session}" waits for the answer to request ${seq}, ${isAsked ? `last asked of ${to}` : `which ${to} never got`}`,
      ];
    });
  }

  /** The cluster is well: each wants the answer it waits for, and one more. */
  heal(): void {
    this.isHealed = true;
    for (const client of this.all) {
      client.left = client.current === undefined ? 1 : 2;
      if (client.current === undefined) this.later(client);
    }
  }

  private newcomer(number: number): Client<P> {
    const left = this.world.tape.choose(this.workload.requests + 1);
    const client: Client<P> = { number, session: `c${number}`, given: 0, seq: 0, left, current: undefined, waiting: undefined };
    this.bySession.set(client.session, client);
    return client;
  }

  private later(client: Client<P>): void {
    this.wait(client, 1 + this.world.tape.choose(this.workload.think ?? 20), () => this.askNext(client));
  }

  private wait(client: Client<P>, milliseconds: number, run: () => void): void {
    const token = (client.waiting = {});
    this.world.agenda.after(milliseconds, () => {
      if (client.waiting === token) run();
    });
  }

  private askNext(client: Client<P>): void {
    if (client.left === 0) return;
    const { to, command } = this.workload.next(this.world.tape, client.number);
    if (this.machines[to] === undefined) throw stranger("next", to, this.world.driver.nodes);
    const request = { session: client.session, seq: ++client.seq, command };
    client.current = { request, to, isAsked: false };
    this.ask(client);
  }

  private ask(client: Client<P>): void {
    const { current } = client;
    if (current === undefined) return;
    const machine = this.machines[current.to];
    if (machine.isUp && machine.pause > 0) return this.wait(client, machine.pause, () => this.ask(client));
    this.wait(client, this.workload.patience, () => this.outOfPatience(client));
    if (!machine.isUp) return;
    current.isAsked = true;
    this.world.ledger.asked(current.request);
    this.world.statistics.asked++;
    machine.take({ kind: "request", ...current.request });
  }

  private outOfPatience(client: Client<P>): void {
    const { current } = client;
    if (current === undefined) return;
    if (current.isAsked && this.workload.impatient === "gives up") return this.giveUp(client);
    current.to = this.workload.elsewhere?.(this.world.tape, client.number, current.to) ?? current.to;
    if (this.machines[current.to] === undefined) throw stranger("elsewhere", current.to, this.world.driver.nodes);
    this.ask(client);
  }

  /** In a healed cluster it still wants as many answers as before. */
  private giveUp(client: Client<P>): void {
    this.bySession.delete(client.session);
    client.session = `c${client.number}.${++client.given}`;
    client.seq = 0;
    client.current = undefined;
    this.bySession.set(client.session, client);
    if (!this.isHealed) client.left--;
    this.later(client);
  }

  private told(session: string, seq: number): void {
    const client = this.bySession.get(session);
    if (client?.current?.request.seq !== seq) return;
    this.world.statistics.answered++;
    client.current = undefined;
    client.left--;
    this.later(client);
  }
}

const stranger = (where: string, to: NodeId, nodes: readonly NodeId[]): RangeError =>
  new RangeError(`The workload's \`${where}\` asks "${to}"; the nodes are ${nodes.join(", ")}.`);
