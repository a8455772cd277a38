import type { FailureGroup } from '../operators/failures/failureGroup.js';
import { byId, make } from './dom.js';
import { failureTitle } from './failureTitle.js';
import { counted } from '../core/counted.js';
import { grouped } from '../words/numbers.js';

/** Shows what failed, why, and what to do about it. */
export function showFailures(groups: readonly FailureGroup[]): void {
  byId('failures-card').hidden = groups.length === 0;
  byId('failures').replaceChildren(...groups.map(itemOf));
}

function itemOf(group: FailureGroup): HTMLElement {
  const { family, count, hint, reason } = group;
  return make(
    'li',
    {},
    make('strong', {}, failureTitle(group)),
    make('span', { class: 'where' }, `${counted(count, 'test', grouped)} on ${family}`),
    ...(hint === undefined ? [] : [make('p', { class: 'hint' }, hint)]),
    make('p', { class: 'reason' }, reason ?? 'AWS gave no reason.'),
  );
}
