import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { AnySpec, Instance, Mutant } from "../../specs/language/index.ts";
import { sourceFinder } from "./source-location.ts";

const TOP = fileURLToPath(new URL("../../", import.meta.url));
const isOurs = (path: string): boolean =>
  path.startsWith(join(TOP, "checker/")) || path.startsWith(join(TOP, "specs/language/")) || path.startsWith("node:");
/** Behind these stands no recipe, but whoever asked for the check. */
const ENDS = /[/\\]checker[/\\](reference[/\\]blamed|check|simulate[/\\]simulate)\.[jt]s$/;

/** Where an error came from, as a person would look it up: `lease.ts:29`; undefined where nothing tells. */
export type FindPlace = (message: string, stack: string | undefined) => string | undefined;

/** The author's own line in which it was thrown; of what an effect wrote, and was refused later, the action. */
export const placeFinder = (instance: Instance<AnySpec>, cwd: string): FindPlace => {
  const actions = sourceFinder(instance.address?.module, instance.spec.name, cwd, ["actions"]);
  return (message, stack) => {
    const thrown = thrownAt(stack, cwd);
    if (thrown !== undefined) return thrown;
    const action = actionIn(message, instance);
    return action === undefined ? undefined : actions(action)?.at;
  };
};

/** The line in which it was thrown, as far as that is not ours. */
export const thrownAt = (stack: string | undefined, cwd: string): string | undefined => {
  const frame = frameOf(stack);
  return frame && `${near(frame.path, cwd)}:${frame.line}`;
};

const FRAME = /^\s+at (?:.*\()?((?:file:\/\/|[/\\]|[A-Za-z]:\\|node:)[^()]*?):(\d+):\d+\)?$/gm;

/** The innermost call of a recipe. */
const frameOf = (stack = ""): { readonly path: string; readonly line: string } | undefined => {
  for (const [, place, line] of stack.matchAll(FRAME)) {
    const file = place.replace(/[?#].*$/, "");
    const path = file.startsWith("file:") ? fileURLToPath(file) : file;
    if (ENDS.test(path)) return undefined;
    if (!isOurs(path) && !/[/\\]node_modules[/\\]/.test(path.replace(TOP, ""))) return { path, line };
  }
  return undefined;
};

/** The action that the message begins with; of a mutant only one that the mistake leaves alone, since its text is found. */
const actionIn = (message: string, { spec, ...instance }: Instance<AnySpec>): string | undefined => {
  const action = message.startsWith(`${spec.name}.`) ? /^(\w+)\(/.exec(message.slice(spec.name.length + 1))?.[1] : undefined;
  if (action === undefined || !Object.hasOwn(spec.actions, action)) return undefined;
  const { base } = instance as Partial<Mutant<AnySpec>>;
  return base === undefined || base.spec.actions[action] === spec.actions[action] ? action : undefined;
};

const near = (path: string, cwd: string): string => {
  const from = relative(cwd, path);
  return from.startsWith("..") ? path : from;
};
