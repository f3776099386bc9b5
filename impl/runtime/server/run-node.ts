import type { Protocol } from "../core.ts";
import type { Ground } from "../wal/open-log.ts";
import { lineLimit } from "./line-limit.ts";
import { eventText } from "./node-event.ts";
import { type NodeOptions, type RunningNode, startNode } from "./start-node.ts";

/** What a process that runs a node ends with. */
export const STATUS = { stopped: 0, failed: 1, notStarted: 2, interruptedTwice: 130 } as const;

/** Of each kind of event. */
const LINES_PER_SECOND = 20;

export interface RunOptions<P extends Protocol> extends NodeOptions<P> {
  /** Why the node could not start, in words for whoever called the process: the error's message, unless told. */
  explain?(error: unknown): string;
}

/**
 * Runs a node as this process: its log on stderr, a clean stop at SIGINT or SIGTERM, a second of them leaves at once. Returns the
 * status to exit with. The node is handed out once it runs.
 */
export const runNode = async <P extends Protocol>(
  options: RunOptions<P>,
  started: (node: RunningNode<P>) => void = () => undefined,
  ground?: Ground,
): Promise<number> => {
  const say = (text: string) => void process.stderr.write(`${new Date().toISOString()} ${options.self} ${text}\n`);
  const limit = lineLimit(LINES_PER_SECOND);
  const onEvent: NodeOptions<P>["onEvent"] = (event) => {
    const text = eventText(event);
    const leftOut = text === undefined ? undefined : limit(event.kind);
    if (leftOut !== undefined) say(leftOut === 0 ? `${text}` : `${text} (and ${leftOut} lines of this kind before it)`);
    options.onEvent?.(event);
  };
  let node: RunningNode<P>;
  try {
    node = await startNode({ ...options, onEvent }, ground);
  } catch (error) {
    say(`cannot start: ${(options.explain ?? messageOf)(error)}`);
    return STATUS.notStarted;
  }
  let signals = 0;
  const stop = (): void => {
    if (++signals > 1) process.exit(STATUS.interruptedTwice);
    void node.stop();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);
  started(node);
  const failure = await node.ended;
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, stop);
  return failure ? STATUS.failed : STATUS.stopped;
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
