// What is wrong with a command, in words for whoever sent it.
import type { QuorumStoreConfig } from "./config.ts";
import type { Command } from "./messages.ts";
import { isCommand } from "./wire.ts";

/** Null where nothing is. */
export const complaintOf = (command: unknown, config: QuorumStoreConfig): string | null => {
  if (!isCommand(command))
    return 'not a command: it is { type: "put", key, value, r?, w? } or { type: "get", key, r?, w?, writeBack?, readRepair? }';
  const { limits, nodes } = config;
  return (
    ofText("key", command.key, limits.key) ??
    (command.key === "" ? "key: it is empty; give one unit at least" : null) ??
    (command.type === "put" ? ofText("value", command.value, limits.value) : null) ??
    ofQuorum("r", command, nodes.length) ??
    ofQuorum("w", command, nodes.length)
  );
};

/** A surrogate without its partner has no UTF-8: on its way it would become another text. */
const ofText = (name: string, text: string, most: number): string | null => {
  if (text.length > most) return `${name}: ${text.length} UTF-16 units are too many; at most ${most} are allowed`;
  return /\p{Surrogate}/u.test(text) ? `${name}: it is no well-formed Unicode, half a surrogate pair stands alone` : null;
};

const ofQuorum = (name: "r" | "w", command: Command, most: number): string | null => {
  const given = command[name];
  if (given === undefined || (Number.isInteger(given) && given >= 1 && given <= most)) return null;
  return `${name}: ${given} is no number of replicas; there are ${most}, so 1 to ${most} is allowed`;
};
