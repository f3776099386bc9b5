import type { PropertyResult, Result, Strength } from "../result.ts";
import type { Row } from "./rows.ts";
import { counted, listed } from "./words.ts";

/**
 * How much a run says: how far the witnesses are, what never happened, and what the bounds cut off. What has not happened in a
 * search that was stopped says nothing, since it still may.
 */
export const strengthRows = ({ verdict, properties, strength, cut }: Result): Row[] => [
  ["reached", listed(Object.entries(properties).flatMap(reached))],
  ...(strength === undefined || verdict === "incomplete" ? [] : exercised(strength)),
  [
    "cut off",
    Object.entries(cut)
      .filter(([, steps]) => steps > 0)
      .map(cutText)
      .join(", "),
  ],
];

const reached = ([name, { kind, verdict, depth }]: [string, PropertyResult]): string[] =>
  kind === "witness" && verdict === "verified" && depth !== undefined ? [`${name} after ${counted(depth - 1, "action")}`] : [];

const exercised = (strength: Strength): Row[] => [
  ["never taken", listed(strength.actionsNeverTaken)],
  ["never false", listed(strength.guardsAlwaysTrue.map((guard) => `guard of ${guard}`))],
  ["never changed", listed(strength.variablesNeverChanged)],
  ["never seen", listed(strength.valuesNeverSeen)],
  ["premise never held", listed(strength.premisesNeverHeld)],
];

const cutText = ([bound, steps]: [string, number]) => `${counted(steps, "step")} by ${bound}`;
