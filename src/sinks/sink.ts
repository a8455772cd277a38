import { Observable, type OperatorFunction } from 'rxjs';
import { everyUnref } from '../core/everyUnref.js';
import type { Time } from '../core/time.js';
import type { Link } from './link.js';
import { Pump } from './pump.js';
import type { CheckedSinkOptions } from './sinkOptions.js';
import { StallWatch } from './stallWatch.js';

/** A client is looked at so often in the time that it may stall, and every tenth time there is a beat. */
const LOOKS = 30;
const LOOKS_A_BEAT = 10;

/**
 * The base of the sinks: what the source emits goes over a link. Emits nothing, and completes when the
 * client is gone, be it that the source has ended and all was sent, or that the client left or stalled.
 */
export function sink<T>(
  open: () => Link,
  options: CheckedSinkOptions,
  time: Time,
): OperatorFunction<T, never> {
  return source =>
    new Observable<never>(out => {
      const link = open();
      const pump = new Pump(link, options);
      const lookMs = options.stallMs / LOOKS;
      const watch = new StallWatch(link, options.stallMs - lookMs, lookMs * LOOKS_A_BEAT, time.monotonic());
      let looks = 0;
      const stop = everyUnref(time, lookMs, () => {
        looks += 1;
        if (watch.stalled(time.monotonic())) link.destroy();
        else if (looks % LOOKS_A_BEAT === 0) link.beat();
        pump.flush();
      });
      out.add(() => {
        stop();
        link.leave();
      });
      link.onRoom(() => {
        pump.flush();
      });
      link.onGone(() => {
        out.complete();
      });
      if (out.closed) return;
      out.add(
        source.subscribe({
          next: value => {
            pump.push(value);
          },
          error: (error: unknown) => {
            pump.fail(error);
          },
          complete: () => {
            pump.complete();
          },
        }),
      );
    });
}
