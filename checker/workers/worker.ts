// A worker: builds the model once more, and takes part in a search until it is ended.
import { type MessagePort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Invitation, Mishap } from "../compile/parallel/crew.ts";
import { Member, serve } from "../compile/parallel/serve.ts";
import type { Memory } from "../compile/parallel/window-kernel.ts";
import { PACE } from "../compile/search/pace.ts";
import { modelOf } from "../model/model-of.ts";
import type { FromWorker, Task, Told, ToWorker } from "./messages.ts";
import { instanceAt } from "./whereabouts.ts";

const { task, port } = workerData as { readonly task: Task; readonly port: MessagePort };
const say = (message: FromWorker) => port.postMessage(message);
const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

const build = async ({ where, properties, symmetry }: Task): Promise<Member | undefined> => {
  try {
    return new Member(modelOf(await instanceAt(where), properties, symmetry), PACE);
  } catch (error) {
    say({ kind: "unbuilt", message: textOf(error) });
    return undefined;
  }
};

/** What was sent before a duty was given out is there, or on its way. */
const nextMemory = (): Memory => {
  for (;;) {
    const received = receiveMessageOnPort(port)?.message as ToWorker | undefined;
    if (received?.kind === "memory") return received.memory;
  }
};

const told = (error: unknown): Told => ({ message: textOf(error), isOfSpec: error instanceof SpecError });
const tell = ({ state, error }: Mishap) => say({ kind: "mishap", state, error: told(error) });

const takePart = (member: Member, invitation: Invitation): void => {
  say({ kind: "rehearsed", numbers: member.join(invitation, task.thread) });
  serve(member, invitation, { memory: nextMemory, tell });
};

// The module may await a check of its own, which comes to no end in a worker: this thread is to stay all the same.
const staying = setInterval(() => {}, 2 ** 30);
const member = await build(task);
clearInterval(staying);
if (member !== undefined) {
  port.once("message", (received: ToWorker) => {
    if (received.kind === "join") takePart(member, received.invitation);
    port.close();
  });
  say({ kind: "built", fingerprint: member.fingerprint });
}
