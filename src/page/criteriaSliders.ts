import { fromEvent, map, merge, type Observable } from 'rxjs';
import { counted } from '../core/counted.js';
import { grouped } from '../words/numbers.js';
import {
  CRITERIA,
  CRITERION_NAMES,
  PICKED_BY,
  type Criteria,
  type Criterion,
  type PickedBy,
  type SliderScales,
} from './criteria.js';
import { showOptions } from './showOptions.js';
import type { Choice } from './choice.js';
import { byId, make, selectById, setText } from './dom.js';
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
  const { kind, label, text } = CRITERIA[name];
  return make(
    'div',
    { class: 'criterion', 'data-kind': kind },
    make('label', { for: name }, label),
    make('output', { id: `${name}-value`, for: name }, text(undefined)),
    make('input', { id: name, type: 'range', min: '0', max: '0', step: '1', value: '0' }),
  );
}

/** Sets the sliders to the criteria. Their scales grow with what has been measured. */
export function showCriteria(criteria: Criteria, next: SliderScales, choice: Choice): void {
  const { kind, ranked, excluded } = choice;
  scales = next;
  for (const slider of byId('criteria').children) {
    (slider as HTMLElement).hidden = (slider as HTMLElement).dataset['kind'] !== kind;
  }
  showJudging(choice);
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
  byId('reset').hidden =
    CRITERION_NAMES.every(name => criteria[name] === undefined || CRITERIA[name].kind !== kind) &&
    (kind === 'classic' || (criteria.by === undefined && criteria.stat === undefined));
  if (kind === 'recommendation') {
    const all = ranked.length + excluded.length;
    setText(byId('fits'), `${String(ranked.length)} of ${counted(all, 'recommendation', grouped)} fit.`);
    return;
  }
  const completed = ranked.length + excluded.filter(({ step }) => step.Status === 'COMPLETED').length;
  setText(byId('fits'), `${String(ranked.length)} of ${counted(completed, 'completed test', grouped)} fit.`);
}

const BY_TEXTS: Readonly<Record<PickedBy, string>> = {
  tokens: 'tokens/s',
  ttft: 'first token',
};

/** Emits what the pick among recommendations is to be the best by, and the statistic of latencies, as they are chosen. */
export function judging$(): Observable<Pick<Criteria, 'by' | 'stat'>> {
  return merge(
    fromEvent(selectById('by'), 'change').pipe(
      map(() => ({ by: PICKED_BY.find(one => one === selectById('by').value) })),
    ),
    fromEvent(selectById('stat'), 'change').pipe(map(() => ({ stat: selectById('stat').value }))),
  );
}

/** Shows these two. A statistic that no recommendation has is there only where the address asks for it. */
function showJudging(choice: Choice): void {
  byId('judging').hidden = choice.kind === 'classic';
  if (choice.kind === 'classic') return;
  const { by, stat, stats } = choice;
  showOptions(selectById('by'), [{ options: PICKED_BY.map(one => [one, BY_TEXTS[one]]) }], by);
  const missing = stats.includes(stat) ? [] : [[stat, `${stat} (not measured)`] as const];
  showOptions(
    selectById('stat'),
    [{ options: [...missing, ...stats.map(one => [one, one] as const)] }],
    stat,
  );
}
