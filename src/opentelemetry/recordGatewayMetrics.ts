import type { Meter } from '@opentelemetry/api';
import { CHANNELS, type ClientsView, type GatewayContext } from '../core/telemetry.js';
import { observe } from './observe.js';
import { subscribe } from './subscribe.js';
import { WeakViews } from './weakViews.js';

/** Records the metrics of gateways: clients, what is queued for them, and what slow ones lose. */
export function recordGatewayMetrics(meter: Meter): () => void {
  const conflated = meter.createCounter('stepstream.gateway.events.conflated', {
    description:
      'Events that were not sent to a client that was behind; it receives the latest state instead.',
    unit: '{event}',
  });
  const dropped = meter.createCounter('stepstream.gateway.clients.dropped', {
    description: 'Clients that were cut off, as they made no progress.',
    unit: '{client}',
  });
  const gateways = new WeakViews<ClientsView>();

  const start = ({ kind, clients }: GatewayContext): void => {
    gateways.add(clients);
    if (kind === 'conflated') conflated.add(1);
    else if (kind === 'dropped') dropped.add(1);
  };

  // Series of counters begin at 0, so that a first increase isn't missed.
  conflated.add(0);
  dropped.add(0);
  const endGauges = observe(meter, [
    {
      name: 'stepstream.gateway.clients',
      description: 'Clients of gateways.',
      unit: '{client}',
      values: () => [[gateways.sum(({ size }) => size)]],
    },
    {
      name: 'stepstream.gateway.clients.behind',
      description: 'Clients among them that are behind.',
      unit: '{client}',
      values: () => [[gateways.sum(({ behind }) => behind)]],
    },
    {
      name: 'stepstream.gateway.queued',
      description: 'Bytes that were sent to clients and not acknowledged.',
      unit: 'By',
      values: () => [[gateways.sum(({ backlog }) => backlog)]],
    },
  ]);
  const unsubscribe = subscribe(CHANNELS.gateway, { start });
  return () => {
    unsubscribe();
    endGauges();
  };
}
