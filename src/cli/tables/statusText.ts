import { oneLine } from '../errorLine.js';
import type { Paint } from '../terminal.js';

const STYLES: Readonly<Record<string, Parameters<Paint>[0]>> = {
  COMPLETED: 'green',
  FAILED: 'red',
  STOPPED: 'yellow',
  STOPPING: 'yellow',
};

/** A status in its colour. */
export function statusText(status: string, paint: Paint): string {
  const style = STYLES[status];
  return style === undefined ? oneLine(status) : paint(style, status);
}
