import type { Meter } from '@opentelemetry/api';
import { CHANNELS, type RedisContext } from '../core/telemetry.js';
import type { Clock } from '../core/time.js';
import { REDIS_BUCKETS } from './buckets.js';
import { ATTRIBUTES } from './conventions.js';
import { Notes } from './notes.js';
import { observe } from './observe.js';
import { subscribe, type Outcome } from './subscribe.js';

/** Records the metrics of shared quotas and relays: scripts, and whether Redis can be reached. */
export function recordRedisMetrics(meter: Meter, time: Clock): () => void {
  const scripts = meter.createHistogram('stepstream.redis.script.duration', {
    description: 'Duration of a script of Redis; a failed one has an error.type.',
    unit: 's',
    advice: { explicitBucketBoundaries: REDIS_BUCKETS },
  });
  const away = { quota: new Set<object>(), relay: new Set<object>() };
  const startedAt = new Notes<number>();

  const start = (context: RedisContext): void => {
    if (context.kind === 'command') startedAt.set(context, time.monotonic());
    else if (context.kind === 'away') away[context.part].add(context.user);
    else away[context.part].delete(context.user);
  };

  const asyncEnd = (context: RedisContext & Outcome): void => {
    const since = startedAt.get(context);
    if (since === undefined || context.kind !== 'command') return;
    scripts.record((time.monotonic() - since) / 1000, {
      [ATTRIBUTES.script]: context.script,
      ...('error' in context && { [ATTRIBUTES.errorType]: '_OTHER' }),
    });
  };

  const endGauges = observe(meter, [
    {
      name: 'stepstream.redis.quota.away',
      description: "Connections whose shared quota can't be reached.",
      unit: '{connection}',
      values: () => [[away.quota.size]],
    },
    {
      name: 'stepstream.redis.relay.away',
      description: "Gateways whose relay can't be reached.",
      unit: '{gateway}',
      values: () => [[away.relay.size]],
    },
  ]);
  const unsubscribe = subscribe(CHANNELS.redis, { start, asyncEnd });
  return () => {
    unsubscribe();
    endGauges();
  };
}
