import type { Sequential } from "./consistency.ts";

type Call<V> = { readonly type: "Write"; readonly value: V } | { readonly type: "Read" };
type Result<V> = { readonly type: "Written" } | { readonly type: "Value"; readonly value: V };

/** A register: a read gives what was last written. */
export const register = <V>(initial: V): Sequential<V, Call<V>, Result<V>> => ({
  initial,
  apply: (state, call) =>
    call.type === "Write"
      ? { state: call.value, result: { type: "Written" } }
      : { state, result: { type: "Value", value: state } },
});
