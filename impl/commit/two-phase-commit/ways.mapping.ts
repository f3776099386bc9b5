// What the spec may have done while something happened at a site: at a participant here, at the coordinator in its own file.
import type { Mapping } from "../../../specs/language/index.ts";
import type { Event } from "../../runtime/cluster.ts";
import type { NodeId } from "../../runtime/core.ts";
import type { Message } from "./messages.ts";
import type { TwoPhaseCommit } from "./protocol.ts";
import { type Commit, flushed, isDurable, logOf, messageOf, type Names, type Sites } from "./sight.mapping.ts";

export type Hints = ReturnType<Mapping<Commit, Sites, Event<TwoPhaseCommit>>["actions"]["sync"]>;
type Way = Extract<Hints, { readonly inOrder: unknown }>["inOrder"];
/** What happens next, in one of some ways. */
export type Slot = readonly Way[];

/** A node before and after a step. */
export interface Sight {
  readonly names: Names;
  readonly node: NodeId;
  readonly before: Sites;
  readonly after: Sites;
  readonly step: Event<TwoPhaseCommit>;
}

export const hintsOf = (slots: readonly Slot[]): Hints => {
  const ways = slots.reduce<readonly Way[]>(
    (begun, slot) => begun.flatMap((way) => slot.map((more) => [...way, ...more])),
    [[]],
  );
  return ways.map((inOrder) => (inOrder.length === 0 ? "stutter" : { inOrder }));
};

export const surely = (...way: Way): Slot => [way];
/** What may have been sent before: the spec sends each message once, and the view tells which it must have sent. */
export const maybe = (...way: Way): Slot => [way, []];

/** The messages about the transaction that leave a node in a step, each once: the spec sends none twice. */
export const leaving = ({ names, node, before, after, step }: Sight) => {
  const held = step.action === "crash" ? [] : [...before.nodes[node].held, ...step.effects];
  const isFree = ({ after: lsn }: { readonly after: number }) => isDurable(after, node, lsn);
  const sends = held.flatMap((effect) => (effect.kind === "send" && isFree(effect) ? [effect] : []));
  const distinct = new Map(sends.map((send) => [JSON.stringify([send.to, send.message]), send]));
  return [...distinct.values()].filter(({ message }) => names.isIts(message.tx));
};

export const participantSlots = (sight: Sight): readonly Slot[] => {
  const { names, node, after, step } = sight;
  const p = names.participant(node);
  const isKept = logOf(names, after, node).stable.length > 0 && !names.isReader(node);
  if (step.action === "restart") return isKept ? [surely({ action: "participantRestarts", args: { p } })] : [];
  return [
    ...becomingDurable(sight),
    ...appended(sight),
    ...leaving(sight)
      .filter(({ message }) => !(isOvertaken(sight) && isSaidInDoubt(message)))
      .map(({ to, message }) => sent(sight, to, message)),
    ...(step.action === "crash" && isKept ? [surely({ action: "participantCrashes", args: { process: p } })] : []),
  ];
};

/**
 * A participant's first record counts when it is durable: before that a crash leaves nothing of it, nobody has heard of it, and
 * the work may come again, where the spec's participant would have aborted.
 */
const becomingDurable = (sight: Sight): readonly Slot[] => {
  const { names, node, before, after } = sight;
  const p = names.participant(node);
  const flush = { action: "participantFlushes", args: { p } } as const;
  const isFirst = logOf(names, before, node).stable.length === 0;
  return flushed(names, before, after, node).flatMap((word, i): readonly Slot[] => {
    if (!isFirst) return [names.isReader(node) ? maybe(flush) : surely(flush)];
    if (i > 0) return [...saidBetween(sight), decided(sight, word), surely(flush)];
    if (word === "prepared") return [surely({ action: "participantPrepares", args: { p } }, flush)];
    const aborts = { action: "participantAborts", args: { p } } as const;
    return [names.isReader(node) ? maybe(aborts, flush) : surely(aborts, flush)];
  });
};

