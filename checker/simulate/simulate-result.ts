// What random runs find: data, and no wording.
import type { PropertyResult, Stop, Trace, Verdict } from "../result.ts";
import type { Guide } from "./guide.ts";

export interface SimulateOptions {
  /** A whole number from 0 to 2^53 - 1; without one it is chosen by chance. The same seed gives the same runs. */
  readonly seed?: number;
  /** How many runs; 1,000 without it. */
  readonly runs?: number;
  /** Actions of a run at most; 100 without it. */
  readonly depth?: number;
  /** Shows the run of this number, step by step, and takes none after it. */
  readonly run?: number;
  /**
   * `uniform`: all steps that lead on alike. `rare`: first an action, the likelier the more rarely it was taken in the runs
   * before, then one of its steps. `swarm`: each run likes and dislikes actions, and values of their parameters, of its own.
   * `fresh`: rather steps to states that few of the runs before came by. `mixed`, the default: each of the four in turn.
   */
  readonly guide?: Guide;
  /** Limits the time; the runs that are finished by then count. */
  readonly seconds?: number;
  /** MiB for what is remembered of the states that were met; 128 without it. It changes the speed and nothing else. */
  readonly memory?: number;
  /** The named properties alone; deadlock is then looked for only if it is named. */
  readonly properties?: readonly string[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SimulateProgress) => void;
}

export interface SimulateProgress {
  readonly runs: number;
  readonly steps: number;
  readonly seconds: number;
  /** Once something is found: the actions of the run that came to it, and how few it takes by now. */
  readonly shrinking?: { readonly actions: number; readonly shown: number };
}

export interface SimulateResult {
  readonly schema: 1;
  /** `incomplete` where nothing was found: random runs verify nothing. */
  readonly verdict: Extract<Verdict, "violated" | "deadlocked" | "incomplete" | "error">;
  readonly expected: Verdict;
  readonly target: string;
  readonly mutant?: string;
  readonly seed: number;
  readonly guide: Guide;
  /** Runs that have ended, a last one that found something included; and actions of a run at most. */
  readonly runs: number;
  readonly depth: number;
  /** Actions taken in these, and in the longest of them. */
  readonly steps: number;
  readonly longest: number;
  /** About how many different states they visited, within some 2 %. */
  readonly distinct: number;
  readonly seconds: number;
  readonly stepsPerSecond: number;
  /** Why runs ended: at their depth, where nothing more changes, where bounds cut all that is left. */
  readonly ended: { readonly depth: number; readonly nothing: number; readonly bounds: number };
  /** Steps that were offered and cut, by the name of the bound. */
  readonly cut: { readonly [bound: string]: number };
  /** How often each action was taken. */
  readonly actions: { readonly [name: string]: number };
  /** Actions that were offered, and each time cut, or without a change. */
  readonly offeredOnly: readonly string[];
  /** In how many runs each witness was reached. */
  readonly witnesses: { readonly [name: string]: number };
  /** `incomplete` of a promise that no run broke; `verified` of a witness that some run reached. */
  readonly properties: { readonly [name: string]: PropertyResult };
  /** At most one, made short. */
  readonly violations: readonly Trace[];
  /**
   * The run that it was found in, by its number; its actions as they were and as they are shown; whether it is known that no run
   * takes fewer; and whether making it short was interrupted, and by what.
   */
  readonly found?: {
    readonly run: number;
    readonly actions: number;
    readonly shown: number;
    readonly isShortest: boolean;
    readonly stoppedBy?: Extract<Stop, "interrupted">;
  };
  /** The run that was to be shown, as it was. */
  readonly shown?: Trace;
  readonly stoppedBy?: Extract<Stop, "time" | "interrupted">;
  readonly message?: string;
}
