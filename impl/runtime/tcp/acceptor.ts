import { createServer, type Socket } from "node:net";
import { match } from "ts-pattern";
import type { NodeId } from "../core.ts";
import { type Address, addressText } from "./address.ts";
import { type Connection, connectionOver } from "./connection.ts";
import { type Frame, frameOf } from "./frame.ts";
import { type Hello, helloIn, helloPayload, type NodeHello } from "./hello.ts";
import type { Limits } from "./limits.ts";
import { Malformed } from "./malformed.ts";
import type { Refusal } from "./refusal.ts";
import type { TransportEvent } from "./transport-event.ts";

export interface Accepting {
  readonly hello: NodeHello;
  /** What is wrong with the hello of who connects. It does not reject. */
  check(hello: Hello): Promise<Refusal | undefined>;
  message(from: NodeId, payload: Uint8Array): void;
  request(session: string, payload: Uint8Array): void;
  event(event: TransportEvent): void;
}

/** The connections that others open to this node. */
export interface Acceptor {
  readonly address: Address;
  /** False when the session has no connection now, or does not read what it is sent. */
  reply(session: string, frame: Buffer): boolean;
  /** Reads from nobody until `resume`. */
  pause(): void;
  resume(): void;
  close(): Promise<void>;
}

/** Rejects when the address cannot be listened at. */
export const acceptor = async (listen: Address, accepting: Accepting, limits: Limits): Promise<Acceptor> => {
  /** In the order in which they came. */
  const strangers = new Set<Connection>();
  const nodes = new Map<NodeId, Connection>();
  const clients = new Map<string, Connection>();
  const all = new Set<Connection>();
  let paused = false;

  const accept = (socket: Socket): void => {
    let who: Hello | undefined;
    let said: Hello | undefined;
    const connection = connectionOver(socket, limits, {
      frame: (frame) => {
        if (who) return take(who, frame);
        if (said) throw new Malformed(`a ${frame.type} before the hello was answered`);
        if (frame.type !== "hello") throw new Malformed(`a ${frame.type} before the hello`);
        said = helloIn(frame.payload);
        void greet(connection, said).then((greeted) => {
          who = greeted;
        });
      },
      closed: (why) => {
        all.delete(connection);
        strangers.delete(connection);
        if (who?.role === "node" && nodes.get(who.node) === connection) nodes.delete(who.node);
        if (who?.role === "client" && clients.get(who.session) === connection) clients.delete(who.session);
        accepting.event({ kind: "closed", ...(who && { from: nameOf(who) }), remote: connection.remote, why });
      },
    });
    all.add(connection);
    strangers.add(connection);
    const [longest] = strangers;
    if (strangers.size > limits.strangers) dismiss(longest, { code: "busy", why: "too many connections without a hello" });
  };

  const dismiss = (stranger: Connection, refusal: Refusal): void => {
    strangers.delete(stranger);
    stranger.refuse(refusal);
  };

  const greet = async (connection: Connection, hello: Hello): Promise<Hello | undefined> => {
    const refusal = (await accepting.check(hello)) ?? crowded(hello);
    // It was a stranger until now: whoever was turned out or went away meanwhile is none any more.
    if (!strangers.delete(connection)) return undefined;
    if (refusal) {
      connection.refuse(refusal);
      return undefined;
    }
    const known = hello.role === "node" ? nodes : clients;
    // A node or client that lost its connection notices first: the one that this side still holds is dead.
    known.get(nameOf(hello))?.close("replaced by a newer connection");
    known.set(nameOf(hello), connection);
    connection.write(frameOf("hello", helloPayload(accepting.hello)));
    connection.greeted(hello.role === "node" ? limits.frameBytes : limits.requestBytes);
    if (paused) connection.pause();
    accepting.event({ kind: "accepted", from: nameOf(hello), role: hello.role, remote: connection.remote });
    return hello;
  };

  const crowded = (hello: Hello): Refusal | undefined =>
    hello.role === "client" && clients.size >= limits.clients && !clients.has(hello.session)
      ? { code: "busy", why: `${limits.clients} clients are connected already` }
      : undefined;

  const take = (who: Hello, { type, payload }: Frame): void =>
    match({ type, role: who.role })
      .with({ type: "message", role: "node" }, () => accepting.message(nameOf(who), payload))
      .with({ type: "request", role: "client" }, () => accepting.request(nameOf(who), payload))
      .otherwise(() => {
        throw new Malformed(`a ${type} from a ${who.role}`);
      });

  /** Strangers are still heard: what they may say is short. */
  const greeted = () => [...nodes.values(), ...clients.values()];

  const server = createServer(accept);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ ...listen, backlog: 511 }, () => {
      server.off("error", reject);
      resolve();
    });
  });
  // Running out of file descriptors, for one, concerns a connection that was not accepted, and not those that are there.
  server.on("error", (error) => accepting.event({ kind: "closed", remote: "?", why: error.message }));
  const bound = server.address() as { readonly port: number };
  const address = { host: listen.host, port: bound.port };
  accepting.event({ kind: "listening", address: addressText(address) });

  return {
    address,
    reply: (session, frame) => {
      const connection = clients.get(session);
      if (!connection) return false;
      connection.write(frame);
      if (connection.unsent <= limits.replyBytes) return true;
      connection.close("the client does not read its replies");
      return false;
    },
    pause: () => {
      paused = true;
      for (const connection of greeted()) connection.pause();
    },
    resume: () => {
      paused = false;
      for (const connection of greeted()) connection.resume();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const connection of all) connection.close("this node stops");
      }),
  };
};

const nameOf = (hello: Hello): string => (hello.role === "node" ? hello.node : hello.session);
