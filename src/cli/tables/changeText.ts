import type { Delta } from '../../operators/comparing/deltas.js';
import { NOT_AVAILABLE } from '../../words/numbers.js';
import type { Paint } from '../process/terminal.js';

/** How a figure changed, in its colour: `+14.9%`. */
export function changeText({ percent, verdict }: Delta, paint: Paint): string {
  if (percent === undefined) return NOT_AVAILABLE;
  const text = Math.abs(percent) < 1e6 ? `${percent > 0 ? '+' : ''}${percent.toFixed(1)}%` : '>1000000%';
  if (verdict === 'worse') return paint('red', text);
  return verdict === 'better' ? paint('green', text) : text;
}
