import { forget } from "../faces/array-faces.ts";
import type { Abstraction } from "../search/abstraction.ts";
import { NoRoom } from "../search/images.ts";
import type { Listener } from "../search/listener.ts";
import type { Mishap } from "./crew.ts";

/** Hears of what is unusual in a window, and keeps no more than that: the search itself will come to it again, alone. */
export class Watch {
  isUnusual = false;
  readonly mishaps: Mishap[] = [];
  readonly listener: Listener;

  readonly abstractions: readonly Abstraction[];

  constructor(abstractions: readonly Abstraction[]) {
    this.abstractions = abstractions;
    const note = () => {
      this.isUnusual = true;
    };
    this.listener = {
      invariantViolated: note,
      stepViolated: note,
      outsideViolated: note,
      deadlocked: note,
      witnessed: note,
      record: () => {},
      outsideRefined: (parent) => {
        if (!abstractions.every((abstraction) => abstraction.allowsOutside(parent))) note();
      },
      refined: (parent, state) => {
        if (!abstractions.every((abstraction) => abstraction.allows(parent, state))) note();
      },
      arrived: (state) => {
        for (const abstraction of abstractions) abstraction.arrived(state);
      },
    };
  }

  /** Whether something unusual happens meanwhile. An error is unusual, and is kept with the state that it is met by. */
  during(run: () => void, by: number): boolean {
    this.isUnusual = false;
    try {
      run();
    } catch (error) {
      forget();
      this.isUnusual = true;
      if (!(error instanceof NoRoom)) this.mishaps.push({ state: by, error });
    }
    return this.isUnusual;
  }
}
