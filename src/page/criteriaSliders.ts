import { fromEvent, map, merge, type Observable } from 'rxjs';
import { counted } from '../core/counted.js';
import { grouped } from '../words/numbers.js';
import { CRITERIA, CRITERION_NAMES, type Criteria, type Criterion, type SliderScales } from './criteria.js';
import type { Choice } from './choice.js';
import { byId, make, setText } from './dom.js';
import { positionOf, valueAt } from './sliderScale.js';

let scales: SliderScales | undefined;

const inputOf = (name: Criterion): HTMLInputElement => byId(name) as HTMLInputElement;

/** Makes the sliders; emits a criterion and its value when its slider is moved. */
export function criteria$(): Observable<readonly [name: Criterion, value: number | undefined]> {
  byId('criteria').replaceChildren(...CRITERION_NAMES.map(sliderOf));
  return merge(
    ...CRITERION_NAMES.map(name =>
      fromEvent(inputOf(name), 'input').pipe(
        map(() => {
          const scale = scales?.[name];
          return [name, scale && valueAt(scale, Number(inputOf(name).value))] as const;
        }),
      ),
    ),
  );
}

function sliderOf(name: Criterion): HTMLElement {
  const { label, text } = CRITERIA[name];
  return make(
    'div',
    { class: 'criterion' },
    make('label', { for: name }, label),
    make('output', { id: `${name}-value`, for: name }, text(undefined)),
    make('input', { id: name, type: 'range', min: '0', max: '0', step: '1', value: '0' }),
  );
}

/** Sets the sliders to the criteria. Their scales grow with what has been measured. */
export function showCriteria(criteria: Criteria, next: SliderScales, { ranked, excluded }: Choice): void {
  scales = next;
  for (const name of CRITERION_NAMES) {
    const input = inputOf(name);
    const { values } = next[name];
    const text = CRITERIA[name].text(criteria[name]);
    input.max = String(values.length);
    input.value = String(positionOf(next[name], criteria[name]));
    input.disabled = values.length === 0;
    input.setAttribute('aria-valuetext', text);
    setText(byId(`${name}-value`), text);
  }
  byId('reset').hidden = CRITERION_NAMES.every(name => criteria[name] === undefined);
  const completed = ranked.length + excluded.filter(({ step }) => step.Status === 'COMPLETED').length;
  setText(byId('fits'), `${String(ranked.length)} of ${counted(completed, 'completed test', grouped)} fit.`);
}
