/**
 * Ctrl-C, once: the search ends with what it has covered, and nothing further is started. Twice: at once, with the status of a
 * program ended by a signal.
 */
export const interruptible = (say: (line: string) => void): { readonly signal: AbortSignal; readonly release: () => void } => {
  const controller = new AbortController();
  const onInterrupt = () => {
    if (controller.signal.aborted) process.exit(130);
    say("interrupted: ending with what is covered so far; once more to leave at once");
    controller.abort();
  };
  process.on("SIGINT", onInterrupt);
  return { signal: controller.signal, release: () => process.off("SIGINT", onInterrupt) };
};
