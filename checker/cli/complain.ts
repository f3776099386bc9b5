/** Says on stderr what is wrong, and gives the exit status of an error. A stack is only for who asks for it. */
export const complain = (error: unknown, stack = false): number => {
  process.stderr.write(`quorate: ${errorText(error, stack)}\n`);
  return 2;
};

/** A SpecError says what to do next. Any other is a defect, of a spec's code or of ours, whose place matters. */
export const errorText = (error: unknown, stack: boolean): string => {
  if (!(error instanceof Error)) return String(error);
  if (stack) return [error.stack ?? error.message, ...causes(error)].join("\n");
  return error.name === "SpecError" ? error.message : `${error.name}: ${error.message} (--stack says where)`;
};

const causes = (error: Error): string[] => {
  const { cause } = error;
  return cause instanceof Error ? [`caused by: ${cause.stack ?? cause.message}`, ...causes(cause)] : [];
};
