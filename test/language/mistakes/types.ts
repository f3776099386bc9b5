// Mistakes in types, and in initial values.
import { boolean, listOf, mapOf, record, sentMessages, setOf, spec, unordered } from "../../../specs/language/index.ts";
import { count, Index, Level, RM, rm, started, state } from "./setting.ts";

// Types that do not nest.

// @ts-expect-error a set of sets
setOf(setOf(RM));
// @ts-expect-error a set in a message
sentMessages({ Heard: { from: setOf(RM) } });
// @ts-expect-error a record that holds a set, in a list
listOf(record({ known: setOf(RM) }), { atMost: 2 });
// @ts-expect-error a list without a bound
listOf(RM);
// @ts-expect-error a network without a bound
unordered({ between: RM, messages: { Ask: {} } });
// @ts-expect-error a map whose keys are no keys
mapOf(boolean, Index);

// Initial states.

// @ts-expect-error an initial value that lacks a field
spec({ name: "", state: { rm }, init: { rm: { level: "low" } }, actions: {} });
// @ts-expect-error an initial value that is misspelt
spec({ name: "", state: { count, level: Level }, init: { count: 0, level: "lwo" }, actions: {} });
// @ts-expect-error one of several initial states that misspells a variable
spec({ name: "", state, init: { params: { i: RM }, state: ({ i }) => ({ ...started, history: { herd: [i] } }) }, actions: {} });
