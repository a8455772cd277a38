// What the command still imports from here.
import { systemTime } from './time.js';

export type { Clock } from './time.js';
/** The time of day of this machine, milliseconds since the epoch. */
export const systemNow: () => number = systemTime.now;
