// A simulated run held against the spec, after it is over: then it is known who was heard, and in which order versions were made.
import type { Outcome } from "../../../../checker/conform/follower.ts";
import { watch } from "../../../../checker/conform/watch.ts";
import { quorumStoreConfig } from "../../../../impl/replication/quorum-store/config.ts";
import { type Plan, quorumStoreMapping, registerConstants } from "../../../../impl/replication/quorum-store/mapping.ts";
import type { QuorumStore } from "../../../../impl/replication/quorum-store/protocol.ts";
import { compareVersions, type Version } from "../../../../impl/replication/quorum-store/version.ts";
import type { NodeId, Request } from "../../../../impl/runtime/core.ts";
import { instance } from "../../../../specs/language/index.ts";
import { quorumRegister } from "../../../../specs/replication/quorum-register.ts";
import type { Run, Step } from "./simulated.ts";

/** Key by key; the first outcome that is none to be glad of. */
export const followed = (run: Run): Outcome => {
  const keys = new Set(run.steps.flatMap((step) => (step.action === "request" ? [step.args.command.key] : [])));
  let outcome: Outcome = { verdict: "conforms" };
  for (const key of keys) if (outcome.verdict === "conforms") outcome = followedKey(run, key);
  return outcome;
};

const followedKey = (run: Run, key: string): Outcome => {
  const config = quorumStoreConfig(run.shape.options);
  const plan = planOf(run, key);
  const against = instance(quorumRegister, registerConstants(config, plan));
  const heard = heardIn(run);
  const isHeard = (request: Id, from: NodeId, reply: string) => heard.has(`${idOf(request)} ${from} ${reply}`);
  const watched = watch(against, quorumStoreMapping(config.nodes, plan, isHeard)(against));
  let outcome = watched.start(run.begin);
  for (const step of run.steps) {
    if (outcome.verdict !== "conforms") break;
    if (concerns(step, key)) outcome = watched.step(step, step.after);
  }
  return outcome;
};

/** What other keys' messages do, a later step's state shows as well: nothing, or that the log is longer. */
const concerns = (step: Step, key: string): boolean => {
  if (step.action === "lose" || step.action === "duplicate") return false;
  if (step.action === "request") return step.args.command.key === key;
  if (step.action !== "deliver") return true;
  const { to, message } = step.args;
  if ("key" in message) return message.key === key;
  if ("op" in message) return operationOf(step, to, message.op.number)?.command.key === key;
  return true;
};

type Id = Pick<Request<QuorumStore>, "session" | "seq">;
const idOf = ({ session, seq }: Id) => `${session} ${seq}`;

/**
 * The requests of one key, in the order of what versions are told apart by where their counters are equal. A crash can take away
 * a version that was chosen: the last one counts.
 */
const planOf = ({ steps }: Run, key: string): Plan => {
  const requests = new Map<string, Request<QuorumStore>>();
  const chosen = new Map<string, Version>();
  for (const { action, args, effects } of steps) {
    if (action === "request" && args.command.key === key) {
      const { session, seq, command } = args;
      requests.set(idOf(args), { session, seq, command });
    }
    for (const record of effects.flatMap((effect) => (effect.kind === "append" ? effect.records : [])))
      if (record.type === "Write") chosen.set(idOf(record), { ...record.version, counter: 0 });
  }
  const never: Version = { counter: 1, node: "", start: 0, operation: 0 };
  const versionOf = (id: string) => chosen.get(id) ?? never;
  return [...requests].sort(([a], [b]) => compareVersions(versionOf(a), versionOf(b))).map(([, request]) => request);
};

/** Which replies were counted, as far as that shows, and may have been: the reply that ends a phase is taken for one. */
const heardIn = ({ steps }: Run): ReadonlySet<string> => {
  const heard = new Set<string>();
  for (const step of steps) {
    if (step.action !== "deliver") continue;
    const { from, to, message } = step.args;
    if (message.type !== "Answer" && message.type !== "Stored") continue;
    const operation = operationOf(step, to, message.op.number);
    if (operation) heard.add(`${idOf(operation)} ${from} ${message.type}`);
  }
  for (const { after } of steps) {
    for (const [node, { core }] of Object.entries(after.nodes)) {
      for (const operation of Object.values(core?.operations ?? {})) {
        heard.add(`${idOf(operation)} ${node} Answer`);
        heard.add(`${idOf(operation)} ${node} Stored`);
      }
    }
  }
  return heard;
};

const operationOf = ({ before }: Step, node: NodeId, number: number) => before.nodes[node].core?.operations[number];
