import type { Driver } from "../../../../checker/conform/replay-tours.ts";
import { commitConfig } from "../../../../impl/commit/two-phase-commit/config.ts";
import type { Result, Transfer } from "../../../../impl/commit/two-phase-commit/messages.ts";
import { recall } from "../../../../impl/commit/two-phase-commit/remembered.ts";
import type { CommitRules } from "../../../../impl/commit/two-phase-commit/rules.ts";
import type { Commit } from "../../../../impl/commit/two-phase-commit/sight.mapping.ts";
import { entryAt, logOf, messageOf, namesOf, transactionAt } from "../../../../impl/commit/two-phase-commit/sight.mapping.ts";
import type { Transaction } from "../../../../impl/commit/two-phase-commit/state.ts";
import type { NodeId } from "../../../../impl/runtime/core.ts";
import type { Constants } from "../../../../specs/commit/two-phase-commit-recovery/commit-state.ts";
import { type Instance, unobserved } from "../../../../specs/language/index.ts";
import { LedSites, refused, type Sent, TRANSFER_SEQ, TX } from "./led-sites.ts";
import { stricter } from "./stricter.ts";
import { participantsOf } from "./toured-participants.ts";

type P = ReturnType<ReturnType<typeof namesOf>["participant"]>;

const C = "c";
/** What the spec has in other instances alone. */
const NOT_HERE = refused("there is no such thing here");
/** A store that has no part in the transfer. */
const BYSTANDER = "z";

/**
 * The sites led along the steps of their spec. A message that leaves a site is held back until a step of the spec sends it, and a
 * vote, an acknowledgement or an agreement with which a site does more than to hear it is handed over when the spec does the rest.
 * What the spec allows and the sites never do is not offered, for one of the reasons in stricter.ts; any other is a mistake.
 */
