/** The longest time that Node's timers know, in milliseconds; they take any longer one for none. */
export const LONGEST_WAIT = 2 ** 31 - 1;
