import { hashed } from "../../runtime/hashed.ts";
import type { Command } from "./messages.ts";

/** What tells commands apart: a client that has numbered two alike by mistake finds out. */
export const digestOf = (command: Command): string => {
  const { type, key, r = "", w = "" } = command;
  return hashed(`${type} ${r} ${w} ${key.length} ${key}${command.type === "put" ? command.value : ""}`);
};
