// The arrows of the house as rules: who may import whom. Each is named by what it forbids.
import { builtinModules } from "node:module";
import type { IForbiddenRuleType, IReachabilityForbiddenRuleType, IRegularForbiddenRuleType } from "dependency-cruiser";

/** What must also run in a browser: the language and the core of the checker. */
const core = "^(specs/language|checker/(model|reference|explore|trace|compile|liveness|symmetry|conform))/";
const ours = "^(specs|checker|impl|test)/";
const mapping = "^impl/.*(^|[/.])mapping\\.ts$";

type Rule = IRegularForbiddenRuleType | IReachabilityForbiddenRuleType;

const forbid = (name: string, from: Rule["from"], to: Rule["to"]): IForbiddenRuleType => ({
  name,
  severity: "error",
  from,
  to,
});

export const arrows: IForbiddenRuleType[] = [
  forbid("the-language-stands-alone", { path: "^specs/language/" }, { path: ours, pathNot: "^specs/language/" }),
  forbid("specs-know-only-specs", { path: "^specs/" }, { path: ours, pathNot: "^specs/" }),
  forbid(
    "the-checker-knows-only-the-language",
    { path: "^checker/", pathNot: "^checker/cli/" },
    { path: ours, pathNot: "^(checker|specs/language)/" },
  ),
  forbid(
    "the-command-line-knows-the-catalogue-and-implementations",
    { path: "^checker/cli/" },
    { path: ours, pathNot: "^(checker/|specs/language/|specs/index\\.ts$|impl/)" },
  ),
  forbid(
    "the-checker-does-not-know-its-command-line",
    { path: "^checker/", pathNot: "^checker/cli/" },
    { path: "^checker/cli/" },
  ),
  forbid("implementations-know-no-checker", { path: "^impl/" }, { path: "^checker/" }),
  forbid("only-mappings-know-specs", { path: "^impl/", pathNot: mapping }, { path: "^specs/" }),
  forbid("nothing-imports-tests", { path: "^(specs|checker|impl)/" }, { path: "^test/" }),
  forbid("the-core-runs-in-a-browser", { path: core }, { path: `^(node:|(${builtinModules.join("|")})$)`, reachable: true }),
  forbid(
    "the-core-needs-only-immer",
    { path: core },
    { dependencyTypes: ["npm", "npm-dev", "npm-optional", "npm-peer"], pathNot: "(^|/)node_modules/immer/" },
  ),
  forbid(
    "what-runs-is-a-dependency",
    { path: "^(specs|checker|impl)/" },
    { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"] },
  ),
  forbid("every-import-resolves", {}, { couldNotResolve: true }),
  forbid("no-cycles", {}, { circular: true }),
];
