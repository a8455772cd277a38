import {
  animationFrameScheduler,
  auditTime,
  combineLatest,
  distinctUntilChanged,
  filter,
  fromEvent,
  interval,
  map,
  merge,
  scan,
  share,
  startWith,
  Subject,
  switchMap,
  throttleTime,
} from 'rxjs';
import type { FleetRow } from '../core/fleet.js';
import { systemTime } from '../core/time.js';
import { byId, make, setText } from './dom.js';
import { browserPorts } from './feed/browserPorts.js';
import { fleetFeed$, type FleetState } from './feed/fleetFeed.js';
import { fleetLine, type FleetLine } from './fleet/fleetLine.js';
import { isFound, orderedBy, sortEnded, sortRunning, type FleetOrder } from './fleet/fleetOrder.js';
import { makeShell, type FleetShell } from './fleet/fleetShell.js';
import { fleetNews } from './fleet/fleetWords.js';
import { lineTable } from './fleet/lineTable.js';
import { showFleetHead, showOrder } from './fleet/showFleetHead.js';
import { listen } from './listen.js';

/** Interval at which times are written anew, in milliseconds. */
const TIMES_MS = 5_000;
/** Interval between two announcements, in milliseconds; changes within it are announced together. */
const ANNOUNCE_MS = 1_500;
/** Number of running jobs from which on they can be searched. */
const SEARCHED_FROM = 8;
const NO_JOBS = 'Jobs appear here as they start.';
const NOT_FOUND = 'No running job has such a name.';

/** Shows all running jobs of the account in place of a job. */
export async function showFleet(): Promise<void> {
  await loadStyles();
  const shell = makeShell();
  byId('main').replaceWith(shell.main);
  for (const field of document.querySelectorAll<HTMLElement>('.top .field')) field.hidden = true;
  follow(shell);
}

/** Resolves once the styles are there, or can't be had. */
function loadStyles(): Promise<unknown> {
  const link = make('link', { rel: 'stylesheet', href: 'fleet.css' });
  const loaded = new Promise(resolve => {
    link.addEventListener('load', resolve);
    link.addEventListener('error', resolve);
  });
  document.head.append(link);
  return loaded;
}

function follow(shell: FleetShell): void {
  const retry$ = new Subject<void>();
  listen(fromEvent(shell.again, 'click'), () => retry$.next());
  const state$ = retry$.pipe(
    startWith(undefined),
    switchMap(() => fleetFeed$(browserPorts)),
    share(),
  );
  const order$ = merge(
    ...[...shell.heads].map(([column, head]) => fromEvent(head, 'click').pipe(map(() => column))),
  ).pipe(
    scan<Parameters<typeof orderedBy>[0], FleetOrder>((order, column) => orderedBy(column, order), undefined),
    startWith<FleetOrder>(undefined),
  );
  const find$ = fromEvent(shell.find, 'input').pipe(
    startWith(undefined),
    map(() => shell.find.value.trim()),
    distinctUntilChanged(),
  );
  const running = lineTable(shell.running, shell.runningColumns);
  const ended = lineTable(shell.ended, shell.endedColumns);

  const view$ = combineLatest([state$, order$, find$, interval(TIMES_MS).pipe(startWith(-1))]).pipe(
    auditTime(0, animationFrameScheduler),
  );
  /** A row that hasn't changed keeps its line until the times are written anew. */
  let known = new WeakMap<FleetRow, FleetLine>();
  let knownAt = -1;
  listen(view$, ([state, order, text, tick]) => {
    const now = systemTime.now() + state.aheadMs;
    if (tick !== knownAt) known = new WeakMap();
    knownAt = tick;
    const lines = [...state.rows.values()].map(row => {
      const line = known.get(row) ?? fleetLine(row, now, state.aheadMs);
      known.set(row, line);
      return line;
    });
    const atWork = lines.filter(({ hasEnded }) => !hasEnded);
    const found = atWork.filter(line => isFound(line, text));
    running.show(sortRunning(found, order));
    ended.show(sortEnded(lines.filter(line => line.hasEnded && isFound(line, text))));
    showFleetHead(shell, state);
    showOrder(shell, order);
    const isKnown = state.complete || atWork.length > 0;
    shell.findField.hidden = atWork.length < SEARCHED_FROM && text === '';
    shell.runningCard.hidden = !isKnown;
    shell.endedCard.hidden = shell.ended.childElementCount === 0;
    setText(shell.empty, found.length > 0 ? '' : atWork.length > 0 ? NOT_FOUND : NO_JOBS);
    (shell.running.parentElement ?? shell.running).hidden = found.length === 0;
  });
  listen(
    state$.pipe(
      filter(({ complete }) => complete),
      // The first one at once: what the others are compared with.
      throttleTime(ANNOUNCE_MS, undefined, { leading: true, trailing: true }),
      map(({ rows }) => rows),
      scan<FleetState['rows'], { readonly rows?: FleetState['rows']; readonly news: string }>(
        (before, rows) => ({ rows, news: before.rows === undefined ? '' : fleetNews(before.rows, rows) }),
        { news: '' },
      ),
      map(({ news }) => news),
      filter(news => news !== ''),
    ),
    news => (byId('announcer').textContent = news),
  );
}
