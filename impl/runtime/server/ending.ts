/** How a node ends: once, by being stopped or by a failure. */
export interface Ending {
  /** The first failure is the one that counts; a node that is being stopped may still fail. */
  fail(reason: unknown): void;
  stop(): Promise<void>;
  /** When everything is closed: with the failure, if there was one. */
  readonly ended: Promise<Error | undefined>;
}

export interface Ends {
  /** Finishes what was begun; not called after a failure. */
  drain(): Promise<void>;
  /** Closes everything; it may reject. */
  close(): Promise<void>;
  event(event: { readonly kind: "stopping" | "stopped" } | { readonly kind: "failed"; readonly error: Error }): void;
}

export const ending = ({ drain, close, event }: Ends): Ending => {
  let failure: Error | undefined;
  let closing: Promise<void> | undefined;
  let settle: (failure: Error | undefined) => void = () => undefined;
  const ended = new Promise<Error | undefined>((resolve) => {
    settle = resolve;
  });

  const note = (reason: unknown): void => {
    if (failure) return;
    failure = reason instanceof Error ? reason : new Error(String(reason));
    event({ kind: "failed", error: failure });
  };

  const finish = async (): Promise<void> => {
    await close().catch(note);
    if (!failure) event({ kind: "stopped" });
    settle(failure);
  };

  const drainAndFinish = async (): Promise<void> => {
    event({ kind: "stopping" });
    await drain().catch(note);
    await finish();
  };

  return {
    fail: (reason) => {
      note(reason);
      closing ??= finish();
    },
    stop: () => (closing ??= drainAndFinish()),
    ended,
  };
};
