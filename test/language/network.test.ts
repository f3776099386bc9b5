import { describe, expect, test } from "vitest";
import { boolean, ids, ordered, range, SpecError, sentMessages, unordered } from "../../specs/language/index.ts";

const Node = ids("node", 2);
const Term = range(0, 2);

describe("an envelope's fields are the network's own", () => {
  const networks = { unordered, ordered };
  for (const [name, network] of Object.entries(networks)) {
    test.each(["from", "to", "type"])(`${name} refuses messages with a field "%s"`, (field) => {
      const make = () => network({ between: Node, messages: { Ask: { [field]: Term } }, atMost: 1 });
      expect(make).toThrow(SpecError);
      expect(make).toThrow(`message Ask: the field "${field}" is the network's own; name yours differently`);
    });
  }

  test("sent messages have no envelope, so `from` is theirs to name", () => {
    expect(sentMessages({ Ask: { from: Node } })).toMatchObject({
      discipline: "sent",
      shapes: { Ask: { from: { kind: "ids" } } },
    });
  });
});

test("the envelope stands before the fields, in the order of the types as declared", () => {
  const { shapes } = unordered({
    between: Node,
    messages: { Vote: { granted: boolean }, Ask: { term: Term } },
    atMost: 1,
  }) as unknown as {
    shapes: Record<string, object>;
  };
  expect(Object.entries(shapes).map(([type, fields]) => [type, Object.keys(fields)])).toEqual([
    ["Vote", ["from", "to", "granted"]],
    ["Ask", ["from", "to", "term"]],
  ]);
});

test("a message can only be drawn of a type that there is", () => {
  const sent = sentMessages({ Ask: {}, Stop: {} });
  expect(sent.any("Ask")).toMatchObject({ kind: "drawn", tag: "Ask", network: sent });
  expect(sent.any()).toMatchObject({ kind: "drawn", tag: undefined });
  // @ts-expect-error there is no such type
  expect(() => sent.any("Aks")).toThrow('any("Aks"): there is no message of that type; there are Ask, Stop');
});

test("a full network refuses one more message unless it says otherwise", () => {
  expect(unordered({ between: Node, messages: { Ask: {} }, atMost: 1 })).toMatchObject({ whenFull: "error", atMost: 1 });
  expect(ordered({ between: Node, messages: { Ask: {} }, atMost: 1, whenFull: "loseNewest" })).toMatchObject({
    whenFull: "loseNewest",
    discipline: "ordered",
  });
});
