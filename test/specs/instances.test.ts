import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { found, published } from "./counts.ts";
import { type AnyInstance, protocols } from "./protocols.ts";

const instances = protocols.flatMap((each) => each.instances);

/** States up to which the slow engine is tried as well. */
const SMALL = 600;

test("the table and the catalogue know the same instances, and the same counts", () => {
  const recorded = Object.fromEntries(
    instances.map(({ target, options: { expect: { verdict: _, ...counts } = {} } }) => [target, counts]),
  );
  expect(recorded).toEqual(Object.fromEntries(found));
});

test.each(published)("%s has the counts %o of %s", (target, counts) => {
  expect(found.get(target)).toMatchObject(counts);
});

const asRecorded = async (instance: AnyInstance, engine: "compiled" | "reference") => {
  const result = await check(instance, { engine });
  expect(result).toMatchObject({ verdict: result.expected, mismatches: [], ...found.get(instance.target) });
  return result;
};

describe("every default instance comes out as recorded, with the counts of the table", () => {
  test.each(instances.filter(({ options }) => options.default !== false))("$target", async (instance) => {
    const { verdict, strength } = await asRecorded(instance, "compiled");
    // What a run says of what it never saw is of use only when it has seen everything.
    if (verdict === "verified") expect(strength).toMatchObject({ actionsNeverTaken: [], premisesNeverHeld: [] });
  });
});

describe("the reference engine comes to the same", () => {
  test.each(instances.filter(({ target }) => (found.get(target)?.states ?? 0) <= SMALL))("$target", async (instance) => {
    await asRecorded(instance, "reference");
  });
});
