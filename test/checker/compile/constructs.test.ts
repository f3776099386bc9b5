// What recipes may do and what they may not, on both engines: what works, works alike; what is refused says why.
import { describe, expect, test } from "vitest";
import { modelOf } from "../../../checker/model/model-of.ts";
import { COMPILED_ONLY } from "./constructs/compiled-only.ts";
import { GUARDS, REPLACED } from "./constructs/in-place.ts";
import { COLLECTIONS, EFFECTS, VALUES } from "./constructs/outside.ts";
import { STEADY, UNSTEADY } from "./constructs/unsteady.ts";
import { WORKS } from "./constructs/works.ts";
import { comparable, compiledGraph, referenceGraph, WAYS } from "./graph.ts";
import { type Construct, serversWith } from "./specimens/servers.ts";
import { byCompiled, byReference } from "./summary.ts";

const STATES = 60;
const limits = { states: STATES, bytes: Number.POSITIVE_INFINITY };
const modelWith = (construct: Construct) => modelOf(serversWith(construct));

describe("works alike", () => {
  test.for(Object.entries(WORKS))("%s", ([, construct]) => {
    const model = modelWith(construct);
    const reference = referenceGraph(model, STATES);
    expect(reference.refused).toBeUndefined();
    for (const way of WAYS) {
      expect({ way, ...comparable(compiledGraph(model, way, STATES), way) }).toEqual({ way, ...comparable(reference, way) });
    }
    expect(byCompiled(model, undefined, limits)).toEqual(byReference(model, limits));
  });
});

describe("is refused", () => {
  const tables = { ...COMPILED_ONLY, ...REPLACED, ...GUARDS, ...VALUES, ...COLLECTIONS, ...EFFECTS };
  test.for(Object.entries(tables))("%s", ([, [construct, compiled, reference, noticed]]) => {
    const model = modelWith(construct);
    const [said, worded] = [byCompiled(model, undefined, limits).came, byReference(model, limits).came];
    expect(said).toMatch(compiled);
    if (reference === undefined) {
      expect(worded).not.toMatch(/Error/);
    } else {
      expect(worded).toMatch(reference);
      expect(said).toBe(worded);
      if (!noticed) expect(compiledGraph(model, "kernel", STATES).refused?.action).toBe("construct");
    }
  });
});

describe("is the same twice, or else caught", () => {
  test.for(Object.entries(UNSTEADY))("%s", ([, construct]) => {
    for (const came of [
      byCompiled(modelWith(construct()), undefined, limits).came,
      byReference(modelWith(construct()), limits).came,
    ]) {
      expect(came).toMatch(/^SpecError: servers\.construct\(i=server\d, j=server\d, m=Ask\(.*\)\):? /);
    }
  });

  test.for(Object.entries(STEADY))("%s", ([, construct]) => {
    expect(byCompiled(modelWith(construct()), undefined, limits)).toEqual(byReference(modelWith(construct()), limits));
  });
});
