/** A step as properties see it. */
export interface OfferedStep {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}
