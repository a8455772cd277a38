import { byId, make } from './dom.js';
import { dollars } from '../words/money.js';
import { latency } from '../words/durations.js';
import { throughput } from '../words/numbers.js';
import type { ChartPoint } from './points.js';

/** Distance between a point and its tooltip, in CSS pixels. */
const GAP = 14;

/** Shows what a point is, beside it and within the page. */
export function showTooltip(point: ChartPoint, [x, y]: readonly [number, number], over: HTMLElement): void {
  const tooltip = byId('tooltip');
  const { place, environment, words } = point.row;
  tooltip.replaceChildren(
    make('strong', {}, place),
    ...(environment === '' ? [] : [make('span', { class: 'env' }, environment)]),
    ...linesOf(point).map(line => make('div', {}, line)),
    make('div', {}, words),
  );
  tooltip.hidden = false;
  const at = over.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = tooltip;
  const right = at.left + x + GAP;
  const left = right + width > document.documentElement.clientWidth - 8 ? at.left + x - GAP - width : right;
  const top = at.top + y - height / 2;
  tooltip.style.transform = `translate(${String(Math.max(8, left))}px, ${String(Math.max(8, top))}px)`;
}

/** Hides it. */
export function hideTooltip(): void {
  byId('tooltip').hidden = true;
}

/** A point as it is read out. */
export const spokenText = (point: ChartPoint): string =>
  [point.row.place, point.row.environment, ...linesOf(point), point.row.words].filter(Boolean).join(', ');

function linesOf({ row }: ChartPoint): readonly string[] {
  if (row.tokensPerSecond !== undefined) {
    return [
      `${latency(row.ttftMs)} to the first token`,
      `${throughput(row.tokensPerSecond)} tokens a second`,
    ];
  }
  return [
    latency(row.latencyMs),
    `${dollars(row.costPerMillion)} per million`,
    ...(row.costPerMonth === undefined ? [] : [`${dollars(row.costPerMonth)} per month`]),
    `${throughput(row.invocations)} a minute`,
  ];
}
