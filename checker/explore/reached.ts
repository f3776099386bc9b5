/** The states that a search has reached, in the order in which it did: store and queue in one, with a way back from each. */
export class Reached<State> {
  private readonly states: State[] = [];
  private readonly parents: number[] = [];
  private readonly depths: number[] = [];
  private readonly indices = new Map<string, number>();
  private keyUnits = 0;

  get size(): number {
    return this.states.length;
  }
  /** States on the longest shortest run. */
  get depth(): number {
    return this.depths.at(-1) ?? 0;
  }
  /** A rough estimate: JavaScript does not tell. */
  get bytes(): number {
    return 2 * this.keyUnits + 500 * this.size;
  }

  /** Adds a state that is not there yet, found from another one or, where `parent` is -1, an initial one. */
  add(state: State, key: string, parent: number): number {
    this.indices.set(key, this.size);
    this.keyUnits += key.length;
    this.parents.push(parent);
    this.depths.push(parent < 0 ? 1 : this.depths[parent] + 1);
    return this.states.push(state) - 1;
  }

  has(key: string): boolean {
    return this.indices.has(key);
  }
  indexOf(key: string): number | undefined {
    return this.indices.get(key);
  }
  at(index: number): State {
    return this.states[index];
  }
  /** States on a shortest run to this one, itself included. */
  depthOf(index: number): number {
    return index < 0 ? 0 : this.depths[index];
  }

  /** The indices on the way to this one, from an initial state on. */
  pathTo(index: number): number[] {
    const path: number[] = [];
    for (let at = index; at >= 0; at = this.parents[at]) path.push(at);
    return path.reverse();
  }
  runTo(index: number): State[] {
    return this.pathTo(index).map((at) => this.states[at]);
  }

  [Symbol.iterator](): IterableIterator<State> {
    return this.states[Symbol.iterator]();
  }
}
