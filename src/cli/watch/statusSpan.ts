import { styleOf } from '../tables/statusText.js';
import type { Span } from './fitLine.js';

/** A status in its colour. */
export function statusSpan(status: string): Span {
  const style = styleOf(status);
  return style === undefined ? status : [style, status];
}
