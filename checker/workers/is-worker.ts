import { isMainThread, workerData } from "node:worker_threads";
import type { Task } from "./messages.ts";

/** Whether this thread is a worker of a search: it imports an author's module to find an instance there, not to run it once more. */
export const isWorker = (): boolean =>
  !isMainThread && (workerData as { readonly task?: Task } | undefined)?.task?.where !== undefined;
