import type { PlainState } from "../../reference/plain.ts";
import { decode } from "./decode.ts";
import type { Layout } from "./layout.ts";

/** States as plain values. Whoever asks again for the state that was asked for last gets the same one. */
export const decoded = ({ root, words }: Layout): ((of: Int32Array) => PlainState) => {
  const last = new Int32Array(words);
  let state: PlainState | undefined;
  return (of) => {
    if (state === undefined || last.some((word, i) => word !== of[i])) {
      last.set(of.subarray(0, words));
      state = decode(root, last);
    }
    return state;
  };
};
