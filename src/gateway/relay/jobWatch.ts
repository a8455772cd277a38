import { Subscription, type Observable } from 'rxjs';
import type { WatchEvent } from '../../core/event.js';

/** What the watch of a job tells. */
export interface JobWatchObserver {
  readonly onEvent: (event: WatchEvent) => void;
  readonly onError: (error: unknown) => void;
}

/** The watch of a job by this gateway. One that has ended stays until it is stopped, as its end isn't in the log yet. */
export class JobWatch {
  #watching: Subscription | undefined;

  constructor(private readonly observer: JobWatchObserver) {}

  /** Whether the job is polled. */
  get polls(): boolean {
    return this.#watching?.closed === false;
  }

  /** Whether the watch was started, and not stopped since. */
  get isOn(): boolean {
    return this.#watching !== undefined;
  }

  start(events$: Observable<WatchEvent>): void {
    const { onEvent, onError } = this.observer;
    const watching = new Subscription();
    this.#watching = watching;
    watching.add(
      events$.subscribe({
        next: onEvent,
        error: (error: unknown) => {
          watching.unsubscribe();
          onError(error);
        },
        complete: () => {
          watching.unsubscribe();
        },
      }),
    );
  }

  stop(): void {
    this.#watching?.unsubscribe();
    this.#watching = undefined;
  }
}
