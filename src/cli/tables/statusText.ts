import type { Paint } from '../process/terminal.js';
import type { Span } from '../watch/fitLine.js';
import { oneLine } from '../../words/oneLine.js';
import { statusTone, type Tone } from '../../words/statuses.js';

const STYLES: Readonly<Record<Tone, Parameters<Paint>[0] | undefined>> = {
  good: 'green',
  bad: 'red',
  warning: 'yellow',
  neutral: undefined,
};

/** A status in its colour, as a part of a line. */
export function statusSpan(status: string): Span {
  const style = STYLES[statusTone(status)];
  return style === undefined ? status : [style, status];
}

/** A status in its colour, as a text. */
export function statusText(status: string, paint: Paint): string {
  const span = statusSpan(status);
  return typeof span === 'string' ? oneLine(span) : paint(...span);
}