/** Of a participant that was prepared and decided before either was durable, what it said in doubt leaves late, out of date. */
const saidBetween = (sight: Sight): readonly Slot[] =>
  leaving(sight).flatMap(({ to, message }) => (isSaidInDoubt(message) ? [sent(sight, to, message)] : []));

const isSaidInDoubt = (message: Message): boolean =>
  (message.type === "Vote" && message.vote === "yes") || (message.type === "Agreement" && message.state === "prepared");

const isOvertaken = ({ names, node, before, after }: Sight): boolean => {
  const { stable, buffer } = logOf(names, after, node);
  return logOf(names, before, node).stable.length === 0 && stable.length + buffer.length > 1;
};

/** What is written after the first record is done when it is written. */
const appended = (sight: Sight): readonly Slot[] => {
  const { names, node, before, after, step } = sight;
  if (step.action === "crash" || names.isReader(node)) return [];
  const is = logOf(names, after, node);
  if (is.stable.length === 0) return [];
  const was = logOf(names, before, node);
  const fresh =
    was.stable.length === 0
      ? is.buffer
      : names.words(step.effects.flatMap((one) => (one.kind === "append" ? one.records : [])));
  return fresh.flatMap((word) => [...(was.stable.length === 0 ? saidBetween(sight) : []), decided(sight, word)]);
};

const decided = ({ names, node, step }: Sight, word: string): Slot => {
  const decision = word === "commit" ? "commit" : "abort";
  const to = names.participant(node);
  const told: Way = [{ action: "participantReceivesDecision", args: { m: { type: "Decision", to, decision } } }];
  const answered: Way =
    names.participants.length > 1
      ? [{ action: "participantReceivesAnswer", args: { m: { type: "Answer", to, decision } } }]
      : told;
  const tookOver: Way = [{ action: "newCoordinatorDecides", args: { c: to, decision } }];
  const either = names.areTransferred ? [told, answered, tookOver] : [told, answered];
  if (step.action !== "deliver") return either;
  const { type } = step.args.message;
  return [type === "Answer" ? answered : type === "Agreement" ? tookOver : told];
};

const sent = ({ names, node }: Sight, to: NodeId, message: Message): Slot => {
  const p = names.participant(node);
  switch (message.type) {
    case "Vote":
      if (message.vote === "yes") return maybe({ action: "participantVotesYes", args: { p } });
      if (message.vote === "no") return maybe({ action: "participantVotesNo", args: { p } });
      // Where all have something to change, the spec has no such vote, and will not have sent it.
      return names.participants.some(names.isReader) ? maybe({ action: "participantVotesReadOnly", args: { p } }) : [[]];
    case "Ack": {
      const ack = (decision: "commit" | "abort"): Way => [
        { action: "participantAcknowledges", args: { m: { type: "Decision", to: p, decision } } },
      ];
      return [ack("commit"), ack("abort"), []];
    }
    case "Inquiry":
      return maybe({ action: "participantInquires", args: { p } });
    case "Answer": {
      const m = { type: "Inquiry", from: names.participant(to) } as const;
      const { decision } = message;
      const answers: Way = [{ action: "participantAnswers", args: { p, m, decision } }];
      const tells: Way = [{ action: "newCoordinatorSendsDecision", args: { c: p, p: names.participant(to), decision } }];
      return names.areTransferred ? [answers, tells, []] : [answers, []];
    }
    case "TakeOver":
      return maybe({ action: "participantTakesOver", args: { c: p } });
    case "Agreement": {
      const m = { type: "TakeOver", by: names.participant(to) } as const;
      return maybe({ action: "participantAgrees", args: { q: p, m } });
    }
    default:
      throw new RangeError(`A participant sends no ${messageOf(names, node, to, message).type}.`);
  }
};
