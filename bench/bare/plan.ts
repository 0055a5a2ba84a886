/** A renewal as the demo plays it, in numbers: the bare workflow does as much of each, and main.ts compares both histories. */

export const BARE_QUEUE = 'bare';
export const BARE_REMOTE_QUEUE = 'bare-remote';

/** Commands of people, each one an update with one local activity. */
export const COMMANDS = 10;
/** The command after which New York is asked (materials received); no search attribute is set then. */
export const ORDER_AFTER = 7;
/** A timer that waits is replaced after these, as the case's is when a step must be woken earlier. */
export const REARM_AFTER: readonly number[] = [9];
