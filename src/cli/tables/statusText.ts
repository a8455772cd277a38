import { oneLine } from '../errorLine.js';
import type { Paint } from '../process/terminal.js';

const STYLES: Readonly<Record<string, Parameters<Paint>[0]>> = {
  COMPLETED: 'green',
  FAILED: 'red',
  STOPPED: 'yellow',
  STOPPING: 'yellow',
};

/** The colour of a status; none for one that says nothing special. */
export const styleOf = (status: string): Parameters<Paint>[0] | undefined => STYLES[status];

/** A status in its colour. */
export function statusText(status: string, paint: Paint): string {
  const style = styleOf(status);
  return style === undefined ? oneLine(status) : paint(style, status);
}
