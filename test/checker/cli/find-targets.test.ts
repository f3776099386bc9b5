import { describe, expect, test } from "vitest";
import type { Places } from "../../../checker/cli/catalogue.ts";
import { exportsOf } from "../../../checker/cli/exports.ts";
import { findMutants, findTargets } from "../../../checker/cli/find-targets.ts";
import { boolean, instance, mutant, spec } from "../../../specs/language/index.ts";

const lamp = (constants: { lamps: number; bright?: boolean }) => {
  if (!(constants.lamps > 0)) throw new Error("lamps must be some");
  return spec({
    name: "lamp",
    state: { on: boolean },
    init: { on: false },
    actions: {
      toggle: {
        effect: (s) => {
          s.on = !s.on;
        },
      },
    },
    invariants: { dark: (s) => !s.on },
  });
};
const one = instance(lamp, { lamps: 1 }, { within: { small: () => true }, expect: { verdict: "violated" } });
const two = instance(lamp, { lamps: 2 });
const large = instance(lamp, { lamps: 9 }, { name: "large", default: false });
const stuck = mutant(one, "does not light", { actions: { toggle: { when: false } }, breaks: "dark" });
const flickers = mutant(two, "flickers", { actions: {}, breaks: "dark" });
const helper = () => 3;

const modules: Record<string, Record<string, unknown>> = {
  lamp: { lamp, helper, one, two, again: two, large, stuck, flickers },
  lantern: { large },
};
const places: Places = {
  cwd: "/house",
  catalogue: async () =>
    Object.entries(modules).map(([protocol, module]) => ({ protocol, family: "light", load: async () => module })),
  load: async (path) =>
    exportsOf(path.endsWith("bare.ts") ? { lamp, helper } : path.endsWith("empty.ts") ? {} : modules.lamp, path),
};

const found = async (...targets: string[]) => (await findTargets({ targets }, places)).map(({ target }) => target);
const complaint = async (run: Promise<unknown>) =>
  run.then(
    () => "found",
    ({ message }: Error) => message,
  );
const refused = (...targets: string[]) => complaint(findTargets({ targets }, places));

describe("a target names", () => {
  test("a protocol: its default instances, each once", async () =>
    expect(await found("lamp", "lamp/2")).toEqual(["lamp/1", "lamp/2"]));
  test("an instance, by its name or its export's", async () =>
    expect(await found("lamp/large", "lamp/one")).toEqual(["lamp/large", "lamp/1"]));
  test("every instance of a file, and no mutant", async () =>
    expect(await found("x/lamp.ts")).toEqual(["lamp/1", "lamp/2", "lamp/large"]));
  test("an export of a file, even a mutant", async () => {
    expect(await found("x/lamp.ts#two")).toEqual(["lamp/2"]);
    expect(await findTargets({ targets: ["x/lamp.ts#stuck"] }, places)).toMatchObject([{ mutant: "does not light" }]);
  });
  test("a spec under its own name, though the protocol has another", async () => {
    const renamed: Places = {
      ...places,
      catalogue: async () => [{ protocol: "light", family: "x", load: async () => modules.lamp }],
    };
    expect(await findTargets({ targets: ["lamp/2"] }, renamed)).toMatchObject([{ target: "lamp/2" }]);
  });
  test("nothing: all default instances of the catalogue", async () => {
    await expect(
      findTargets({ targets: [] }, { ...places, catalogue: async () => (await places.catalogue()).slice(0, 1) }),
    ).resolves.toHaveLength(2);
  });
});

test("two instances of one name are refused, and found by their exports", async () => {
  const twins: Places = { ...places, load: async (path) => exportsOf({ two, other: instance(lamp, { lamps: 2 }) }, path) };
  expect(await complaint(findTargets({ targets: ["twins.ts"] }, twins))).toBe(
    'twins.ts exports 2 instances that go by lamp/2: two, other. Give all but one a name of its own: instance(spec, constants, { name: "..." })',
  );
  expect(await findTargets({ targets: ["twins.ts#other"] }, twins)).toHaveLength(1);
});

