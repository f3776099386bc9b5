import { messageSchema } from "../model/message-schema.ts";
import type { Loose } from "../model/model.ts";
import { isScalar, type NetworkSchema, type SetSchema } from "../model/schema.ts";
import { keyOfValue } from "../reference/key-of.ts";
import type { Leaf, Seen } from "./seen.ts";

/** Whether a state, or an action's arguments, are as they were seen. */
export const holds = ({ leaves }: Seen, whole: Loose): boolean => {
  for (let i = 0; i < leaves.length; i++) if (!leafHolds(leaves[i], whole)) return false;
  return true;
};

/** What of them is not. */
export const unlike = ({ leaves }: Seen, whole: Loose): readonly Leaf[] => leaves.filter((leaf) => !leafHolds(leaf, whole));

/** What stands there; undefined of a field that a tagged value of another type does not have. */
export const actualOf = ({ part: { at } }: Leaf, whole: Loose): Loose => {
  let value = whole;
  for (let i = 0; i < at.length && value !== undefined; i++) value = value[at[i]];
  return value;
};

const leafHolds = (leaf: Leaf, whole: Loose): boolean => {
  if (leaf.foreign !== undefined) return false;
  const actual = actualOf(leaf, whole);
  if (actual === undefined) return false;
  const { schema } = leaf.part;
  switch (leaf.asked) {
    case "is":
      return actual === leaf.value || (!isScalar(schema) && keyOfValue(schema, actual) === leaf.key);
    case "size":
      return (schema.kind === "list" ? actual.length : actual.size) === leaf.value;
    case "has":
      return leaf.value.every((member: unknown) => held(actual, member) >= alike(schema as SetSchema, leaf.value, member));
    case "lacks":
      return !leaf.value.some((member: unknown) => actual.has(member));
  }
};

const held = (actual: Loose, member: unknown): number =>
  typeof actual.copies === "function" ? actual.copies(member) : actual.has(member) ? 1 : 0;

/** How often the member is asked for, which in a set is once. */
const alike = (schema: SetSchema | NetworkSchema, members: readonly unknown[], member: unknown): number => {
  if (schema.kind === "set" || schema.discipline === "sent") return 1;
  const of = messageSchema(schema);
  const key = keyOfValue(of, member);
  return members.filter((other) => keyOfValue(of, other) === key).length;
};
