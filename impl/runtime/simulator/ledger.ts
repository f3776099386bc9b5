import type { Reply } from "../cluster.ts";
import type { NodeId, Protocol, Request } from "../core.ts";
import type { Answer } from "../host.ts";
import { textOf } from "../plain-data.ts";
import { neverAsked } from "../system-state.ts";

interface Entry<P extends Protocol> {
  readonly request: Request<P>;
  readonly replies: Reply<P>[];
}

/** What clients have asked for and been told. */
export class Ledger<P extends Protocol> {
  /** Asked and not answered. */
  readonly requests: Request<P>[] = [];
  readonly replies: Reply<P>[] = [];
  private readonly entries = new Map<string, Map<number, Entry<P>>>();

  /** The same request may be asked again. */
  asked(request: Request<P>): void {
    let session = this.entries.get(request.session);
    if (session === undefined) this.entries.set(request.session, (session = new Map()));
    if (session.has(request.seq)) return;
    session.set(request.seq, { request, replies: [] });
    this.requests.push(request);
  }

  /** @throws ContractError when nobody asked. */
  answered(core: string, node: NodeId, { session, seq, result }: Answer<P>): void {
    const entry = this.entries.get(session)?.get(seq);
    if (entry === undefined) throw neverAsked(core, node, session, seq);
    const { request, replies } = entry;
    if (replies.some((known) => textOf(known.result) === textOf(result))) return;
    if (replies.length === 0) this.requests.splice(this.requests.indexOf(request), 1);
    const reply = { session, seq, command: request.command, result };
    replies.push(reply);
    this.replies.push(reply);
  }
}
