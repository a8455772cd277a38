import {
  BehaviorSubject,
  combineLatest,
  distinctUntilChanged,
  filter,
  fromEvent,
  map,
  merge,
  of,
  scan,
  shareReplay,
  skip,
  startWith,
  Subject,
  switchMap,
  type Observable,
} from 'rxjs';
import { addressAfter, readAddress, writeAddress, type PageAddress } from './address.js';
import { browserPorts, takeTime } from './feed/browserPorts.js';
import { byId, selectById } from './dom.js';
import type { FeedState } from './feed/feedState.js';
import { jobFeed$ } from './feed/jobFeed.js';
import { fetchJobs } from './jobList.js';
import { listedJobs$ } from './listedJobs.js';
import { listen } from './listen.js';
import { BY_RANK, sortedBy } from './sorting.js';
import { sortClicks$ } from './testTable.js';
import type { PageState } from './view.js';
import { criteria$, judging$ } from './criteriaSliders.js';
import { NO_CRITERIA, type Criteria } from './criteria.js';
import { trafficClicks$ } from './showTraffics.js';

/** Longest wait for the list of jobs, in milliseconds. */
const LIST_LIMIT_MS = 20_000;

/** The state of the page, and the function that changes its address. */
export interface PageSources {
  readonly state$: Observable<PageState>;
  readonly changeAddress: ChangeAddress;
}

/**
 * Changes the address: with `push` as a step of its own in the browser's history, which Back undoes; a slider replaces the
 * present one, as it moves through many values.
 */
export type ChangeAddress = (change: Partial<PageAddress>, step?: 'push' | 'replace') => void;

/** Everything that the page knows, from the address, the gateway and the reader's hands. */
export function pageSources(): PageSources {
  const address$ = new BehaviorSubject<PageAddress>(readAddress(location.search));
  const retry$ = new Subject<void>();
  const changeAddress: ChangeAddress = (change, step = 'replace') => {
    const address = addressAfter(address$.value, change);
    const url = `${location.pathname}${writeAddress(address)}`;
    if (step === 'push') history.pushState(null, '', url);
    else history.replaceState(null, '', url);
    address$.next(address);
  };
  const chosen = (id: 'job' | 'against'): Observable<string | undefined> =>
    fromEvent(selectById(id), 'change').pipe(map(() => selectById(id).value || undefined));

  const needing = (change: Criteria): Partial<PageAddress> => ({
    criteria: { ...address$.value.criteria, ...change },
  });
  const steps$ = merge<Partial<PageAddress>[]>(
    chosen('job').pipe(map(job => ({ job }))),
    chosen('against').pipe(map(against => ({ against }))),
    judging$().pipe(map(needing)),
    trafficClicks$().pipe(map(requestsPerMinute => needing({ requestsPerMinute }))),
    fromEvent(byId('reset'), 'click').pipe(map(() => ({ criteria: NO_CRITERIA }))),
  );
  listen(steps$, change => changeAddress(change, 'push'));
  listen(criteria$(), ([name, value]) => changeAddress(needing({ [name]: value })));
  listen(fromEvent(window, 'popstate'), () => address$.next(readAddress(location.search)));
  listen(fromEvent(byId('again'), 'click'), () => retry$.next());

  const feedOf$ = (name: (address: PageAddress) => string | undefined): Observable<FeedState | undefined> =>
    combineLatest([address$.pipe(map(name), distinctUntilChanged()), retry$.pipe(startWith(undefined))]).pipe(
      switchMap(([job]) => (job === undefined ? of(undefined) : jobFeed$(job, browserPorts))),
    );
  const feed$ = feedOf$(({ job }) => job).pipe(shareReplay({ bufferSize: 1, refCount: true }));
  const live$ = feed$.pipe(
    map(feed => feed?.link.kind),
    distinctUntilChanged(),
    filter(kind => kind === 'live'),
    // The first time the list is asked for anyway.
    skip(1),
  );
  const jobs$ = listedJobs$({
    fetch: () =>
      fetchJobs(async address =>
        takeTime(await fetch(address, { signal: AbortSignal.timeout(LIST_LIMIT_MS) })),
      ),
    wanted$: merge(retry$, live$),
    wake$: browserPorts.wake$,
    isHidden: () => document.hidden,
    time: browserPorts.time,
  }).pipe(startWith(undefined));
  const sorting$ = sortClicks$().pipe(
    scan((sorting, column) => sortedBy(column, sorting), BY_RANK),
    startWith(BY_RANK),
  );

  const state$ = combineLatest({
    jobs: jobs$,
    feed: feed$,
    against: feedOf$(({ against }) => against),
    criteria: address$.pipe(
      map(({ criteria }) => criteria),
      distinctUntilChanged(),
    ),
    sorting: sorting$,
    // Shared, as each subscription would open connections of its own.
  }).pipe(shareReplay({ bufferSize: 1, refCount: true }));
  return { state$, changeAddress };
}
