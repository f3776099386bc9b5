/** What came over a wire is not what it must be. The connection that it came by is closed; nothing else is touched. */
export class Malformed extends Error {
  override readonly name = "Malformed";
}
