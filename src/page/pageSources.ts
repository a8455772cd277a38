import {
  BehaviorSubject,
  combineLatest,
  distinctUntilChanged,
  exhaustMap,
  filter,
  fromEvent,
  map,
  merge,
  of,
  scan,
  startWith,
  Subject,
  switchMap,
  timer,
  type Observable,
} from 'rxjs';
import { readAddress, writeAddress, type PageAddress } from './address.js';
import { browserPorts } from './feed/browserPorts.js';
import { byId, selectById } from './dom.js';
import type { FeedState } from './feed/feedState.js';
import { jobFeed$ } from './feed/jobFeed.js';
import { fetchJobs, type JobChoice } from './jobList.js';
import { listen } from './listen.js';
import { BY_RANK, sortedBy } from './sorting.js';
import { sortClicks$ } from './testTable.js';
import type { PageState } from './view.js';
import { wishes$ } from './wishSliders.js';
import { NO_WISHES } from './wishes.js';

const LIST_EVERY_MS = 30_000;

/** Where the state of the page comes from, and the one thing in it that is set by others. */
export interface PageSources {
  readonly state$: Observable<PageState>;
  readonly choose: (change: Partial<PageAddress>) => void;
}

/** Everything that the page knows, from the address, the gateway and the reader's hands. */
export function pageSources(): PageSources {
  const address$ = new BehaviorSubject<PageAddress>(readAddress(location.search));
  const again$ = new Subject<void>();
  const choose = (change: Partial<PageAddress>): void => {
    address$.next({ ...address$.value, ...change });
    history.replaceState(null, '', `${location.pathname}${writeAddress(address$.value)}`);
  };
  const chosen = (id: 'job' | 'against'): Observable<string | undefined> =>
    fromEvent(selectById(id), 'change').pipe(map(() => selectById(id).value || undefined));

  const changes$ = merge<Partial<PageAddress>[]>(
    chosen('job').pipe(map(job => ({ job }))),
    chosen('against').pipe(map(against => ({ against }))),
    wishes$().pipe(map(([wish, value]) => ({ wishes: { ...address$.value.wishes, [wish]: value } }))),
    fromEvent(byId('reset'), 'click').pipe(map(() => ({ wishes: NO_WISHES }))),
  );
  listen(changes$, choose);
  listen(fromEvent(byId('again'), 'click'), () => again$.next());

  const jobs$: Observable<JobChoice | undefined> = merge(timer(0, LIST_EVERY_MS), again$).pipe(
    filter(() => !document.hidden),
    exhaustMap(() => fetchJobs(() => fetch('jobs'))),
    startWith(undefined),
  );
  const feedOf = (name: (address: PageAddress) => string | undefined): Observable<FeedState | undefined> =>
    combineLatest([address$.pipe(map(name), distinctUntilChanged()), again$.pipe(startWith(undefined))]).pipe(
      switchMap(([job]) => (job === undefined ? of(undefined) : jobFeed$(job, browserPorts))),
    );
  const sorting$ = sortClicks$().pipe(
    scan((sorting, column) => sortedBy(column, sorting), BY_RANK),
    startWith(BY_RANK),
  );

  const state$ = combineLatest({
    jobs: jobs$,
    feed: feedOf(({ job }) => job),
    against: feedOf(({ against }) => against),
    wishes: address$.pipe(
      map(({ wishes }) => wishes),
      distinctUntilChanged(),
    ),
    sorting: sorting$,
  });
  return { state$, choose };
}
