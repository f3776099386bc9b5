#!/usr/bin/env node
// The command `quorate`. It ends the process itself, since a module of the user's may hold timers or sockets open; what was
// written is first flushed, or a pipe would lose the end of a long line of JSON.
import { run } from "./program.ts";

const flushed = (stream: NodeJS.WriteStream) => new Promise<void>((resolve) => stream.write("", () => resolve()));

// A reader such as `head` that has seen enough is no error of ours: the status is that of a program ended by SIGPIPE.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(141);
  throw error;
});

const status = await run(process.argv.slice(2));
await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
process.exit(status);
