import { resolve } from "node:path";

/** What a target on the command line names. */
export type Target =
  | { readonly kind: "protocol"; readonly text: string; readonly protocol: string; readonly instance: string | undefined }
  | { readonly kind: "file"; readonly text: string; readonly path: string; readonly name: string | undefined };

/** `protocol`, `protocol/instance`, `path/to/spec.ts` or `path/to/spec.ts#export`; only a module's extension tells a path. */
export const target = (text: string, cwd: string): Target => {
  const file = /^(.+\.[cm]?[jt]s)(?:#(.*))?$/.exec(text);
  if (file) return { kind: "file", text, path: resolve(cwd, file[1]), name: file[2] || undefined };
  const slash = text.indexOf("/");
  if (slash < 0) return { kind: "protocol", text, protocol: text, instance: undefined };
  return { kind: "protocol", text, protocol: text.slice(0, slash), instance: text.slice(slash + 1) };
};
