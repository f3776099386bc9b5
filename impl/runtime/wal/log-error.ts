/** Why a log cannot be opened or used any more. */
export type LogErrorCode =
  /** The directory holds no log, and it was not asked for that one be made. */
  | "not-initialised"
  /** It was asked for that a log be made where there is one. */
  | "already-initialised"
  /** Another cluster's, node's, protocol's or version's. */
  | "other-identity"
  /** Written by another version of this library. */
  | "other-format"
  /** Something in the directory is not of a log. */
  | "foreign"
  /** What was on disk is not there any more, or not as it was written. */
  | "corrupt"
  /** Another process has it open. */
  | "locked"
  /** A peer came back as another than the one that is known. */
  | "peer-replaced"
  /** What was asked for makes no sense; the log is as it was. */
  | "misuse"
  | "closed"
  /** The disk is full. What was not yet durable is in doubt, and the log stays failed. */
  | "disk-full"
  /** The file system reported an error. What was not yet durable is in doubt, and the log stays failed. */
  | "input-output";

export interface LogErrorWhere {
  readonly file?: string;
  /** In bytes from the start of the file. */
  readonly offset?: number;
  readonly cause?: unknown;
}

/** Its message says what is wrong, where, what was expected, and what to do. */
export class LogError extends Error {
  override readonly name = "LogError";
  readonly code: LogErrorCode;
  readonly file?: string;
  readonly offset?: number;

  constructor(code: LogErrorCode, message: string, { file, offset, cause }: LogErrorWhere = {}) {
    super(message, cause === undefined ? {} : { cause });
    this.code = code;
    if (file !== undefined) this.file = file;
    if (offset !== undefined) this.offset = offset;
  }
}

/** What a file system's error means to whoever has the log open; an error of the log stays what it is. */
export const asLogError = (error: unknown, doing: string, advice: string): LogError => {
  if (error instanceof LogError) return error;
  const said = error instanceof Error ? error.message : String(error);
  const isFull = ["ENOSPC", "EDQUOT"].includes((error as NodeJS.ErrnoException | undefined)?.code ?? "");
  const what = isFull ? `${doing}: the disk is full (${said}). Free some space.` : `${doing}: ${said}.`;
  return new LogError(isFull ? "disk-full" : "input-output", `${what} ${advice}`, { cause: error });
};
