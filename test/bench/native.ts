import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Figures } from "./figures.ts";

const source = join(import.meta.dirname, "two-phase-native.c");

/** Compiles the native search into `folder`, and answers how to run it; nothing where there is no C compiler. */
export const native = (folder: string, resourceManagers: number): (() => Figures) | undefined => {
  const program = join(folder, `two-phase-${resourceManagers}`);
  const flags = ["-O3", "-march=native", `-DN=${resourceManagers}`, source, "-o", program];
  if (spawnSync("cc", flags, { stdio: ["ignore", "ignore", "inherit"] }).status !== 0) return undefined;
  return () => {
    const { stdout, status } = spawnSync(program, { encoding: "utf8" });
    if (status !== 0) throw new Error(`${program} ended with ${status}`);
    const [states = NaN, generated = NaN, seconds = NaN] = stdout.split(" ").map(Number);
    return { states, generated, seconds };
  };
};
