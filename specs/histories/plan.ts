import { type Id, ids, orderedIds } from "../language/index.ts";

/**
 * What clients will do, each one operation after the other, such as `[["write"], ["read", "read"]]`: an id for every operation,
 * and for every client. A plan bounds a model more tightly than a number of operations would, and each run of it can still
 * stop anywhere.
 */
export const planOf = <K extends string>(clients: readonly (readonly K[])[]) => {
  const Client = orderedIds("client", clients.length);
  const entries = clients.flatMap((kinds, client) =>
    kinds.map((kind, turn) => ({ client: Client.values[client], kind, turn })),
  );
  const Operation = ids("operation", entries.length);
  const planned = new Map(Operation.values.map((op, i) => [op, entries[i]]));
  const entryOf = (op: Id<"operation">) => planned.get(op)!;
  return {
    Client,
    Operation,
    clientOf: (op: Id<"operation">) => entryOf(op).client,
    kindOf: (op: Id<"operation">) => entryOf(op).kind,
    /** What the same client does before. */
    before: (op: Id<"operation">) =>
      Operation.filter((other) => entryOf(other).client === entryOf(op).client && entryOf(other).turn < entryOf(op).turn),
  };
};
