import type { Host } from '../process/host.js';
import { callLine } from './callLine.js';
import { delayNotes } from './delayNotes.js';
import type { Waiting } from './waiting.js';

/** Says that a command waits, and what for: at a terminal in a line that goes away, elsewhere in lines on stderr. */
export const whileWaiting = ({ stdout, stderr, time }: Pick<Host, 'stdout' | 'stderr' | 'time'>): Waiting =>
  stdout.isTTY === true && stderr.isTTY === true ? callLine(stderr, time) : delayNotes(stderr, time);
