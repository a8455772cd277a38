import type { Observable } from 'rxjs';

/** Listens to a stream for as long as the page is there; an error of it is an error of the page. */
export function listen<T>(source: Observable<T>, next: (value: T) => void): void {
  source.subscribe({ next, error: (error: unknown) => reportError(error) });
}