describe("what does not exist is told beside what does", () => {
  test("a protocol", async () => {
    expect(await refused("lump")).toBe(
      'there is no protocol "lump"; did you mean lamp? There are the protocols lamp, lantern. A file is given by its path: path/to/spec.ts',
    );
    expect(await refused("lump/3")).toContain('(of "lump/3")');
  });
  test("an instance", async () => {
    expect(await refused("lamp/mountains")).toBe('lamp has no "mountains"; there are the instances 1, 2, large.');
    expect(await refused("lamp/larg")).toBe('lamp has no "larg"; did you mean large? There are the instances 1, 2, large.');
  });
  test("a protocol's default instance", async () => {
    expect(await refused("lantern")).toBe("lantern has no default instance; name one of lamp/large");
  });
  test("an export", async () => {
    expect(await refused("x/lamp.ts#thre")).toContain('x/lamp.ts has no "thre"; ');
    expect(await refused("x/lamp.ts#lamp")).toBe("x/lamp.ts#lamp is a function: give it its constants, --constants '{...}'");
  });
  test("an export, mutants among the others", async () => {
    expect(await refused("x/lamp.ts#flicker")).toBe(
      'x/lamp.ts has no "flicker"; did you mean flickers? There are the exports one, two, large, stuck, flickers, lamp, helper.',
    );
  });
  test("instances in a file", async () => {
    expect(await refused("bare.ts")).toContain("give a spec its constants: bare.ts#lamp --constants '{...}'");
    expect(await refused("empty.ts")).toContain("make one with instance(spec, constants)");
  });
  test("a mutant", async () => {
    expect(await complaint(findTargets({ targets: ["lamp"], mutant: "flicker" }, places))).toBe(
      'there is no mutant "flicker"; did you mean "flickers"? There are the mutants "does not light", "flickers".',
    );
  });
});

describe("mutants", () => {
  test("of a protocol, of an instance, of a name", async () => {
    expect((await findMutants(["lamp"], places)).map(({ mutant }) => mutant)).toEqual(["does not light", "flickers"]);
    expect((await findMutants(["lamp/2"], places)).map(({ mutant }) => mutant)).toEqual(["flickers"]);
    expect((await findMutants(["x/lamp.ts#two"], places)).map(({ mutant }) => mutant)).toEqual(["flickers"]);
    expect((await findMutants(["x/lamp.ts#stuck"], places)).map(({ mutant }) => mutant)).toEqual(["does not light"]);
    expect(await findMutants(["lamp/large"], places)).toEqual([]);
    expect(await complaint(findMutants(["lamp/3"], places))).toContain('lamp has no "3"');
    expect(await findTargets({ targets: ["lamp"], mutant: "flickers" }, places)).toEqual([flickers]);
  });
  test("under the name of their export, as far as they are the target's", async () => {
    const named = (target: string, name: string) => findTargets({ targets: [target], mutant: name }, places);
    expect(await named("lamp", "stuck")).toEqual([stuck]);
    expect(await named("x/lamp.ts#one", "stuck")).toMatchObject([{ mutant: "does not light" }]);
    expect(await complaint(named("lamp/2", "stuck"))).toContain('there is no mutant "stuck"; ');
  });
});

describe("--constants", () => {
  const withConstants = (constants: unknown, ...targets: string[]) => findTargets({ targets, constants }, places);

  test("are given to the protocol's spec, and nothing is recorded of them", async () => {
    expect(await withConstants({ lamps: 5 }, "lamp")).toMatchObject([
      { target: "lamp/5", constants: { lamps: 5 }, options: {} },
    ]);
  });
  test("keep the bounds of the instance they are named with", async () => {
    const [made] = await withConstants({ lamps: 5 }, "lamp/1");
    expect(made.options.within).toBe(one.options.within);
    expect(made.options.expect).toBeUndefined();
  });
  test("make a file's spec an instance that a trace can find again", async () => {
    expect(await withConstants({ lamps: 5 }, "bare.ts#lamp")).toMatchObject([
      { target: "lamp/5", address: { module: "file:///house/bare.ts" } },
    ]);
  });
  test("may be some that no instance gives, where the spec function itself is named", async () => {
    expect(await withConstants({ lamps: 2, bright: true }, "x/lamp.ts#lamp")).toMatchObject([{ target: "lamp/2-bright" }]);
    expect(await complaint(withConstants({ lamps: 2, bright: true }, "x/lamp.ts#two"))).toContain(
      'no instance gives a constant "bright"; there are the constants lamps.',
    );
  });
  test("are refused where nothing takes them", async () => {
    expect(await complaint(withConstants({ lamps: 5 }))).toContain("--constants needs a target");
    expect(await complaint(withConstants({ lamps: 5 }, "lantern"))).toContain("lantern exports no spec function");
    expect(await complaint(withConstants({ lamps: 0 }, "lamp"))).toBe(
      'lamp#lamp makes no spec of the constants {"lamps":0}: lamps must be some. lamp/1 is made with {"lamps":1}',
    );
    expect(await complaint(withConstants({ lamps: 2, lumps: 1 }, "lamp"))).toContain(
      'no instance gives a constant "lumps"; did you mean lamps?',
    );
  });
});

test("an instance of a file that gives no address of its own gets the file's", async () => {
  expect(await findTargets({ targets: ["x/lamp.ts#one"] }, places)).toMatchObject([
    { address: { module: "file:///house/x/lamp.ts" } },
  ]);
});
