import type { Meter } from '@opentelemetry/api';
import { CHANNELS, type LiveContext, type WatchView } from '../core/telemetry.js';
import { ATTRIBUTES, errorTypeOf } from './conventions.js';
import { observe } from './observe.js';
import { subscribe } from './subscribe.js';

/** Records the metrics of watches and fleets: jobs, the age of what is known of them, and events. */
export function recordLiveMetrics(meter: Meter): () => void {
  const events = meter.createCounter('stepstream.events', {
    description: 'Events that watches and fleets have emitted.',
    unit: '{event}',
  });
  const polls = meter.createCounter('stepstream.polls', {
    description: 'Polls of jobs that have ended, the failed ones with what failed.',
    unit: '{poll}',
  });
  const watches = new Set<WatchView>();

  const start = (context: LiveContext): void => {
    if (context.kind === 'event') {
      events.add(1, { [ATTRIBUTES.eventType]: context.type });
      return;
    }
    if (context.kind === 'left') watches.delete(context.watch);
    else watches.add(context.watch);
    if (context.kind === 'polled') polls.add(1);
    if (context.kind === 'failed') polls.add(1, { [ATTRIBUTES.errorType]: errorTypeOf(context.cause) });
  };

  const endGauges = observe(meter, [
    {
      name: 'stepstream.jobs.watched',
      description: 'Jobs that watches and fleets follow, each as often as it is followed.',
      unit: '{job}',
      values: () => [[watches.size]],
    },
    {
      name: 'stepstream.jobs.stale',
      description: 'Jobs among them of which what is known is stale.',
      unit: '{job}',
      values: () => [[[...watches].filter(watch => watch.isStale()).length]],
    },
    {
      name: 'stepstream.jobs.age.max',
      description: 'Greatest age of what is known of a job; 0 without a job.',
      unit: 's',
      values: () => [[Math.max(0, ...[...watches].map(watch => watch.ageMs() / 1000))]],
    },
  ]);
  const unsubscribe = subscribe(CHANNELS.live, { start });
  return () => {
    unsubscribe();
    endGauges();
    watches.clear();
  };
}
