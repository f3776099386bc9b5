// A network between two nodes that can be told to stop carrying, without either of them being told.
import { connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import type { Address } from "../../../../impl/runtime/tcp/address.ts";
import { loopback } from "./parrots.ts";

export interface Relay {
  readonly address: Address;
  /** Nothing passes any more on what is connected, and its ends do not learn of it. */
  freeze(): void;
  /** New connections pass again. */
  thaw(): void;
  /** Cuts what is connected, and both ends learn of it. */
  cut(): void;
}

export const relay = async (to: Address): Promise<Relay> => {
  let frozen = false;
  const sockets = new Set<Socket>();
  const carry = (from: Socket, into: Socket): void => {
    const lost = { is: false };
    sockets.add(from);
    from.on("data", (chunk) => {
      lost.is ||= frozen;
      if (!lost.is) into.write(chunk);
    });
    from.on("error", () => undefined);
    from.on("close", () => {
      sockets.delete(from);
      if (!lost.is && !frozen) into.destroy();
    });
  };
  const server = createServer((near) => {
    const far = connect(to);
    carry(near, far);
    carry(far, near);
  });
  await new Promise<void>((resolve) => server.listen({ ...loopback() }, resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(() => {
    cut();
    server.close();
  });
  return {
    address: loopback((server.address() as { port: number }).port),
    freeze: () => {
      frozen = true;
    },
    thaw: () => {
      frozen = false;
    },
    cut,
  };
};
