// How servers join and leave: chapter 4 of Ongaro's thesis. One at a time (4.1), so that any majority before meets any after;
// or any number at once by joint consensus (4.3), where for a while a majority of both is needed.
import { subsets } from "../../language/index.ts";
import { type Configuration, latest, latestIndex } from "./configuration.ts";
import type { Model } from "./model.ts";
import { actions } from "./part.ts";
import type { Draft, ServerId } from "./raft-state.ts";

const configure = (
  self: Draft["server"][ServerId],
  value: Draft["server"][ServerId]["log"][number]["value"],
  configuration: Configuration<ServerId>,
) => {
  const entry = { term: self.currentTerm, value, ...configuration };
  self.log.push(entry);
};

/** Whether a log's latest configuration is committed, so that another may follow. */
const isSettled = ({ log, commitIndex }: { readonly log: readonly unknown[]; readonly commitIndex: number }) =>
  latestIndex(log) <= commitIndex;

export const singleServerChanges = ({ constants, Server, Value, firstMembers }: Model) =>
  actions({
    changeMembers: {
      params: { i: Server, members: subsets(Server) },
      by: "i",
      guard: {
        leader: (s, { i }) => s.server[i].role === "leader" && s.server[i].log.length < constants.entries,
        single: (s, { i, members }) => {
          const before = latest(s.server[i].log, firstMembers).members;
          return members.length > 0 && Server.count((j) => members.includes(j) !== before.includes(j)) === 1;
        },
        settled: (s, { i }) => isSettled(s.server[i]),
        /** Not in the thesis as it was published: without it, two leaders may have changes that need not meet (Ongaro, raft-dev, 2015). */
        ownTermCommitted: (s, { i }) => {
          const { log, commitIndex, currentTerm } = s.server[i];
          return commitIndex > 0 && log[commitIndex - 1].term === currentTerm;
        },
      },
      effect: (s, { i, members }) => {
        configure(s.server[i], Value.values[0], { members, leaving: null });
      },
    },
  });

export const jointConsensus = ({ constants, Server, Value, firstMembers }: Model) =>
  actions({
    beginChange: {
      params: { i: Server, members: subsets(Server) },
      by: "i",
      guard: {
        leader: (s, { i }) => s.server[i].role === "leader" && s.server[i].log.length < constants.entries,
        change: (s, { i, members }) => {
          const before = latest(s.server[i].log, firstMembers);
          return (
            before.leaving === null &&
            members.length > 0 &&
            Server.some((j) => members.includes(j) !== before.members.includes(j))
          );
        },
        settled: (s, { i }) => isSettled(s.server[i]),
      },
      effect: (s, { i, members }) => {
        const before = latest(s.server[i].log, firstMembers);
        configure(s.server[i], Value.values[0], { members, leaving: before.members });
      },
    },

    completeChange: {
      params: { i: Server },
      by: "i",
      guard: {
        leader: (s, { i }) => s.server[i].role === "leader" && s.server[i].log.length < constants.entries,
        joint: (s, { i }) => latest(s.server[i].log, firstMembers).leaving !== null,
        settled: (s, { i }) => isSettled(s.server[i]),
      },
      effect: (s, { i }) => {
        const { members } = latest(s.server[i].log, firstMembers);
        configure(s.server[i], Value.values[0], { members, leaving: null });
      },
    },
  });

/** Section 4.2.2: a leader that is no member any more leads until that is committed, and is not counted meanwhile. */
export const removal = ({ Server, firstMembers }: Model) =>
  actions({
    leaveOffice: {
      params: { i: Server },
      by: "i",
      guard: (s, { i }) => {
        const { members, leaving } = latest(s.server[i].log, firstMembers);
        return s.server[i].role === "leader" && leaving === null && isSettled(s.server[i]) && !members.includes(i);
      },
      effect: (s, { i }) => {
        for (const j of Server) s.server[i].matchIndex[j] = 0;
        s.server[i].role = "follower";
      },
    },
  });
