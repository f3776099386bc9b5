import { readdirSync } from "node:fs";
import { basename, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { protocols } from "./protocols.ts";

const SPECS = resolve(import.meta.dirname, "../../specs");

/** A protocol with parts worth reading alone has a folder of its own. */
const placeOf = (file: string) => `${file.split(sep)[0]}/${basename(file, ".instances.ts")}`;

test("every file of instances is in the catalogue, in the folder of its family", () => {
  const files = readdirSync(SPECS, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".instances.ts"));
  expect(files.map(placeOf).sort()).toEqual(protocols.map(({ protocol, family }) => `${family}/${protocol}`).sort());
});

describe.each(protocols)("$protocol", ({ protocol, family, functions, instances, mutants }) => {
  test("its module offers one spec function, which gives the spec of every instance again", () => {
    expect(functions).toHaveLength(1);
    for (const { constants, spec } of instances) {
      expect(functions[0](constants)).toMatchObject({ name: protocol, properties: spec.properties });
    }
  });

  test("its instances have names of their own, and know where they stand", () => {
    expect(new Set(instances.map(({ target }) => target)).size).toBe(instances.length);
    for (const { target, address } of [...instances, ...mutants]) {
      expect(target.startsWith(`${protocol}/`)).toBe(true);
      expect(placeOf(relative(SPECS, fileURLToPath(address?.module ?? "")))).toBe(`${family}/${protocol}`);
    }
  });

  test("its counts are recorded, all three", () => {
    for (const { options } of instances) {
      expect(options.expect).toMatchObject({
        states: expect.any(Number),
        generated: expect.any(Number),
        depth: expect.any(Number),
      });
    }
  });

  test("something must be reachable", () => {
    for (const { spec } of instances) expect(Object.keys(spec.witnesses ?? {})).not.toEqual([]);
  });

  test("every property has a mutant that breaks it", () => {
    const properties = new Set(instances.flatMap(({ spec }) => spec.properties));
    expect([...new Set(mutants.map(({ breaks }) => breaks))].sort()).toEqual([...properties].sort());
  });

  test("its mutants have names of their own", () => {
    expect(new Set(mutants.map(({ mutant }) => mutant)).size).toBe(mutants.length);
  });
});
