import { Observable, type OperatorFunction } from 'rxjs';
import type { ClientKind } from '../core/telemetry.js';
import type { Time } from '../core/time.js';
import { everyRound, heartbeatMsOf } from './heartbeat.js';
import type { Link } from './link.js';
import { LinkWriter } from './linkWriter.js';
import { SinkClient } from './sinkClient.js';
import type { CheckedSinkOptions } from './sinkOptions.js';
import { StallDetector } from './stallDetector.js';

/** Number of checks for a stalled client between two heartbeats. */
const CHECKS_PER_HEARTBEAT = 10;

/**
 * The base of the sinks: sends the values of the source over a link. Emits nothing. Completes once the connection is
 * closed: after the source has ended and everything was sent, or because the client left or stalled.
 */
export function sink<T>(
  kind: ClientKind,
  open: () => Link,
  options: CheckedSinkOptions,
  time: Time,
): OperatorFunction<T, never> {
  return source =>
    new Observable<never>(out => {
      const link = open();
      const writer = new LinkWriter(link, options, () => {
        client.publish('conflated');
      });
      const client = new SinkClient(kind, {
        isOpen: () => !out.closed,
        isBehind: () => writer.behind,
        backlog: () => link.backlog,
      });
      const heartbeatMs = heartbeatMsOf(options.stallMs);
      const detector = new StallDetector(link, options.stallMs, heartbeatMs, time.monotonic());
      const stop = everyRound(time, heartbeatMs / CHECKS_PER_HEARTBEAT, (now, round) => {
        if (detector.isStalled(now)) {
          client.publish('dropped');
          link.destroy();
        } else if (round % CHECKS_PER_HEARTBEAT === 0) link.heartbeat();
        writer.flush();
        client.publish('checked');
      });
      out.add(() => {
        stop();
        link.detach();
      });
      link.onDrain({
        drained: () => {
          writer.flush();
        },
      });
      link.onClose({
        closed: () => {
          out.complete();
        },
      });
      if (out.closed) return;
      client.publish('joined');
      out.add(() => {
        client.publish('left');
      });
      out.add(
        source.subscribe({
          next: value => {
            writer.push(value);
          },
          error: (error: unknown) => {
            writer.fail(error);
          },
          complete: () => {
            writer.complete();
          },
        }),
      );
    });
}
