import { type Figures, generatedPerSecond } from "./figures.ts";
import { type Row, startUp } from "./rows.ts";

const verdict = (met: boolean, text: string) => `${met ? "met    " : "NOT MET"}  ${text}`;

/** Each promise of a row, met or not. They are printed and never asserted: a test that times something fails on its own. */
export const promisesOf = (row: Row, measured: ReadonlyMap<string, Figures>, native: Figures | undefined): string[] => {
  const figures = measured.get(row.name);
  const { ofNative, bytesPerState, statesPerSecond, of, timeOf } = row.promises ?? {};
  const lines: string[] = [];
  if (figures === undefined) return lines;
  if (ofNative && native) {
    const share = generatedPerSecond(figures) / generatedPerSecond(native);
    const goal = ofNative.goal === undefined ? "" : `, the goal ${ofNative.goal}`;
    lines.push(
      verdict(share >= ofNative.least, `${row.name}: ${share.toFixed(2)} of C; promised are ${ofNative.least}${goal}`),
    );
  }
  if (statesPerSecond !== undefined) {
    const rate = figures.states / figures.seconds;
    const goal = statesPerSecond.goal === undefined ? "" : `, the goal ${statesPerSecond.goal / 1_000} k`;
    lines.push(
      verdict(
        rate >= statesPerSecond.least,
        `${row.name}: ${(rate / 1_000).toFixed(0)} k states/s; promised are ${statesPerSecond.least / 1_000} k${goal}`,
      ),
    );
  }
  if (bytesPerState !== undefined) {
    const bytes = figures.bytesPerState ?? NaN;
    lines.push(
      verdict(bytes <= bytesPerState, `${row.name}: ${bytes.toFixed(1)} bytes a state; promised are ${bytesPerState}`),
    );
  }
  const other = of && measured.get(of.row);
  if (of && other) {
    const share = generatedPerSecond(figures) / generatedPerSecond(other);
    lines.push(verdict(share >= of.least, `${row.name}: ${share.toFixed(2)} of a lone run; promised are ${of.least}`));
  }
  const whole = timeOf && measured.get(timeOf.row);
  if (whole) {
    const share = figures.seconds / whole.seconds;
    lines.push(verdict(share <= timeOf.most, `${row.name}: ${share.toFixed(2)} of the time; promised are ${timeOf.most}`));
  }
  return lines;
};

export const promiseOfStartUp = ({ seconds, mebibytes }: { seconds: number; mebibytes: number }): string =>
  verdict(
    seconds <= startUp.seconds && mebibytes <= startUp.mebibytes,
    `start-up of ${startUp.target}: ${seconds.toFixed(2)} s and ${mebibytes.toFixed(0)} MiB; ` +
      `the goal is ${startUp.seconds} s and ${startUp.mebibytes} MiB`,
  );
