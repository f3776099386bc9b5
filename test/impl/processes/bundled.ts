import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { afterAll, beforeAll } from "vitest";

/** A program and all that it imports as one file of JavaScript, which starts many times faster than its parts. */
const bundled = async (program: string, folder: string): Promise<string> => {
  await build({
    configFile: false,
    logLevel: "error",
    build: {
      ssr: program,
      outDir: folder,
      target: "node20",
      rollupOptions: { output: { entryFileNames: "program.mjs" } },
    },
    ssr: { noExternal: true },
  });
  return join(folder, "program.mjs");
};

/** The program of a node, bundled once for all tests of a file, which alone may ask for it. */
export const crashingNode = (): (() => string) => {
  let home: string;
  let program: string;
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), "quorate-node-"));
    program = await bundled(join(import.meta.dirname, "crashing-node.ts"), home);
  });
  afterAll(() => rmSync(home, { recursive: true }));
  return () => program;
};
