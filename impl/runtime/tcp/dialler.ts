import { connect } from "node:net";
import { match } from "ts-pattern";
import { type Address, addressText } from "./address.ts";
import { backoff } from "./backoff.ts";
import { type Connection, connectionOver } from "./connection.ts";
import { type Frame, frameOf } from "./frame.ts";
import { type Hello, helloPayload, type NodeHello, nodeHelloIn } from "./hello.ts";
import type { Limits } from "./limits.ts";
import { Malformed } from "./malformed.ts";
import { type Refusal, refusalIn } from "./refusal.ts";

/** An attempt that came to nothing; with the refusal, if either side refused the other. */
export interface Failure {
  readonly address: Address;
  readonly why: string;
  readonly refusal?: Refusal;
  /** How many came to nothing in a row, this one included. */
  readonly attempt: number;
}

export interface Dialling {
  /** Tried in turn; asked for before each attempt. */
  addresses(): readonly Address[];
  readonly hello: Hello;
  /** What is wrong with the hello of who answers. It does not reject. */
  check(answer: NodeHello): Refusal | undefined | Promise<Refusal | undefined>;
  opened(connection: Connection, address: Address): void;
  frame(frame: Frame): void;
  drained?(): void;
  /** An open connection is gone. */
  lost(why: string): void;
  failed(failure: Failure): void;
}

export interface Dialler {
  /** Lets go of the connection that is there, if any, and connects to the addresses as they are now. */
  again(why: string): void;
  /** The other side is there: what is not connected waits no longer for its next attempt. */
  soon(): void;
  close(): Promise<void>;
}

/** Keeps one connection open, and connects again whenever it is gone. */
export const dialler = (dialling: Dialling, limits: Limits): Dialler => {
  let failures = 0;
  let turn = 0;
  let timer: NodeJS.Timeout | undefined;
  let current: Connection | undefined;
  let stopped: (() => void) | undefined;
  let closing: Promise<void> | undefined;

  const attempt = (): void => {
    const addresses = dialling.addresses();
    const address = addresses[turn++ % addresses.length];
    let said = false;
    let openedAt: number | undefined;
    let refusal: Refusal | undefined;

    const greet = (answer: NodeHello): void => {
      const checked = dialling.check(answer);
      // What can be said at once is: a reply may follow the hello in the same packet.
      if (checked instanceof Promise) void checked.then(admit);
      else admit(checked);
    };

    const admit = (found: Refusal | undefined): void => {
      if (current !== connection) return;
      refusal = found;
      if (refusal) return connection.refuse(refusal);
      openedAt = performance.now();
      connection.greeted(limits.frameBytes);
      dialling.opened(connection, address);
    };

    const connection = connectionOver(connect({ ...address, autoSelectFamily: true }), limits, {
      frame: (frame) =>
        match(frame.type)
          .with("refusal", () => {
            refusal = refusalIn(frame.payload);
            connection.close(`refused: ${refusal.why}`);
          })
          .with("hello", () => {
            if (said) throw new Malformed("a second hello");
            said = true;
            greet(nodeHelloIn(frame.payload));
          })
          .otherwise(() => {
            if (openedAt === undefined) throw new Malformed(`a ${frame.type} before the hello`);
            dialling.frame(frame);
          }),
      drained: () => dialling.drained?.(),
      closed: (why) => {
        current = undefined;
        // A connection that lasted shows that all is well again; one that did not may be refused at once every time.
        if (openedAt !== undefined && performance.now() - openedAt > limits.backoffMs[1]) failures = 0;
        failures++;
        if (openedAt === undefined) dialling.failed({ address, why, attempt: failures, ...(refusal && { refusal }) });
        else dialling.lost(why);
        next(addresses.length);
      },
    });
    current = connection;
    connection.write(frameOf("hello", helloPayload(dialling.hello)));
  };

  /** Every address gets its turn before the time between two turns grows. */
  const next = (addresses: number): void => {
    if (stopped) return stopped();
    timer = setTimeout(attempt, backoff(Math.ceil(failures / addresses), limits.backoffMs));
  };

  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      stopped = resolve;
      clearTimeout(timer);
      if (current) current.close("this side stops");
      else resolve();
    });

  timer = setTimeout(attempt, 0);
  return {
    again: (why) => {
      if (stopped) return;
      failures = 0;
      if (current) return current.close(why);
      clearTimeout(timer);
      timer = setTimeout(attempt, 0);
    },
    soon: () => {
      if (stopped || current) return;
      clearTimeout(timer);
      timer = setTimeout(attempt, 0);
    },
    close: () => {
      closing ??= stop();
      return closing;
    },
  };
};

/** Where an attempt failed and why, in a line. */
export const failureText = ({ address, why }: Failure): string => `${addressText(address)}: ${why}`;
