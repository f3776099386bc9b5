import { existsSync } from "node:fs";
import { join } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { arrows } from "./arrows.ts";

export interface Survey {
  /** Modules of ours that were read. None means that the parser is missing, and that silence says nothing. */
  readonly modules: number;
  /** `rule: from -> to`. */
  readonly violations: readonly string[];
}

/** Follows every import of the house at `top`, those of types alone included. */
export const survey = async (top: string): Promise<Survey> => {
  const wings = ["specs", "checker", "impl", "test"].filter((wing) => existsSync(join(top, wing)));
  const { output } = await cruise(wings, {
    baseDir: top,
    validate: true,
    ruleSet: { forbidden: arrows },
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["node", "import", "default", "types"] },
  });
  const { modules, summary } = output as ICruiseResult;
  return {
    modules: modules.filter(({ source }) => wings.some((wing) => source.startsWith(`${wing}/`))).length,
    violations: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`),
  };
};
