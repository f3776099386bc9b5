import { spawnSync } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Figures } from "./figures.ts";

const model = join(import.meta.dirname, "TwoPhase.tla");

/**
 * TLC on the same protocol with the same invariant, one worker; nothing unless TLA2TOOLS names its jar. Its time is that of
 * the whole process: it reports its own in whole seconds only. Unverified, as the model is: no jar was at hand.
 */
export const tlc = (folder: string, resourceManagers: number): (() => Figures) | undefined => {
  const jar = process.env.TLA2TOOLS;
  if (jar === undefined) return undefined;
  const names = Array.from({ length: resourceManagers }, (_, i) => `rm${i + 1}`).join(", ");
  copyFileSync(model, join(folder, "TwoPhase.tla"));
  writeFileSync(join(folder, "TwoPhase.cfg"), `CONSTANT RM = {${names}}\nSPECIFICATION Spec\nINVARIANT Consistent\n`);
  return () => {
    const before = performance.now();
    // A state in which all have decided may well go nowhere: -deadlock turns that check off.
    const args = ["-XX:+UseParallelGC", "-cp", jar, "tlc2.TLC", "-workers", "1", "-deadlock", "-metadir", folder, "TwoPhase"];
    const { stdout, status } = spawnSync("java", args, { cwd: folder, encoding: "utf8" });
    const seconds = (performance.now() - before) / 1000;
    const [, generated, states] = stdout?.match(/^(\d+) states generated, (\d+) distinct states found, 0 states left/m) ?? [];
    if (status !== 0 || generated === undefined) throw new Error(`TLC ended with ${status}:\n${stdout}`);
    return { states: Number(states), generated: Number(generated), seconds };
  };
};
