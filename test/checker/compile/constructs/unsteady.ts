// Recipes that depend on more than the state and their arguments: two runs of them differ, sooner or later.
import type { Construct, Loose } from "../specimens/servers.ts";
import { on, when } from "./recipe.ts";

/** Made anew for each search, since they count. */
export const UNSTEADY: Readonly<Record<string, () => Construct>> = {
  "chance in a guard": () => ({ guard: () => Math.random() < 0.5 }),
  "chance in an effect": () => ({ effect: on((self) => (self.term = Math.floor(Math.random() * 3))) }),
  "chance in what is pushed": () => ({ effect: on(({ log }) => void (log[0] = Math.floor(Math.random() * 3))) }),
  "chance in what is sent": () => ({
    effect: on((_self, s, { m }) => {
      s.wire.consume(m);
      s.wire.send({ ...m, round: Math.floor(Math.random() * 3) });
    }),
  }),
  "a clock": () => ({ guard: () => Math.floor(performance.now() * 1_000) % 2 === 0 }),
  "a counter in a guard": () => {
    let calls = 0;
    return { guard: () => calls++ % 2 === 0 };
  },
  "a counter in an effect": () => {
    let calls = 0;
    return { effect: on((self) => (self.term = calls++ % 3)) };
  },
  "a counter that turns up late": () => {
    let calls = 0;
    return { effect: on((self) => (self.term = calls++ < 11 ? 0 : 1)) };
  },
  "a draft kept from an earlier call": () => {
    let kept: Loose;
    return {
      effect: on((self) => {
        kept ??= self;
        kept.term = 1;
      }),
    };
  },
  "a list kept from an earlier call": () => {
    let kept: Loose;
    return {
      effect: on(({ log }) => {
        kept ??= log;
        kept[0] = 1;
      }),
    };
  },
  "one list of the author's for ever": () => {
    const mine: number[] = [];
    return {
      effect: on((self) => {
        mine.push(1);
        self.log = mine.slice(0, 3);
      }),
    };
  },
};

/** What looks like it, and is not. */
export const STEADY: Readonly<Record<string, () => Construct>> = {
  "calls that are counted, and the count not used": () => {
    let calls = 0;
    return { guard: when((self) => ++calls > 0 && self.term === 0), effect: on((self) => (self.term = 1)) };
  },
  "what was found once, remembered by what it depends on": () => {
    const known = new Map<number, number>();
    return {
      effect: on((self) => {
        if (!known.has(self.term)) known.set(self.term, (self.term + 1) % 3);
        self.term = known.get(self.term);
      }),
    };
  },
};
