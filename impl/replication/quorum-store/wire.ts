// Whether what came over the wire is a message, a command or a result at all. What it asks for is judged by the core.
import { isMatching, P } from "ts-pattern";
import type { Command, Message, Result } from "./messages.ts";

const natural = P.when((value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0);

const op = { start: natural, number: natural };
const version = { counter: natural, node: P.string, start: natural, operation: natural };
const copy = { version, value: P.string };
const after = P.union(P.string, null);

export const isMessage: (value: unknown) => value is Message = isMatching(
  P.union(
    { type: "Ask", op, key: P.string },
    { type: "Answer", op, copy: P.union(copy, null) },
    { type: "Store", op, key: P.string, copy },
    { type: "Stored", op },
    { type: "Repair", key: P.string, copy },
    { type: "List", after },
    { type: "Versions", after, versions: P.array({ key: P.string, version }), more: P.boolean },
    { type: "Pull", keys: P.array(P.string) },
    { type: "Copies", copies: P.array({ key: P.string, copy: P.union(copy, null) }) },
  ),
);

const quorum = P.optional(P.number);

const matchesCommand = isMatching(
  P.union(
    { type: "put", key: P.string, value: P.string, r: quorum, w: quorum },
    { type: "get", key: P.string, r: quorum, w: quorum, writeBack: P.optional(P.boolean), readRepair: P.optional(P.boolean) },
  ),
);

/** `undefined` in place of what may be left out passes, and means the same. */
export const isCommand = (value: unknown): value is Command => matchesCommand(value);

export const isResult: (value: unknown) => value is Result = isMatching(
  P.union(
    { type: "written", version },
    { type: "value", value: P.string, version },
    { type: "value", value: null, version: null },
    { type: P.union("unknown", "unavailable", "refused"), why: P.string },
  ),
);

/** For clients: another node would take a write that is asked for again for another write, which could undo a later one. */
export const isBound = ({ type }: Command): boolean => type === "put";
