// What a node is told and does from one boot to the next crash, as the simulator has it, and as the server's engine has it when it
// is told the same in the same order.
import type { Cluster } from "../../../impl/runtime/cluster.ts";
import type { Durable, Effect, Input, NodeId, Protocol } from "../../../impl/runtime/core.ts";
import { plainDriver } from "../../../impl/runtime/driver.ts";
import { textOf } from "../../../impl/runtime/plain-data.ts";
import { engine } from "../../../impl/runtime/server/engine.ts";
import { simulate } from "../../../impl/runtime/simulator/simulate.ts";
import type { Observed, Simulation } from "../../../impl/runtime/simulator/simulation.ts";
import { packed, unpacked } from "../../../impl/runtime/tcp/payload.ts";
import { decodeRecords, encodeRecord } from "../../../impl/runtime/wal/record-codec.ts";

export interface Moment<P extends Protocol> {
  /** Undefined of the boot. */
  readonly input: Input<P> | undefined;
  readonly effects: readonly Effect<P>[];
  /** What left the node, whether the step wanted it or an earlier one that waited for the disk. */
  readonly sent: readonly (readonly [to: NodeId, message: P["message"]])[];
  readonly replied: readonly (readonly [session: string, seq: number, result: P["result"]])[];
  readonly state: string;
}

export interface Life<P extends Protocol> {
  readonly node: NodeId;
  readonly disk: Durable<P>;
  readonly moments: Moment<P>[];
}

/** All lives of a simulated run. */
export const livesOf = <P extends Protocol>(simulation: Simulation<P>, seed: number): readonly Life<P>[] => {
  const lives: Life<P>[] = [];
  const current = new Map<NodeId, Life<P>>();
  const born = (node: NodeId, disk: Durable<P>) => {
    const life: Life<P> = { node, disk, moments: [] };
    lives.push(life);
    current.set(node, life);
  };
  const observe = () => ({
    begin: ({ nodes, network }: Cluster<P>) => {
      for (const node of Object.keys(nodes)) {
        const { effects } = simulation.core.boot(simulation.nodes[node], node, { lsn: 0, records: [] });
        const sent = network.flatMap(({ from, to, message }) => (from === node ? [[to, message] as const] : []));
        born(node, { lsn: 0, records: [] });
        current.get(node)?.moments.push({ input: undefined, effects, sent, replied: [], state: textOf(nodes[node].core) });
      }
      return undefined;
    },
    step: (step: Observed<P>) => {
      const told = toldIn(step);
      if (!told) return undefined;
      const { node, input } = told;
      const { core, disk } = step.after.nodes[node];
      if (input === undefined) born(node, { lsn: disk.lsn, records: disk.records });
      const before = new Set(step.before.network);
      const sent = step.after.network.filter((one) => !before.has(one)).map(({ to, message }) => [to, message] as const);
      const replied = repliesThatLeft(node, step);
      current.get(node)?.moments.push({ input, effects: step.effects, sent, replied, state: textOf(core) });
      return undefined;
    },
  });
  const { failure } = simulate({ ...simulation, observe }, { seed });
  if (failure) throw new Error(`seed ${seed}: ${failure.what}`);
  return lives;
};

/** Those that are held no more, or were not: the simulator's ledger does not tell of an answer that was given before. */
const repliesThatLeft = <P extends Protocol>(node: NodeId, { before, after, effects }: Observed<P>) => {
  const held = new Set<unknown>(after.nodes[node].held);
  const wanted = [...before.nodes[node].held, ...effects];
  return wanted.flatMap((one) => (one.kind === "reply" && !held.has(one) ? [[one.session, one.seq, one.result] as const] : []));
};

/** Which node was told what; a node that boots is told nothing. */
const toldIn = <P extends Protocol>({
  action,
  args,
}: Observed<P>): { node: NodeId; input: Input<P> | undefined } | undefined => {
  switch (action) {
    case "request":
      return { node: args.node, input: { kind: "request", session: args.session, seq: args.seq, command: args.command } };
    case "deliver":
      return { node: args.to, input: { kind: "message", from: args.from, message: args.message } };
    case "timer":
      return { node: args.node, input: { kind: "timer", timer: args.timer } };
    case "sync":
      return { node: args.node, input: { kind: "durable", lsn: args.lsn } };
    case "restart":
      return { node: args.node, input: undefined };
    case "choice":
      throw new Error("the server draws its choices itself, and cannot be told them");
    default:
      return undefined;
  }
};

export interface Wire<P extends Protocol> {
  isMessage(value: unknown): value is P["message"];
  isCommand(value: unknown): value is P["command"];
}

/**
 * The life once more, in the engine of the server. What comes over the wire and from the disk is what it becomes there.
 * @param runsOut lets a timer of the engine run out
 */
export const livedOnEngine = async <P extends Protocol>(
  { core, nodes }: Pick<Simulation<P>, "core" | "nodes">,
  { isMessage, isCommand }: Wire<P>,
  { node, disk, moments }: Life<P>,
  runsOut: (timer: string) => void,
): Promise<readonly Moment<P>[]> => {
  const lived: Growing<P>[] = [];
  let synced: ((lsn: number) => void) | undefined;
  let failure: unknown;
  const records = disk.records.flatMap((record) => decodeRecords(encodeRecord(record)) as P["record"][]);
  const here = engine<P>(
    plainDriver(core, nodes),
    node,
    { lsn: disk.lsn, records },
    {
      log: {
        append: () => 0,
        sync: () => new Promise((resolve) => (synced = resolve)),
        discard: () => Promise.resolve(),
      },
      send: (to, message) => void lived.at(-1)?.sent.push([to, message]),
      reply: (session, seq, result) => void lived.at(-1)?.replied.push([session, seq, result]),
      rejected: () => undefined,
      stepped: (input, effects, state) => void lived.push({ input, effects, sent: [], replied: [], state: textOf(state) }),
      failed: (error) => void (failure = error),
    },
  );
  for (const { input } of moments.slice(1)) {
    if (input?.kind === "message") here.take({ ...input, message: over(input.message, isMessage) });
    else if (input?.kind === "request") here.take({ ...input, command: over(input.command, isCommand) });
    else if (input?.kind === "timer") runsOut(input.timer);
    else if (input?.kind === "durable") synced?.(input.lsn);
    // A sync that has ended is told when the promise of it is heard.
    if (input?.kind === "durable") await new Promise(setImmediate);
    if (failure !== undefined) throw failure;
  }
  here.halt();
  return lived;
};

type Growing<P extends Protocol> = Pick<Moment<P>, "input" | "effects" | "state"> & {
  readonly sent: Moment<P>["sent"][number][];
  readonly replied: Moment<P>["replied"][number][];
};

const over = <T>(value: unknown, isIt: (value: unknown) => value is T): T => {
  const come = unpacked(packed(value));
  if (!isIt(come)) throw new Error(`it is not understood when it arrives: ${textOf(value)}`);
  return come;
};
