import type { Refusal, ToursResult } from "../conform/replay-tours.ts";
import { fieldChanges, fieldLines, partText } from "./conform-fields.ts";
import type { ConformSurroundings } from "./conform-surroundings.ts";
import { indented, rows } from "./rows.ts";
import { actionText, valueText } from "./value-text.ts";

/** What came of leading an implementation along every step of a spec. */
export const toursLines = (result: ToursResult, around: ConformSurroundings): string[] => {
  const { target, verdict, states, edges, replayed, notOffered, unreached, tests, steps, seconds, neverOffered, refusals } =
    result;
  const colour = { conforms: around.paint.good, diverges: around.paint.bad, inconclusive: around.paint.unsure }[verdict];
  const counts = `states=${states} edges=${edges} replayed=${replayed} tests=${tests} steps=${steps} seconds=${seconds.toFixed(1)}`;
  return [
    target,
    ...divergenceLines(result, around),
    ...rows(
      [
        ["refused", notOffered > 0 ? `${notOffered} edges; ${unreached} lie behind them alone` : undefined],
        ["", refusals.map(refusalText).join("\n")],
        ["never", neverOffered.join(", ")],
      ],
      around.paint,
    ),
    `${colour(verdict)} ${target} ${counts}`,
  ];
};

const refusalText = ({ action, why, edges }: Refusal): string => `${edges} ${action}${why === "" ? "" : `: ${why}`}`;

const divergenceLines = ({ divergence }: ToursResult, { spec, paint }: ConformSurroundings): string[] => {
  if (!divergence) return [];
  const width = String(divergence.steps.length).length;
  const title = (i: number, text: string) => `  ${String(i).padStart(width)}  ${text}`;
  let before = divergence.start;
  const steps = divergence.steps.flatMap(({ action, args, seen }, i) => {
    const lines = fieldChanges(before, seen, spec);
    before = seen;
    return [
      title(i + 1, actionText(action, args)),
      ...indented(lines.length > 0 ? lines : ["(nothing that is observed changes)"], 6 + width),
    ];
  });
  const differences = divergence.differences.map(({ path, observed, spec: there, foreign }) => {
    const seen = foreign === undefined ? partText(spec, path, observed) : `${valueText(observed)} (${foreign})`;
    return `${path}: observed ${seen}, in the spec ${there === undefined ? "nothing of that name" : partText(spec, path, there)}`;
  });
  return [
    title(0, "initially"),
    ...indented(fieldLines(divergence.start, spec), 6 + width),
    ...steps,
    `  ${paint.bad("×")} the spec comes out otherwise`,
    ...indented(differences, 4),
  ];
};
