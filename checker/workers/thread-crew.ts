// The crew of a search: threads of Node's.
import { MessageChannel, type MessagePort, receiveMessageOnPort, type Worker } from "node:worker_threads";
import { SpecError } from "../../specs/language/spec-error.ts";
import { AT, type Board, type Duty } from "../compile/parallel/board.ts";
import {
  type Built,
  CREW_PACE,
  type Crew,
  CrewLost,
  type CrewPace,
  type Invitation,
  type Mishap,
} from "../compile/parallel/crew.ts";
import { areThrough, give } from "../compile/parallel/signals.ts";
import type { Memory } from "../compile/parallel/window-kernel.ts";
import { madeBy } from "./bootstrap.ts";
import type { FromWorker, Task, ToWorker } from "./messages.ts";

interface Member {
  readonly worker: Worker;
  readonly port: MessagePort;
  built?: Built;
  numbers?: readonly number[];
}

export class ThreadCrew implements Crew {
  readonly others: number;
  readonly pace: CrewPace;
  readonly #task: Omit<Task, "thread">;
  #members: readonly Member[] = [];
  #board: Board | undefined;
  readonly #mishaps: Mishap[] = [];
  #lost: CrewLost | undefined;
  #isEnding = false;

  constructor(others: number, task: Omit<Task, "thread">, pace = CREW_PACE) {
    this.others = others;
    this.#task = task;
    this.pace = pace;
  }

  start(): void {
    this.#members = Array.from({ length: this.others }, (_, i) => this.#member(i + 1));
  }

  #member(thread: number): Member {
    const { port1, port2 } = new MessageChannel();
    const task: Task = { ...this.#task, thread };
    const worker = madeBy({ workerData: { task, port: port2 }, transferList: [port2] });
    worker.on("error", (error) => this.#lose(`ended with an error: ${error.message}`));
    worker.on("exit", (status) => this.#lose(`ended before the search did, with status ${status}`));
    worker.unref();
    port1.unref();
    return { worker, port: port1 };
  }

  #lose(how: string): void {
    if (!this.#isEnding) this.#lost ??= new CrewLost(`a worker ${how}. Nothing is decided; search again, or with one worker.`);
  }

  /** Hears what was said until now. What a worker says last it says before it ends. */
  #hear(): void {
    for (const member of this.#members) {
      for (let next = receiveMessageOnPort(member.port); next; next = receiveMessageOnPort(member.port))
        this.#heard(member, next.message as FromWorker);
    }
  }

  #heard(member: Member, said: FromWorker): void {
    if (said.kind === "built") member.built = { fingerprint: said.fingerprint };
    else if (said.kind === "unbuilt") member.built = { failed: said.message };
    else if (said.kind === "rehearsed") member.numbers = said.numbers;
    else {
      const { message, isOfSpec } = said.error;
      this.#mishaps.push({ state: said.state, error: isOfSpec ? new SpecError(message) : new Error(message) });
    }
  }

  #say(message: ToWorker): void {
    for (const { port } of this.#members) port.postMessage(message);
  }

  built(): readonly Built[] | undefined {
    this.#hear();
    const built = this.#members.map((member) => member.built);
    const failed = built.filter((one) => one !== undefined && "failed" in one) as Built[];
    if (failed.length > 0) return failed;
    this.#mustBeThere();
    return built.every((one) => one !== undefined) ? built : undefined;
  }

  join(invitation: Invitation): void {
    this.#board = invitation.board;
    this.#say({ kind: "join", invitation });
  }

  rehearsed(): readonly (readonly number[])[] | undefined {
    this.#mustBeThere();
    this.#hear();
    const numbers = this.#members.map((member) => member.numbers);
    return numbers.every((one) => one !== undefined) ? numbers : undefined;
  }

  renew(memory: Memory): void {
    this.#say({ kind: "memory", memory });
    this.#board!.control[AT.memory]++;
  }

  give(duty: Duty): void {
    this.#mustBeThere();
    give(this.#board!, duty);
  }

  areThrough(until: number): boolean {
    this.#mustBeThere();
    return areThrough(this.#board!, until);
  }

  mishaps(): readonly Mishap[] {
    this.#hear();
    return this.#mishaps.splice(0);
  }

  #mustBeThere(): void {
    if (this.#lost) throw this.#lost;
  }

  async end(): Promise<void> {
    this.#isEnding = true;
    await Promise.all(
      this.#members.map(({ worker, port }) => {
        port.close();
        // Whoever waits for this is not to end first.
        worker.ref();
        return worker.terminate();
      }),
    );
  }
}
