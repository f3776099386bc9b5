import type { NodeId } from "./core.ts";

/** A core did what its contract forbids: a mistake in the protocol's code, never the consequence of a fault. */
export class ContractError extends Error {
  override readonly name = "ContractError";
  readonly core: string;
  readonly node: NodeId;

  constructor(core: string, node: NodeId, what: string) {
    super(`${core}, node ${node}: ${what}`);
    this.core = core;
    this.node = node;
  }
}
