import type { Observable } from 'rxjs';

/** The value of a stream of one, such as the description of a job. Fails as the stream does. */
export const valueOf = <T>(value$: Observable<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    value$.subscribe({ next: resolve, error: reject });
  });
