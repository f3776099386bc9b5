import type { Progress } from "../result.ts";

/** How far a search is, in one line: `1.2 M states, 350 k/s, queue 40 k, depth 12, 3 s  raft/3-2`. */
export const progressLine = (target: string, progress: Progress, columns: number): string => {
  const { states, depth, queue, seconds } = progress;
  const rate = seconds > 0 ? states / seconds : 0;
  const line = `${short(states)} states, ${short(rate)}/s, queue ${short(queue)}, depth ${depth}, ${Math.floor(seconds)} s  ${target}`;
  return line.slice(0, Math.max(0, columns - 1));
};

const short = (count: number): string => {
  if (count >= 1e6) return `${(count / 1e6).toFixed(1)} M`;
  return count >= 1e4 ? `${Math.round(count / 1e3)} k` : String(Math.round(count));
};
