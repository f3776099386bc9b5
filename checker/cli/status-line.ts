import { clearLine, cursorTo } from "node:readline";

/** One line on a terminal that is written over as things go on; elsewhere nothing. */
export interface StatusLine {
  readonly show: (text: (columns: number) => string) => void;
  readonly clear: () => void;
}

const REFRESH_MS = 100;

export const statusLine = (stream: NodeJS.WriteStream): StatusLine => {
  let shown = false;
  let last = 0;
  const wipe = () => {
    clearLine(stream, 0);
    cursorTo(stream, 0);
  };
  return {
    show: (text) => {
      const now = performance.now();
      if (!stream.isTTY || (shown && now - last < REFRESH_MS)) return;
      wipe();
      // A terminal that does not know its width says 0.
      stream.write(text(stream.columns || 80));
      [shown, last] = [true, now];
    },
    clear: () => {
      if (shown) wipe();
      shown = false;
    },
  };
};