export const toured = (instance: Instance<Commit>, rules: CommitRules): Driver<Commit> => {
  const { participants, presumed, transfer: areTransferred = false } = instance.constants as Constants;
  const stores = ["a", "b"].slice(0, participants);
  const config = commitConfig({
    coordinator: C,
    participants: [...stores, BYSTANDER],
    presumed,
    takesOverAfter: areTransferred ? 1 : null,
  });
  const transfer: Transfer = {
    type: "transfer",
    id: "t",
    from: { store: "a", account: "x" },
    to: { store: stores[participants - 1], account: "y" },
    amount: 5,
  };
  const names = namesOf(instance, { config, transfer, tx: TX });
  let told: Result | undefined;
  /** Votes and acknowledgements that the coordinator is to be given when the spec goes on. */
  let waiting: Sent[] = [];
  /** What the spec's coordinator still knows. */
  let known: Transaction | undefined;
  /** Or never will, since it has crashed before. */
  let hasAsked = false;
  let isOver = false;
  let hasEnded = false;

  const led = new LedSites(config, rules, (node) => {
    const { core } = led.hosts[node];
    if (core?.role !== "coordinator") return;
    const outcome = known?.outcome ?? recall(core.remembered, transfer.id)?.outcome ?? null;
    known = transactionAt(names, led.cluster) ?? (known && { ...known, outcome });
  });
  const votesAgain = (node: NodeId) => {
    const question = led.found("Prepare", ({ to }) => to === node);
    return question && entryAt(names, led.cluster, node) ? led.deliver(question) : refused("it has not been asked");
  };
  const votes = (p: P, vote: string) => {
    const node = names.node(p);
    const is = ({ from, message }: Sent) => from === node && message.type === "Vote" && message.vote === vote;
    return led.sends("Vote", is, () => votesAgain(node));
  };
  const decisionTo = (to: P, decision: string) => (one: Sent) =>
    one.to === names.node(to) && "decision" in one.message && one.message.decision === decision;
  const unlessDurable = (node: NodeId, why: string) => (led.hosts[node].disk.pending.length > 0 ? refused(why) : undefined);
  const give = () => {
    const given = waiting;
    waiting = [];
    given.forEach(led.deliver);
    return undefined;
  };

  return {
    start: ({ coordinator }) => {
      [waiting, told, known, hasAsked, isOver, hasEnded] = [[], undefined, undefined, false, false, false];
      led.begin();
      for (const [i, { store, account }] of [transfer.from, transfer.to].entries()) {
        led.asks(store, i + 1, { type: "open", account, amount: 8 });
        led.flush(store, true);
      }
      // It has asked, and is gone.
      if (coordinator.state === "down") {
        led.asks(C, TRANSFER_SEQ, transfer);
        led.flush(C, true);
        led.sends("Prepare", () => true);
        led.crashes(C);
      }
      return undefined;
    },

    actions: {
      coordinatorInitiates: () => {
        led.asks(C, TRANSFER_SEQ, transfer);
        return led.flush(C);
      },
      coordinatorAsksForVotes: () => {
        if (known === undefined) led.asks(C, TRANSFER_SEQ, transfer);
        led.flush(C, true);
        hasAsked = true;
        return led.sends("Prepare", () => true);
      },
      coordinatorReceivesYes: ({ m }) => {
        const vote = led.found("Vote", ({ from }) => names.participant(from) === m.from)!;
        const heard = (known?.yes.length ?? 0) + (known?.done.length ?? 0) + waiting.length;
        if (heard + 1 < participants) return led.deliver(vote);
        waiting.push(vote);
        return undefined;
      },
      coordinatorReceivesReadOnly: NOT_HERE,
      coordinatorReceivesNo: ({ m }) => {
        const vote = led.found("Vote", ({ from, message }) => names.participant(from) === m.from && "reason" in message)!;
        led.deliver(vote);
        if (known && !known.done.includes(vote.from)) known = { ...known, done: [...known.done, vote.from] };
        return undefined;
      },
      coordinatorDecidesCommit: give,
      coordinatorEndsReadOnly: NOT_HERE,
      coordinatorTimesOut: () => led.fires(C),
      coordinatorTellsClient: ({ decision }) => {
        if (led.reply === undefined) led.asks(C, TRANSFER_SEQ, transfer);
        if (led.reply?.type !== (decision === "commit" ? "committed" : "aborted")) {
          return unlessDurable(C, stricter.toldWhenDurable.why) ?? refused("it is not told");
        }
        told = led.reply;
        return undefined;
      },
      coordinatorSendsDecision: ({ p, decision }) => led.sends("Decision", decisionTo(p, decision), () => led.fires(C)),
      coordinatorReceivesAck: ({ m }) => {
        const ack = led.found("Ack", ({ from }) => names.participant(from) === m.from)!;
        waiting.push(ack);
        return undefined;
      },
      coordinatorEnds: () => {
        give();
        if (transactionAt(names, led.cluster) !== undefined) return refused("the coordinator waits for more");
        [isOver, hasEnded] = [true, true];
        return undefined;
      },
      coordinatorForgets: () => {
        if (transactionAt(names, led.cluster) !== undefined) {
          return unlessDurable(C, stricter.forgottenWhenDurable.why) ?? refused("the coordinator keeps it");
        }
        isOver = true;
        return undefined;
      },
      coordinatorPresumes: ({ m }) => {
        const inquiry = led.found("Inquiry", ({ from, to }) => names.participant(from) === m.from && to === C);
        const is = ({ to }: Sent) => names.participant(to) === m.from;
        led.outbox = led.outbox.filter((one) => !(one.message.type === "Decision" && is(one)));
        return led.sends("Decision", is, () => (inquiry ? led.deliver(inquiry) : refused("it has not been asked")));
      },
      coordinatorFlushes: () => led.flush(C),
      coordinatorCrashes: () => {
        led.crashes(C);
        [waiting, known, hasAsked, isOver, hasEnded] = [[], undefined, true, true, false];
        led.reply = undefined;
        return undefined;
      },
      coordinatorRestarts: () => {
        led.restarts(C);
        isOver = known === undefined;
        return undefined;
      },

      participantPrepares: ({ p }) => led.deliver(led.found("Prepare", ({ to }) => to === names.node(p))!),
      participantVotesYes: ({ p }) => votes(p, "yes"),
      participantVotesNo: ({ p }) => {
        const said = votes(p, "no");
        return said && (unlessDurable(names.node(p), stricter.votedWhenDurable.why) ?? said);
      },
      participantVotesReadOnly: NOT_HERE,
      /** Either its account is locked by somebody else, or somebody asks before the coordinator has. */
      participantAborts: ({ p }) => {
        const node = names.node(p);
        const question = led.found("Prepare", ({ to }) => to === node);
        if (question?.message.type !== "Prepare") return led.hears(node, BYSTANDER, { type: "Inquiry", tx: TX });
        led.deliver({ ...question, message: { ...question.message, tx: { ...TX, number: 2 } } });
        led.flush(node, true);
        return led.deliver(question);
      },
      participantReceivesDecision: ({ m }) => led.deliver(led.found("Decision", decisionTo(m.to, m.decision))!),
      participantAcknowledges: ({ m }) => {
        const decision = led.found("Decision", decisionTo(m.to, m.decision))!;
        return led.sends(
          "Ack",
          ({ from }) => from === names.node(m.to),
          () => led.deliver(decision),
        );
      },
      participantInquires: ({ p }) => {
        const node = names.node(p);
        return led.sends(
          "Inquiry",
          ({ from }) => from === node,
          () => led.fires(node),
        );
      },
      participantAnswers: ({ p, m, decision }) => {
        const node = names.node(p);
        const inquiry = led.found("Inquiry", ({ from, to }) => names.participant(from) === m.from && to === node);
        if (!inquiry) return refused("it has not been asked");
        const why = unlessDurable(node, stricter.answeredWhenDurable.why);
        if (why) return why;
        return led.sends(
          "Answer",
          (one) => one.from === node && decisionTo(m.from, decision)(one),
          () => led.deliver(inquiry),
        );
      },
      participantReceivesAnswer: ({ m }) => {
        if (entryAt(names, led.cluster, names.node(m.to)) === undefined) return refused("it is not in doubt");
        return led.deliver(led.found("Answer", decisionTo(m.to, m.decision))!);
      },
      participantFlushes: ({ p }) => led.flush(names.node(p)),
      participantCrashes: ({ process: p }) => {
        const node = names.node(p);
        return led.crashes(node);
      },
      participantRestarts: ({ p }) => {
        const node = names.node(p);
        if (logOf(names, led.cluster, node).stable.length === 0) return refused(stricter.beginsAfresh.why);
        return led.restarts(node);
      },
      participantTakesOver: ({ c }) => {
        const node = names.node(c);
        return led.sends(
          "TakeOver",
          ({ from }) => from === node,
          // It asks before.
          () => led.fires(node) ?? led.fires(node),
        );
      },
      participantAgrees: ({ q, m }) => {
        const node = names.node(q);
        const request = led.found("TakeOver", ({ from, to }) => names.participant(from) === m.by && to === node)!;
        if (entryAt(names, led.cluster, node) === undefined) return refused(stricter.refusedFirst.why);
        const why = unlessDurable(node, stricter.agreedWhenDurable.why);
        if (why) return why;
        return led.sends(
          "Agreement",
          ({ from, to }) => from === node && names.participant(to) === m.by,
          () => led.deliver(request),
        );
      },
      newCoordinatorDecides: ({ c, decision }) => {
        const shows = decision === "commit" ? "committed" : "aborted";
        const is = ({ to, message }: Sent) => names.participant(to) === c && "state" in message && message.state === shows;
        const agreement = led.found("Agreement", is);
        return agreement ? led.deliver(agreement) : refused(stricter.refusedFirst.why);
      },
      newCoordinatorSendsDecision: ({ c, p, decision }) =>
        led.sends(
          "Answer",
          (one) => names.participant(one.from) === c && decisionTo(p, decision)(one),
          () => refused(stricter.toldInDoubt.why),
        ),
    },

    view: () => {
      const { stable, buffer } = logOf(names, led.cluster, C);
      const isShown = (word: string) => word !== "end" || hasEnded;
      const hears = waiting.filter(({ message }) => message.type === "Vote").map(({ from }) => from);
      const acknowledged = waiting.filter(({ message }) => message.type === "Ack").map(({ from }) => from);
      const state = !led.hosts[C].up
        ? "down"
        : isOver
          ? "noInformation"
          : !hasAsked
            ? "working"
            : known?.outcome
              ? known.outcome.type
              : "waiting";
      return {
        coordinator: {
          state,
          yes: isOver ? [] : [...(known?.yes ?? []), ...hears].map(names.participant),
          done: isOver ? [] : [...(known?.done ?? []), ...acknowledged].map(names.participant),
          stable: stable.filter((word) => word !== "prepared"),
          buffer: buffer.filter((word) => word !== "prepared" && isShown(word)),
        },
        participant: participantsOf(names, led, areTransferred),
        messages: [
          ...led.sent.map(({ from, to, message }) => messageOf(names, from, to, message)),
          ...(told === undefined ? [] : [{ type: "Reply", decision: told.type === "committed" ? "commit" : "abort" } as const]),
        ],
        history: unobserved,
      };
    },
  };
};
