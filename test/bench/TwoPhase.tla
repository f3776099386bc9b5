------------------------------ MODULE TwoPhase ------------------------------
(* Two-phase commit as specs/commit/two-phase-commit.ts has it, action by action, for TLC to be timed on. It was checked   *)
(* by eye alone: where this was written there was no TLC. Its counts must be those of our own search, and bench says so.   *)
CONSTANT RM

VARIABLES
  rm,         \* of each resource manager: working, prepared, committed or aborted
  tm,         \* of the transaction manager: init, committed or aborted
  heard,      \* the resource managers from which it has received Prepared
  messages    \* what was ever sent

vars == <<rm, tm, heard, messages>>

Prepared(r) == [type |-> "Prepared", rm |-> r]
Commit == [type |-> "Commit"]
Abort == [type |-> "Abort"]

Init ==
  /\ rm = [r \in RM |-> "working"]
  /\ tm = "init"
  /\ heard = {}
  /\ messages = {}

TmReceivePrepared(r) ==
  /\ tm = "init"
  /\ Prepared(r) \in messages
  /\ heard' = heard \cup {r}
  /\ UNCHANGED <<rm, tm, messages>>

TmCommit ==
  /\ tm = "init"
  /\ heard = RM
  /\ tm' = "committed"
  /\ messages' = messages \cup {Commit}
  /\ UNCHANGED <<rm, heard>>

TmAbort ==
  /\ tm = "init"
  /\ tm' = "aborted"
  /\ messages' = messages \cup {Abort}
  /\ UNCHANGED <<rm, heard>>

RmPrepare(r) ==
  /\ rm[r] = "working"
  /\ rm' = [rm EXCEPT ![r] = "prepared"]
  /\ messages' = messages \cup {Prepared(r)}
  /\ UNCHANGED <<tm, heard>>

RmChooseToAbort(r) ==
  /\ rm[r] = "working"
  /\ rm' = [rm EXCEPT ![r] = "aborted"]
  /\ UNCHANGED <<tm, heard, messages>>

RmReceiveCommit(r) ==
  /\ Commit \in messages
  /\ rm' = [rm EXCEPT ![r] = "committed"]
  /\ UNCHANGED <<tm, heard, messages>>

RmReceiveAbort(r) ==
  /\ Abort \in messages
  /\ rm' = [rm EXCEPT ![r] = "aborted"]
  /\ UNCHANGED <<tm, heard, messages>>

Next ==
  \/ TmCommit
  \/ TmAbort
  \/ \E r \in RM :
       \/ TmReceivePrepared(r)
       \/ RmPrepare(r)
       \/ RmChooseToAbort(r)
       \/ RmReceiveCommit(r)
       \/ RmReceiveAbort(r)

Spec == Init /\ [][Next]_vars

Consistent == \A one, other \in RM : ~(rm[one] = "aborted" /\ rm[other] = "committed")
=============================================================================
