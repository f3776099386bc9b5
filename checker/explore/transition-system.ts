/** A step from a state: what was done, with what arguments, and the state after it. */
export interface Transition<State, Args = unknown, Action extends string = string> {
  readonly action: Action;
  readonly args: Args;
  readonly state: State;
}

/**
 * Anything that can be explored: where it starts, where each state leads, and when two states are the same. With its actions by
 * name, a mapping that lacks one of them does not compile, nor does a step that is called otherwise.
 */
export interface TransitionSystem<State, Args = unknown, Action extends string = string> {
  initial(): Iterable<State>;
  /** In the order in which they are to be tried; a step that changes nothing is one, too. */
  successors(state: State): Iterable<Transition<State, Args, Action>>;
  key(state: State): string;
}
