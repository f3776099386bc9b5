/** By the signal, the status of a program that it has ended. SIGTERM is what a limit on the time of a CI job sends. */
const STATUS = { SIGINT: 130, SIGTERM: 143 } as const;
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Ctrl-C, once: the search ends with what it has covered, and nothing further is started. Twice: at once, with the status of a
 * program ended by a signal. SIGTERM is taken alike.
 */
export const interruptible = (say: (line: string) => void): { readonly signal: AbortSignal; readonly release: () => void } => {
  const controller = new AbortController();
  const listeners = SIGNALS.map((name) => ({
    name,
    onSignal: () => {
      if (controller.signal.aborted) process.exit(STATUS[name]);
      say("interrupted: ending with what is covered so far; once more to leave at once");
      controller.abort();
    },
  }));
  for (const { name, onSignal } of listeners) process.on(name, onSignal);
  const release = () => {
    for (const { name, onSignal } of listeners) process.off(name, onSignal);
  };
  return { signal: controller.signal, release };
};
