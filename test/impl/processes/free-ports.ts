import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import type { Address } from "../../../impl/runtime/tcp/address.ts";

const host = "127.0.0.1";

/** Below those that systems give to clients, so that none takes them while a node is down. */
const [LEAST, MOST] = [10_000, 32_000];

export const freeAddress = async (): Promise<Address> => {
  for (;;) {
    const port = randomInt(LEAST, MOST);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false));
      server.listen({ host, port }, () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return { host, port };
  }
};
