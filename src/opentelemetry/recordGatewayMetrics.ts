import type { Attributes, Meter } from '@opentelemetry/api';
import {
  CHANNELS,
  CLIENT_KINDS,
  type ClientKind,
  type ClientsView,
  type GatewayContext,
} from '../core/telemetry.js';
import { ATTRIBUTES } from './conventions.js';
import { observe, type GaugeValue } from './observe.js';
import { subscribe } from './subscribe.js';
import { WeakViews } from './weakViews.js';

const ofEachKind = <V>(make: (kind: ClientKind) => V): Readonly<Record<ClientKind, V>> =>
  Object.fromEntries(CLIENT_KINDS.map(kind => [kind, make(kind)])) as Record<ClientKind, V>;

/** Attributes of each kind of clients, made once. */
const OF_KIND = ofEachKind<Attributes>(kind => ({ [ATTRIBUTES.clientKind]: kind }));

/** Records the metrics of gateways and sinks: clients, what is queued for them, and what slow ones lose. */
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
  const views = ofEachKind(() => new WeakViews<ClientsView>());
  const sums = (read: (clients: ClientsView) => number): GaugeValue[] =>
    CLIENT_KINDS.map(kind => [views[kind].sum(read), OF_KIND[kind]]);

  const start = ({ kind, clients }: GatewayContext): void => {
    // Of a sink that has ended nothing is left; a gateway is known again by its next check.
    if (kind === 'left' && clients.size === 0) views[clients.kind].delete(clients);
    else views[clients.kind].add(clients);
    if (kind === 'conflated') conflated.add(1, OF_KIND[clients.kind]);
    else if (kind === 'dropped') dropped.add(1, OF_KIND[clients.kind]);
  };

  // Series of counters begin at 0, so that a first increase isn't missed.
  for (const attributes of Object.values(OF_KIND)) {
    conflated.add(0, attributes);
    dropped.add(0, attributes);
  }
  const endGauges = observe(meter, [
    {
      name: 'stepstream.gateway.clients',
      description: 'Clients of gateways and of sinks.',
      unit: '{client}',
      values: () => sums(({ size }) => size),
    },
    {
      name: 'stepstream.gateway.clients.behind',
      description: 'Clients among them that are behind.',
      unit: '{client}',
      values: () => sums(({ behind }) => behind),
    },
    {
      name: 'stepstream.gateway.queued',
      description: 'Bytes that were sent to clients and not acknowledged.',
      unit: 'By',
      values: () => sums(({ backlog }) => backlog),
    },
  ]);
  const unsubscribe = subscribe(CHANNELS.gateway, { start });
  return () => {
    unsubscribe();
    endGauges();
  };
}
