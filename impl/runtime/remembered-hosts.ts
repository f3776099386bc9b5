import type { Input, Lsn, NodeId, Protocol } from "./core.ts";
import type { Driver } from "./driver.ts";
import type { Disk, DownHost, Host, Moved, UpHost } from "./host.ts";
import { crash, forget, handle, start, sync } from "./host-steps.ts";
import { deepFreeze } from "./plain-data.ts";
import type { Texts } from "./texts.ts";

/**
 * What can happen to nodes, each thing computed once: in the states of a system the same few hosts come again and again, and a core
 * is a function. Equal hosts are one object.
 */
export class RememberedHosts<P extends Protocol> {
  private readonly driver: Driver<P>;
  private readonly texts: Texts;
  private readonly keepsDiscarded: boolean;
  private readonly hosts = new Map<string, Host<P>>();
  private readonly moves = new WeakMap<Host<P>, Map<string, Moved<P>>>();

  constructor(driver: Driver<P>, texts: Texts, keepsDiscarded: boolean) {
    this.driver = driver;
    this.texts = texts;
    this.keepsDiscarded = keepsDiscarded;
  }

  boot(node: NodeId, disk: Disk<P>): Moved<P> {
    return this.tidy(start(this.driver, node, disk));
  }

  restart(node: NodeId, host: DownHost<P>, forgotten: Lsn): Moved<P> {
    return this.remember(node, host, `restart ${forgotten}`, () => start(this.driver, node, host.disk, forgotten));
  }

  /** `name` tells the inputs apart that this system's hosts get. */
  handle(node: NodeId, host: UpHost<P>, name: string, input: Exclude<Input<P>, { kind: "durable" }>): Moved<P> {
    return this.remember(node, host, name, () => handle(this.driver, node, host, input));
  }

  sync(node: NodeId, host: UpHost<P>, lsn: Lsn): Moved<P> {
    return this.remember(node, host, `sync ${lsn}`, () => sync(this.driver, node, host, lsn));
  }

  crash(host: UpHost<P>, lsn: Lsn): Host<P> {
    return this.canonical(crash(host, lsn));
  }

  /** Nodes may be configured differently, so what happens to one need not happen to an equal other. */
  private remember(node: NodeId, host: Host<P>, name: string, run: () => Moved<P>): Moved<P> {
    let known = this.moves.get(host);
    if (known === undefined) this.moves.set(host, (known = new Map()));
    const key = `${node} ${name}`;
    let moved = known.get(key);
    if (moved === undefined) known.set(key, (moved = this.tidy(run())));
    return moved;
  }

  private tidy(moved: Moved<P>): Moved<P> {
    const { host } = moved;
    const kept = this.keepsDiscarded ? host : { ...host, disk: forget(host.disk, host.disk.discarded) };
    return { host: this.canonical(kept) as UpHost<P>, leaving: moved.leaving, effects: moved.effects };
  }

  private canonical(host: Host<P>): Host<P> {
    const name = this.texts.nameOfParts(deepFreeze(host));
    const known = this.hosts.get(name);
    if (known === undefined) this.hosts.set(name, host);
    return known ?? host;
  }
}
