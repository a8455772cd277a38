import { filter, fromEvent, map, tap, type Observable } from 'rxjs';
import { byId, make, setText } from './dom.js';
import type { TrafficLine } from './traffics.js';

/** Emits a traffic when its line is pressed. The slider of the traffic has the focus then, as the lines go away. */
export function trafficClicks$(): Observable<number> {
  return fromEvent(byId('traffic-lines'), 'click').pipe(
    map(({ target }) => Number((target as HTMLElement).closest('button')?.value)),
    filter(traffic => traffic > 0),
    tap(() => byId('requestsPerMinute').focus({ preventScroll: true })),
  );
}

/** Shows what wins at a few traffics. Lines are changed in place: one that has the focus keeps it. */
export function showTraffics(lines: readonly TrafficLine[]): void {
  byId('traffics').hidden = lines.length === 0;
  const list = byId('traffic-lines');
  while (list.childElementCount < lines.length) list.append(make('li', {}, lineOf()));
  for (const [i, { requestsPerMinute, traffic, name, cost }] of lines.entries()) {
    const button = list.children[i]?.firstElementChild as HTMLButtonElement;
    button.value = String(requestsPerMinute);
    for (const [at, text] of [traffic, name, cost].entries())
      setText(button.children[at] as HTMLElement, text);
  }
}

const lineOf = (): HTMLElement =>
  make('button', { type: 'button' }, make('span', {}), ' ', make('span', {}), ' ', make('span', {}));
