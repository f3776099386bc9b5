import { describe, expect, test } from "vitest";
import { membersOf } from "../../../../checker/cli/nodes/members.ts";

const at = (port: number, host = "127.0.0.1") => ({ host, port });

describe("who belongs to a cluster", () => {
  test("all that are named, in that order; a node listens at its own address", () => {
    expect(membersOf({ id: "b", peers: "c=:7003, a=7001,b=10.0.0.2:7002" })).toEqual({
      self: "b",
      nodes: ["c", "a", "b"],
      peers: { c: at(7003), a: at(7001), b: at(7002, "10.0.0.2") },
      listen: at(7002, "10.0.0.2"),
    });
  });

  test("or elsewhere, where it is reached by another address", () => {
    const { peers, listen } = membersOf({ id: "a", peers: "a=a.example:7001", listen: "0.0.0.0:0" });
    expect([peers, listen]).toEqual([{ a: at(7001, "a.example") }, at(0, "0.0.0.0")]);
  });

  test("a node alone needs only to listen", () => {
    const { nodes, listen } = membersOf({ id: "a", listen: ":0" });
    expect([nodes, listen]).toEqual([["a"], at(0)]);
  });

  const wrong: [flags: Parameters<typeof membersOf>[0], error: string][] = [
    [{ peers: "a=7001" }, "--id is missing; it is written as --id a"],
    [{ id: "a" }, "--peers is missing; it is written as --peers a=127.0.0.1:7001,b=127.0.0.1:7002"],
    [{ id: "a b", peers: "a=7001" }, '--id: "a b" is no name of a node'],
    [{ id: "ab", peers: "a=7001,ac=7002" }, '--id: "ab" is none of --peers; did you mean a or ac? There are the nodes a, ac.'],
    [{ id: "a", peers: "127.0.0.1:7001" }, '--peers: "127.0.0.1:7001" is no node; write id=host:port for each'],
    [{ id: "a", peers: "a=7001," }, '--peers: "" is no node'],
    [{ id: "a", peers: "a=host" }, '--peers: a: "host" is no address; one is host:port'],
    [{ id: "a", peers: "a=70001" }, '--peers: a: "70001" is no address'],
    [{ id: "a", peers: "a=7001,a=7002" }, "--peers: a is named twice"],
    [{ id: "a", peers: "a=7001,b=127.0.0.1:7001" }, "--peers: a and b are both at 127.0.0.1:7001"],
    [{ id: "a", peers: "a=0" }, "--peers: the port of a is 0, where nobody can reach it; port 0 is for --listen alone"],
    [{ id: "a", peers: "__proto__=7001" }, '--peers: "__proto__" is no name of a node'],
    [{ id: "a", listen: "nowhere" }, '--listen: "nowhere" is no address'],
  ];
  for (const [flags, error] of wrong) test(error, () => expect(() => membersOf(flags)).toThrow(error));
});
