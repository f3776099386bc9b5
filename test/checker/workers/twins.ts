// A module in which an instance is hard to find again: some are alike, and not all that it exports is a spec or an instance.
import { check } from "../../../checker/check.ts";
import { instancesOf, range, spec } from "../../../specs/language/index.ts";

const instance = instancesOf(import.meta.url);

/** Whoever calls all that is exported with the constants of an instance hears of it. */
export const helper = async ({ times }: { readonly times: number }) => {
  if (times === undefined) throw new Error("called with what is none of its business");
};

export const counter = ({ most }: { readonly most: number }) =>
  spec({
    name: "counter",
    state: { count: range(0, most) },
    init: { count: 0 },
    actions: {
      up: {
        guard: (s) => s.count < most,
        effect: (s) => {
          s.count++;
        },
      },
    },
    terminal: () => true,
  });

const upTo = (count: number) => instance(counter, { most: 6 }, { within: (s) => s.count <= count });
export const narrow = instance(counter, { most: 6 }, { within: (s) => s.count < 3 });
export const wide = instance(counter, { most: 6 }, { within: () => true });
/** Alike to whoever cannot see what their bound encloses. */
export const alike = upTo(2);
export const other = upTo(4);
export const twice = other;
export const once = instance(counter, { most: 7 }, { within: () => true });
export const again = once;

const made = instance(counter, { most: 5 }, { name: "made" });
export const unexported = { made };

/** Settled by whoever runs this module, and by no worker that imports it. */
export const checked = check(once);
