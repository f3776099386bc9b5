/** A step from a state: what was done, with what arguments, and the state after it. */
export interface Transition<State, Args = unknown> {
  readonly action: string;
  readonly args: Args;
  readonly state: State;
}

/** Anything that can be explored: where it starts, where each state leads, and when two states are the same. */
export interface TransitionSystem<State, Args = unknown> {
  initial(): Iterable<State>;
  /** In the order in which they are to be tried; a step that changes nothing is one, too. */
  successors(state: State): Iterable<Transition<State, Args>>;
  key(state: State): string;
}
