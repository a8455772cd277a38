import { isJobKind } from '../../core/jobKind.js';
import { systemTime } from '../../core/time.js';
import { setText } from '../dom.js';
import type { FleetState } from '../feed/fleetFeed.js';
import { KIND_WORDS } from '../kindWords.js';
import { showLink } from '../showLink.js';
import type { FleetOrder } from './fleetOrder.js';
import type { FleetShell } from './fleetShell.js';
import { fleetSums, fleetTitle } from './fleetWords.js';

/** Shows how many jobs run, what doesn't work, and how the connection stands. */
export function showFleetHead(
  shell: FleetShell,
  { rows, complete, link, staleSince, unlisted }: FleetState,
): void {
  const isKnown = complete || rows.size > 0;
  const title = isKnown ? fleetTitle(rows.values()) : link.kind === 'refused' ? 'No jobs' : 'Loading…';
  setText(shell.title, title);
  document.title = `${title} – stepstream`;
  setText(shell.sums, fleetSums(rows.values()));
  const problem =
    link.kind === 'refused'
      ? link.message
      : unlisted
          .map(({ kind, message }) => `${isJobKind(kind) ? KIND_WORDS[kind].jobs : kind}: ${message}`)
          .join(' ');
  // What the page says of itself stays.
  if (shell.notice.dataset['fault'] === undefined) {
    shell.notice.hidden = problem === '';
    setText(shell.noticeText, problem);
  }
  const since = link.kind === 'lost' ? Math.min(link.since, staleSince ?? Infinity) : staleSince;
  showLink(link, since, systemTime.now(), 'not connected');
}

/** Shows by which column the running jobs are sorted. */
export function showOrder({ heads }: FleetShell, order: FleetOrder): void {
  for (const [column, head] of heads) {
    if (column === order?.column) head.setAttribute('aria-sort', order.direction);
    else head.removeAttribute('aria-sort');
  }
}
