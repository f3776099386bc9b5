// The overlap of quorums for the sizes that are spoken of most, and the mistakes that it excludes. That it holds exactly when
// W + R > N is tested for every N up to five, every W and every R.
import { instancesOf, mutant } from "../language/index.ts";
import { quorumOverlap } from "./quorum-overlap.ts";

export { quorumOverlap };

const instance = instancesOf(import.meta.url);

export const majorities = instance(
  quorumOverlap,
  { replicas: 3, write: 2, read: 2 },
  { expect: { states: 16, generated: 25, depth: 3 } },
);
export const writeAll = instance(
  quorumOverlap,
  { replicas: 3, write: 3, read: 1 },
  { expect: { states: 8, generated: 11, depth: 3 } },
);
export const readAll = instance(
  quorumOverlap,
  { replicas: 3, write: 1, read: 3 },
  { expect: { states: 8, generated: 11, depth: 3 } },
);
export const one = instance(
  quorumOverlap,
  { replicas: 3, write: 1, read: 1 },
  { expect: { verdict: "violated", states: 16, generated: 25, depth: 3 } },
);
export const halves = instance(
  quorumOverlap,
  { replicas: 4, write: 2, read: 2 },
  { expect: { verdict: "violated", states: 49, generated: 85, depth: 3 } },
);
export const five = instance(
  quorumOverlap,
  { replicas: 5, write: 3, read: 3 },
  { expect: { states: 121, generated: 221, depth: 3 } },
);
export const seven = instance(
  quorumOverlap,
  { replicas: 7, write: 4, read: 4 },
  { expect: { states: 1_296, generated: 2_521, depth: 3 } },
);

export const oneFewer = mutant(majorities, "a reader is content with one replica fewer", {
  actions: { readerChooses: { guard: { enough: (_s, { chosen }) => chosen.length === 1 } } },
  breaks: "quorumsMeet",
  after: 2,
});

export const noReader = mutant(majorities, "the reader never chooses", {
  actions: { readerChooses: { when: false } },
  breaks: "bothChosen",
  also: ["deadlock"],
});
