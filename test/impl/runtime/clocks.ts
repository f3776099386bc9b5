/** Clocks that tests let run out: whoever uses this has `timers` of the server replaced by it. */
export const clocks = () => {
  const armed = new Map<string, () => void>();
  const timers = (fire: (name: string) => void) => ({
    set: (name: string) => void armed.set(name, () => fire(name)),
    cancel: (name: string) => void armed.delete(name),
    cancelAll: () => armed.clear(),
  });
  const runsOut = (name: string): void => {
    const fire = armed.get(name);
    if (!fire) throw new Error(`the timer ${name} is not set`);
    armed.delete(name);
    fire();
  };
  return { timers, runsOut };
};
