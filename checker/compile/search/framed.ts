/** The bits by which properties are known to frames, in declared order; 0 of one that has none. */
export interface Framed {
  readonly step: readonly number[];
  readonly within: readonly number[];
  readonly invariant: readonly number[];
  readonly witness: readonly number[];
}
