import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker, type WorkerOptions } from "node:worker_threads";

/** A worker that runs `worker.ts`, whether that was built or stands there as it is written; with the arguments of this program. */
export const madeBy = (given: WorkerOptions): Worker => {
  const options = { ...given, argv: process.argv.slice(2) };
  if (!import.meta.url.endsWith(".ts")) return new Worker(new URL("./worker.js", import.meta.url), options);
  const entry = new URL("./worker.ts", import.meta.url).href;
  return new Worker(loaded(entry), { ...options, eval: true, execArgv: [] });
};

/** A thread has loaders of its own: they are taught TypeScript before it is asked for any. */
const loaded = (entry: string): string => `
  const load = async () => {
    const [commonJs, modules] = await Promise.all([import(${apiOf("./cjs/api")}), import(${apiOf("./esm/api")})]);
    commonJs.register();
    modules.register();
    await import(${JSON.stringify(entry)});
  };
  load().catch((error) => setImmediate(() => { throw error; }));`;

/** A part of the loader, as a module: who asks as `require` does is given another. */
const apiOf = (part: string): string => {
  const packageFile = createRequire(import.meta.url).resolve("tsx/package.json");
  const { exports } = JSON.parse(readFileSync(packageFile, "utf8"));
  return JSON.stringify(new URL(exports[part].import.default, pathToFileURL(packageFile)).href);
};
