import type { Cluster, Envelope, Event } from "./cluster.ts";
import type { NodeId, Protocol } from "./core.ts";

type At<P extends Protocol, H> = (node: NodeId, before: Cluster<P>, after: Cluster<P>, step: Event<P>) => H;

/** A mapping's actions where the spec's steps are those of a node: what the network does to messages, and a choice, are none. */
export const byNode = <P extends Protocol, H>(at: At<P, H>) => {
  const ofNode = ({ node }: { readonly node: NodeId }, ...seen: [Cluster<P>, Cluster<P>, Event<P>]) => at(node, ...seen);
  const ofReceiver = ({ to }: Envelope<P>, ...seen: [Cluster<P>, Cluster<P>, Event<P>]) => at(to, ...seen);
  const nothing = () => "stutter" as const;
  return {
    request: ofNode,
    deliver: ofReceiver,
    timer: ofNode,
    sync: ofNode,
    crash: ofNode,
    restart: ofNode,
    lose: nothing,
    duplicate: nothing,
    choice: nothing,
  };
};
