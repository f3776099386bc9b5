import { expect, test } from "vitest";
import { instanceAt, whereaboutsOf } from "../../../checker/workers/whereabouts.ts";
import * as twins from "./twins.ts";

const { narrow, wide, once } = twins;

test.each(Object.entries({ narrow, wide, once }))("%s is found again", async (_, one) => {
  expect(await instanceAt(whereaboutsOf(one)!)).toBe(one);
});

test("one that is not exported is made again, whatever else the module exports", async () => {
  const { made } = twins.unexported;
  const { target, constants } = await instanceAt(whereaboutsOf(made)!);
  expect({ target, constants }).toEqual({ target: made.target, constants: made.constants });
});

test("of two that look alike none is taken for the other", async () => {
  for (const one of [twins.alike, twins.other])
    await expect(instanceAt(whereaboutsOf(one)!)).rejects.toThrow("exports no counter/");
});

test("nor is a bound of one's own taken for that of the module", async () => {
  const own = { ...twins.wide, options: { ...twins.wide.options, within: () => false } };
  await expect(instanceAt(whereaboutsOf(own)!)).rejects.toThrow("exports no counter/");
});
