import { Subscription, type Observable } from 'rxjs';
import type { WatchEvent } from '../core/event.js';
import type { Time } from '../core/time.js';
import { Feed } from './feed.js';
import type { StartFeed } from './feedRegistry.js';

/** Starts feeds that this gateway alone has: each is one subscription to `watch`, in an epoch of its own. */
export function watchedFeed(
  watch: (jobName: string) => Observable<WatchEvent>,
  { time, heartbeatMs }: { readonly time: Time; readonly heartbeatMs: number },
): StartFeed {
  return (jobName, onFailed) => {
    const feed = new Feed(jobName, time.uniqueId(), { monotonic: time.monotonic, heartbeatMs });
    const subscription = new Subscription();
    const fail = (error: unknown): void => {
      subscription.unsubscribe();
      feed.fail(error);
      onFailed();
    };
    subscription.add(
      watch(jobName).subscribe({
        next: event => {
          try {
            feed.publish(event);
          } catch (error) {
            fail(error);
          }
        },
        error: fail,
        complete: () => {
          feed.complete();
        },
      }),
    );
    const stop = (): void => {
      subscription.unsubscribe();
    };
    return { feed, stop };
  };
}
