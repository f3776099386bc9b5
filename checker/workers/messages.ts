// What a search and its workers say to each other, beside what lies on the board.
import type { Invitation } from "../compile/parallel/crew.ts";
import type { Memory } from "../compile/parallel/window-kernel.ts";
import type { Whereabouts } from "./whereabouts.ts";

/** What a worker is to build. */
export interface Task {
  readonly where: Whereabouts;
  readonly properties: readonly string[] | undefined;
  readonly symmetry: boolean | undefined;
  readonly thread: number;
}

/** An error's class is lost on its way: whether it is the spec's is said beside it. */
export interface Told {
  readonly message: string;
  readonly isOfSpec: boolean;
}

export type FromWorker =
  | { readonly kind: "built"; readonly fingerprint: string }
  | { readonly kind: "unbuilt"; readonly message: string }
  | { readonly kind: "rehearsed"; readonly numbers: readonly number[] }
  | { readonly kind: "mishap"; readonly state: number; readonly error: Told };

export type ToWorker =
  | { readonly kind: "join"; readonly invitation: Invitation }
  | { readonly kind: "memory"; readonly memory: Memory };
