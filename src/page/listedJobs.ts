import { Observable } from 'rxjs';
import type { Cancel, Time } from '../core/time.js';
import { listAfter, type JobChoice } from './jobList.js';

/** Interval between two requests for the list of jobs, in milliseconds. */
const LIST_INTERVAL_MS = 30_000;
/** Pause after the first request without a list, in milliseconds; it doubles with each further one, up to the interval. */
const RETRY_MS = 1_000;

/** What the list of jobs needs of the page. */
export interface ListPorts {
  readonly fetch: () => Promise<JobChoice>;
  /** Emits when the list is wanted at once: the reader asks for it, or the gateway is back. */
  readonly wanted$: Observable<unknown>;
  /** Emits when the page is looked at again. */
  readonly wake$: Observable<unknown>;
  /** Whether the page isn't looked at: then nothing is asked for. */
  readonly isHidden: () => boolean;
  readonly time: Pick<Time, 'now' | 'after'>;
}

/**
 * The list of jobs, asked for again and again: soon where there was no answer. What was read stays meanwhile. It never fails,
 * and never completes.
 */
export function listedJobs$({ fetch, wanted$, wake$, isHidden, time }: ListPorts): Observable<JobChoice> {
  return new Observable(out => {
    let list: JobChoice | undefined;
    let readAt = time.now();
    let failures = 0;
    let isAsking = false;
    let isDue = false;
    let cancel: Cancel = () => undefined;

    const wait = (): void => {
      const pauseMs = failures === 0 ? LIST_INTERVAL_MS : RETRY_MS * 2 ** (failures - 1);
      cancel = time.after(Math.min(LIST_INTERVAL_MS, pauseMs), () => {
        isDue = true;
        if (!isHidden()) ask();
      });
    };
    const take = (answer: JobChoice): void => {
      isAsking = false;
      if (out.closed) return;
      failures = answer.kind === 'failed' ? failures + 1 : 0;
      list = listAfter(list, answer, readAt);
      if (answer.kind !== 'failed') readAt = time.now();
      out.next(list);
      wait();
    };
    function ask(): void {
      if (isAsking) return;
      cancel();
      [isAsking, isDue] = [true, false];
      fetch().then(take, (cause: unknown) => out.error(cause));
    }

    const error = (cause: unknown): void => out.error(cause);
    out.add(wanted$.subscribe({ next: ask, error }));
    out.add(wake$.subscribe({ next: () => isDue && ask(), error }));
    out.add(() => cancel());
    ask();
  });
}
