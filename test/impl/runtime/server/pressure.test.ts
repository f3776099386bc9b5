import { beforeEach, expect, test } from "vitest";
import { pressure } from "../../../../impl/runtime/server/pressure.ts";

let said: string[] = [];
const tap = { pause: () => void said.push("pause"), resume: () => void said.push("resume") };
beforeEach(() => {
  said = [];
});

test("too many records pause, and half of them resume", () => {
  const load = pressure(tap, 10, 1000);
  load.took(1, 10);
  expect(said).toEqual([]);
  load.took(1, 11);
  load.took(1, 12);
  expect(said).toEqual(["pause"]);
  load.synced(6);
  expect(said).toEqual(["pause"]);
  load.synced(5);
  expect(said).toEqual(["pause", "resume"]);
});

test("bytes count until the sync after the one that ran when they came", () => {
  const load = pressure(tap, 1000, 100);
  load.took(60, 1);
  load.took(60, 2);
  expect(said).toEqual(["pause"]);
  load.synced(1);
  expect(said).toEqual(["pause"]);
  load.synced(1);
  expect(said).toEqual(["pause", "resume"]);
});

test("inputs that nothing is written for weigh nothing", () => {
  const load = pressure(tap, 10, 100);
  for (let i = 0; i < 100; i++) load.took(60, 0);
  expect(said).toEqual([]);
});

test("what is held stays so", () => {
  const load = pressure(tap, 10, 100);
  load.hold();
  load.took(1, 100);
  load.synced(0);
  expect(said).toEqual(["pause"]);
});
