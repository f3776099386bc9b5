#!/usr/bin/env node
// The command `quorate`. It ends the process itself, since a module of the user's may hold timers or sockets open; what was
// written is first flushed, or a pipe would lose the end of a long line of JSON.
import { complain } from "./complain.ts";
import { run } from "./program.ts";

const flushed = (stream: NodeJS.WriteStream) => new Promise<void>((resolve) => stream.write("", () => resolve()));

// A reader such as `head` that has seen enough is no error of ours: the status is that of a program ended by SIGPIPE.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(141);
  process.exit(complain(`what was found cannot be written to stdout: ${error.message}`));
});
// There is nobody left to tell; the status still says how it ended.
process.stderr.on("error", () => {});

/** Of ends that are ours before the command is through: by Ctrl-C, by a reader that has gone, by SIGTERM, in an error. */
const OURS: readonly number[] = [130, 141, 143, 2];
let isThrough = false;
let isTold = false;
let isWaiting = false;
process.on("beforeExit", () => {
  isWaiting = true;
});
// Node prints what was thrown where nobody catches it, by a timer of a module's.
process.on("uncaughtExceptionMonitor", () => {
  isTold = true;
});

// A module of the user's may end the process, or wait for ever: that would be green, or a violation, without a word.
process.on("exit", (status) => {
  if (isThrough || OURS.includes(status)) return;
  process.exitCode = isTold ? 2 : complain(`the process was ended before the command was through. ${why(status)}`);
});
const why = (status: number): string =>
  isWaiting
    ? "Something that a module awaits at its top level never comes."
    : `A module that it loads, or what a spec calls, must not call process.exit: it was called with ${status}.`;

const status = await run(process.argv.slice(2));
await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
isThrough = true;
process.exit(status);
