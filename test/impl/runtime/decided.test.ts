import { match } from "ts-pattern";
import { expect, test } from "vitest";
import { decided } from "../../../impl/runtime/decided.ts";

type Shape = { readonly type: "circle"; readonly radius: number } | { readonly type: "square"; readonly side: number };

test("what depends on the type alone is chosen once for each", () => {
  const chosen: string[] = [];
  const corners = decided("type", (shape: Shape) => {
    chosen.push(shape.type);
    return match(shape)
      .with({ type: "circle" }, () => 0)
      .with({ type: "square" }, () => 4)
      .exhaustive();
  });
  const shapes: Shape[] = [
    { type: "circle", radius: 1 },
    { type: "square", side: 1 },
    { type: "circle", radius: 2 },
    { type: "square", side: 2 },
  ];
  expect(shapes.map(corners)).toEqual([0, 4, 0, 4]);
  expect(chosen).toEqual(["circle", "square"]);
});

test("what is no such type is refused each time", () => {
  const corners = decided("type", (shape: Shape) =>
    match(shape)
      .with({ type: "circle" }, { type: "square" }, () => 0)
      .exhaustive(),
  );
  const line = { type: "line" } as unknown as Shape;
  for (let time = 0; time < 2; time++) expect(() => corners(line)).toThrow("no pattern matches");
});
