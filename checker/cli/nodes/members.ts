// Who belongs to a cluster, and where each node listens, as an operator writes it.
import type { NodeId } from "../../../impl/runtime/core.ts";
import { type Address, addressOf, addressText } from "../../../impl/runtime/tcp/address.ts";
import { suggestion } from "../../../specs/language/nearest.ts";
import { SpecError } from "../../../specs/language/spec-error.ts";
import type { RunFlags } from "./node-options.ts";
import { required } from "./required.ts";

export interface Members {
  readonly self: NodeId;
  /** In the order in which they were given. */
  readonly nodes: readonly NodeId[];
  readonly peers: Readonly<Record<NodeId, Address>>;
  readonly listen: Address;
}

/** What belongs together and was given no name. */
export const CLUSTER = "quorate";

const LIST = "--peers a=127.0.0.1:7001,b=127.0.0.1:7002";

/** @throws SpecError that says what is wrong with the flags. */
export const membersOf = ({ id, peers, listen }: RunFlags): Members => {
  const self = nameIn("--id", required(id, "--id a"));
  const own = listen === undefined ? undefined : addressIn("--listen", listen);
  if (peers === undefined && own !== undefined) return { self, nodes: [self], peers: { [self]: own }, listen: own };
  const all = peersIn(required(peers, LIST));
  const named = all.get(self);
  if (named === undefined)
    throw new SpecError(`--id: ${JSON.stringify(self)} is none of --peers; ${suggestion(self, [...all.keys()], "nodes")}`);
  return { self, nodes: [...all.keys()], peers: Object.fromEntries(all), listen: own ?? named };
};

const peersIn = (text: string): Map<NodeId, Address> => {
  const all = new Map<NodeId, Address>();
  for (const peer of text.split(",")) {
    const [, id, at] = /^\s*([^=]*)=(.*?)\s*$/.exec(peer) ?? [];
    if (id === undefined)
      throw new SpecError(
        `--peers: ${JSON.stringify(peer)} is no node; write id=host:port for each, with commas between, as ${LIST}`,
      );
    const name = nameIn("--peers", id);
    const address = addressIn(`--peers: ${name}`, at);
    if (address.port === 0)
      throw new SpecError(`--peers: the port of ${name} is 0, where nobody can reach it; port 0 is for --listen alone`);
    if (all.has(name)) throw new SpecError(`--peers: ${name} is named twice; each node needs a name of its own`);
    const there = [...all].find(([, other]) => addressText(other) === addressText(address));
    if (there !== undefined)
      throw new SpecError(
        `--peers: ${there[0]} and ${name} are both at ${addressText(address)}; each needs an address of its own`,
      );
    all.set(name, address);
  }
  return all;
};

/** Names stand in lists, in places such as store/account, and in logs. */
const nameIn = (where: string, text: string): NodeId => {
  if (/^[A-Za-z0-9][\w.-]{0,63}$/.test(text)) return text;
  throw new SpecError(
    `${where}: ${JSON.stringify(text)} is no name of a node; it has 1 to 64 letters, digits, dots, dashes and underscores, ` +
      "of which the first is a letter or a digit",
  );
};

export const addressIn = (where: string, text: string): Address => {
  try {
    return addressOf(text);
  } catch (error) {
    throw new SpecError(`${where}: ${error instanceof Error ? error.message : String(error)}`);
  }
};
