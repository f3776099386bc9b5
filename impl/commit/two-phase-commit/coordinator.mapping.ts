// What the spec may have done while something happened at the coordinator.
import type { Message } from "./messages.ts";
import { flushed, isDurable, transactionAt } from "./sight.mapping.ts";
import { leaving, maybe, type Sight, type Slot, surely } from "./ways.mapping.ts";

export const coordinatorSlots = (sight: Sight): readonly Slot[] => {
  const { names, node, before, after, step } = sight;
  const flushes = flushed(names, before, after, node).map(() => surely({ action: "coordinatorFlushes" }));
  if (step.action === "crash") return [...flushes, ...ifAsked(sight, { action: "coordinatorCrashes" })];
  const begun = step.action === "restart" ? ifAsked(sight, { action: "coordinatorRestarts" }) : [];
  return [...begun, ...flushes, ...asking(sight), ...hearing(sight), ...telling(sight), ...ending(sight)];
};

type Crash = { readonly action: "coordinatorCrashes" | "coordinatorRestarts" };

/** As long as nobody has asked for the transfer there is nothing that a crash could take away. */
const ifAsked = ({ names, before }: Sight, action: Crash): readonly Slot[] => (names.isAsked(before) ? [surely(action)] : []);

const asking = ({ names, node, before, after, step }: Sight): readonly Slot[] => {
  const written = names.words(step.effects.flatMap((one) => (one.kind === "append" ? one.records : [])));
  const slots: Slot[] = written.includes("collecting") ? [surely({ action: "coordinatorInitiates" })] : [];
  const was = transactionAt(names, before);
  const is = transactionAt(names, after) ?? was;
  const hadAsked = was !== undefined && isDurable(before, node, was.asksAfter);
  if (step.action === "restart" || hadAsked || is === undefined || !isDurable(after, node, is.asksAfter)) return slots;
  return [...slots, surely({ action: "coordinatorAsksForVotes" })];
};

/** Votes and acknowledgements, and that the time for votes is up. */
const hearing = ({ names, before, after, step }: Sight): readonly Slot[] => {
  const was = transactionAt(names, before);
  const is = transactionAt(names, after);
  if (was === undefined) return [];
  const decides = was.outcome === null && (is === undefined || is.outcome !== null);
  if (step.action === "timer") return decides ? [surely({ action: "coordinatorTimesOut" })] : [];
  if (step.action !== "deliver" || !names.isIts(step.args.message.tx)) return [];
  const { from, message } = step.args;
  const p = names.participant(from);
  if (message.type === "Ack") {
    const isNew = was.outcome !== null && !was.done.includes(from);
    return isNew ? [surely({ action: "coordinatorReceivesAck", args: { m: { type: "Ack", from: p } } })] : [];
  }
  if (message.type !== "Vote" || was.outcome !== null) return [];
  const m = { type: "Vote", from: p, vote: message.vote } as const;
  if (message.vote === "no") return [surely({ action: "coordinatorReceivesNo", args: { m } })];
  const isHeard = (message.vote === "yes" ? was.yes : was.done).includes(from);
  const receives = message.vote === "yes" ? "coordinatorReceivesYes" : "coordinatorReceivesReadOnly";
  return [
    ...(isHeard ? [] : [surely({ action: receives, args: { m } })]),
    ...(decides ? [surely({ action: "coordinatorDecidesCommit" })] : []),
  ];
};

type Asked = { readonly session: string; readonly seq: number };

const telling = (sight: Sight): readonly Slot[] => {
  const { names, before, after } = sight;
  const isSame = (one: Asked, other: Asked) => one.session === other.session && one.seq === other.seq;
  const fresh = after.replies.filter((reply) => !before.replies.some((known) => isSame(known, reply)));
  const replies = fresh.flatMap(({ command, result }): readonly Slot[] => {
    if (command.type !== "transfer" || !names.isTransfer(command)) return [];
    if (result.type !== "committed" && result.type !== "aborted") return [];
    const decision = result.type === "committed" ? "commit" : "abort";
    return [surely({ action: "coordinatorTellsClient", args: { decision } })];
  });
  const decisions = leaving(sight).flatMap(({ to, message }) =>
    message.type === "Decision" ? [decision(sight, to, message)] : [],
  );
  return [...replies, ...decisions];
};

/** As long as the coordinator knows it tells what was decided; then what it presumes. */
const decision = ({ names, before, after }: Sight, to: string, { decision }: Extract<Message, { type: "Decision" }>): Slot => {
  const p = names.participant(to);
  const isKnown = transactionAt(names, before) !== undefined || transactionAt(names, after) !== undefined;
  if (isKnown) return maybe({ action: "coordinatorSendsDecision", args: { p, decision } });
  return maybe({ action: "coordinatorPresumes", args: { m: { type: "Inquiry", from: p } } });
};

const ending = ({ names, before, after, step }: Sight): readonly Slot[] => {
  if (step.action === "restart" || transactionAt(names, after) !== undefined) return [];
  if (transactionAt(names, before) === undefined) return [];
  const written = names.words(step.effects.flatMap((one) => (one.kind === "append" ? one.records : [])));
  return [surely({ action: written.includes("end") ? "coordinatorEnds" : "coordinatorForgets" })];
};
