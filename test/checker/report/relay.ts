// A small spec with one of everything that a report must show: maps of records, a set, a list, a network, a refinement.
import {
  type AnySpec,
  type Instance,
  ids,
  implies,
  instancesOf,
  listOf,
  mapOf,
  oneOf,
  range,
  record,
  refinement,
  setOf,
  spec,
  unordered,
} from "../../../specs/language/index.ts";

/** What is wanted: one owner at a time. */
export const ownership = (constants: { nodes: number }) => {
  const Node = ids("node", constants.nodes);
  return spec({
    name: "ownership",
    state: { node: mapOf(Node, record({ role: oneOf("idle", "owner") })) },
    init: { node: { role: "idle" } },
    actions: {
      take: {
        params: { node: Node },
        guard: (s) => Node.every((other) => s.node[other].role === "idle"),
        effect: (s, { node }) => {
          s.node[node].role = "owner";
        },
      },
    },
  });
};

export const relay = (constants: { nodes: number }) => {
  const Node = ids("node", constants.nodes);
  const network = unordered({ between: Node, messages: { Offer: { term: range(0, 2) }, Thanks: {} }, atMost: 3 });
  return spec({
    name: "relay",
    state: {
      node: mapOf(Node, record({ role: oneOf("idle", "owner"), met: setOf(Node) })),
      log: listOf(Node, { atMost: 3 }),
      network,
    },
    init: { node: { role: "idle", met: [] }, log: [], network: [] },
    actions: {
      offer: {
        params: { from: Node, to: Node },
        effect: (s, { from, to }) => {
          s.network.send({ type: "Offer", from, to, term: 1 });
        },
      },
      accept: {
        params: { m: network.any("Offer") },
        effect: (s, { m }) => {
          s.node[m.to].role = "owner";
          s.network.consume(m);
        },
      },
    },
    invariants: {
      /** At most one node owns the thing. */
      oneOwner: (s) => Node.count((node) => s.node[node].role === "owner") <= 1,
      ownersAreLogged: implies(
        (s) => s.log.length > 0,
        (s) => Node.every((node) => s.node[node].role === "idle" || s.log.includes(node)),
      ),
    },
    witnesses: {
      // Otherwise there is nothing to relay.
      everyoneMet: (s) => Node.every((node) => s.node[node].met.size > 0),
    },
    refines: {
      ownership: refinement(instancesOf(import.meta.url)(ownership, constants), (s) => ({ node: (node) => s.node[node] })),
    },
  });
};

export const two: Instance<AnySpec> = instancesOf(import.meta.url)(relay, { nodes: 2 });
