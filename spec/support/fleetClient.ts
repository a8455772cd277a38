import type { FleetRow } from '../../src/core/fleet.js';
import { FleetMessage } from '../../src/decode/fleet.js';
import { get } from 'node:http';
import { WebSocket } from 'ws';
import type { Transport } from '../../src/page/feed/feedPorts.js';
import { readEvents } from './gatewayClients.js';

/** A client of a gateway's fleet, and what it was told. */
export interface FleetClient {
  readonly messages: readonly FleetMessage[];
  readonly rows: ReadonlyMap<string, FleetRow>;
  readonly complete: boolean;
  readonly drop: () => void;
}

/** Connects to a fleet. A message that isn't of the protocol fails the spec. */
export function fleetClient(
  url: string,
  form: Transport,
  headers: Readonly<Record<string, string>> = {},
): FleetClient {
  const messages: FleetMessage[] = [];
  const rows = new Map<string, FleetRow>();
  let complete = false;
  const take = (text: string): void => {
    const decoded = FleetMessage.decode(JSON.parse(text));
    if (decoded._tag === 'Left') throw new Error(`not of the protocol: ${text}`);
    const message = decoded.right;
    messages.push(message);
    if (message.type !== 'rows') return;
    if (message.reset) rows.clear();
    for (const row of message.rows) rows.set(row.jobName, row);
    for (const name of message.removed) rows.delete(name);
    complete = message.complete;
  };
  const drop = form === 'socket' ? openSocket(url, headers, take) : openEvents(url, headers, take);
  return {
    messages,
    rows,
    get complete() {
      return complete;
    },
    drop,
  };
}

function openSocket(url: string, headers: object, take: (text: string) => void): () => void {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), { headers: { ...headers } });
  socket.on('message', (data: Buffer) => take(data.toString()));
  socket.on('error', () => undefined);
  return () => socket.terminate();
}

function openEvents(url: string, headers: object, take: (text: string) => void): () => void {
  const request = get(url, { headers: { accept: 'text/event-stream', ...headers }, agent: false });
  request.on('error', () => undefined);
  request.on('response', response => {
    readEvents(response, lines => {
      for (const line of lines) if (line.startsWith('data: ')) take(line.slice(6));
    });
  });
  return () => request.destroy();
}
