// The collections of plain states, from what they hold. Members and messages may come in any order, those of channels as they were sent.
import { messageSchema } from "../model/message-schema.ts";
import type { NetworkSchema, SetSchema } from "../model/schema.ts";
import { Holding, Kept } from "./members.ts";
import { PlainBag } from "./plain-bag.ts";
import { PlainChannels } from "./plain-channels.ts";
import { PlainSent } from "./plain-sent.ts";
import { PlainSet } from "./plain-set.ts";

export { PlainBag, PlainChannels, PlainSent, PlainSet };

const NOTHING = new Kept([]);

const distinct = (holding: Holding, values: Iterable<unknown>): Kept => {
  const members = holding.members(values);
  const { atMost, kind } = holding.schema;
  if (atMost !== undefined && members.length > atMost)
    holding.full(members[atMost], `its ${atMost} ${kind === "set" ? "members" : "messages"}`);
  return members.length > 0 ? new Kept(members) : NOTHING;
};

/** `Object.freeze` would hide the protected members from the compiler. */
const frozen = <T>(collection: T): T => {
  Object.freeze(collection);
  return collection;
};

const holdings = new WeakMap<SetSchema | NetworkSchema, Holding>();

/** One for each schema, and one more for each other name that a network goes by. */
const holdingOf = (schema: SetSchema | NetworkSchema, name: string): Holding => {
  const known = holdings.get(schema);
  if (known?.name === name) return known;
  const holding = new Holding(schema, schema.kind === "set" ? schema.of : messageSchema(schema), name);
  holdings.set(schema, holding);
  return holding;
};

export const plainSet = (schema: SetSchema, values: Iterable<unknown>): PlainSet => {
  const holding = holdingOf(schema, schema.title);
  return frozen(new PlainSet(holding, distinct(holding, values)));
};

/** `variable` is what errors and quantifiers call the network; so for all networks. */
export const plainSent = (schema: NetworkSchema, messages: Iterable<unknown>, variable: string = schema.title): PlainSent => {
  const holding = holdingOf(schema, variable);
  return frozen(new PlainSent(holding, distinct(holding, messages)));
};

export const plainBag = (
  schema: NetworkSchema,
  entries: Iterable<readonly [message: unknown, copies: number]>,
  variable: string = schema.title,
): PlainBag => {
  const bag = new PlainBag(holdingOf(schema, variable), NOTHING);
  for (const [message, copies] of entries) for (let i = 0; i < copies; i++) bag.send(message);
  return frozen(bag);
};

export const plainChannels = (
  schema: NetworkSchema,
  messages: Iterable<unknown>,
  variable: string = schema.title,
): PlainChannels => {
  const channels = new PlainChannels(holdingOf(schema, variable), NOTHING);
  for (const message of messages) channels.send(message);
  return frozen(channels);
};
