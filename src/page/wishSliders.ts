import { fromEvent, map, merge, type Observable } from 'rxjs';
import { byId, setText } from './dom.js';
import { grouped } from '../words/numbers.js';
import { counted } from '../core/counted.js';
import { latency } from '../words/durations.js';
import type { Choice } from './choice.js';
import { positionOf, valueAt, type SliderScale } from './slider.js';
import type { Wish, Wishes } from './wishes.js';

const TEXTS: Readonly<Record<Wish, (value: number | undefined) => string>> = {
  maxLatencyMs: value => (value === undefined ? 'any' : latency(value)),
  minInvocationsPerMinute: value => (value === undefined ? 'any' : `${grouped(value)} a minute`),
  requestsPerMinute: value => (value === undefined ? 'not said' : `${grouped(value)} a minute`),
};
const wishes = Object.keys(TEXTS) as readonly Wish[];

const inputOf = (wish: Wish): HTMLInputElement => byId(wish) as HTMLInputElement;

let scales: Readonly<Record<Wish, SliderScale>> | undefined;

/** Emits a wish when its slider is moved. */
export function wishes$(): Observable<readonly [wish: Wish, value: number | undefined]> {
  return merge(
    ...wishes.map(wish =>
      fromEvent(inputOf(wish), 'input').pipe(
        map(() => {
          const scale = scales?.[wish];
          return [wish, scale && valueAt(scale, Number(inputOf(wish).value))] as const;
        }),
      ),
    ),
  );
}

/** Sets the sliders to the wishes, on scales that grow with what has been measured. */
export function showWishes(
  wanted: Wishes,
  next: Readonly<Record<Wish, SliderScale>>,
  { ranked, excluded }: Choice,
): void {
  scales = next;
  for (const wish of wishes) {
    const input = inputOf(wish);
    const { values } = next[wish];
    const text = TEXTS[wish](wanted[wish]);
    input.max = String(values.length);
    input.value = String(positionOf(next[wish], wanted[wish]));
    input.disabled = values.length === 0;
    input.setAttribute('aria-valuetext', text);
    setText(byId(`${wish}-value`), text);
  }
  byId('reset').hidden = wishes.every(wish => wanted[wish] === undefined);
  const completed = ranked.length + excluded.filter(({ step }) => step.Status === 'COMPLETED').length;
  setText(byId('fits'), `${String(ranked.length)} of ${counted(completed, 'completed test', grouped)} fit.`);
}
