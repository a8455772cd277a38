import { filter, fromEvent, merge } from 'rxjs';
import { systemTime, type Time } from '../../core/time.js';
import type { FeedPorts } from './feedPorts.js';
import { gatewayTime } from './gatewayTime.js';
import { transportMemory } from './transportMemory.js';

/** Close code of a connection that has ended without one. */
const ABNORMAL_CLOSURE = 1006;

/** An address below the page's own, with the scheme of WebSockets. */
function socketUrl(address: string): string {
  const url = new URL(address, document.baseURI);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

const { time, setBy } = gatewayTime(systemTime);

/** The time of the gateway. */
export const pageTime: Time = time;
/** Takes the time from a response of the gateway. */
export const takeTime: (response: Response) => Response = setBy;

/** The browser, as a feed needs it. */
export const browserPorts: FeedPorts = {
  open: {
    socket: (address, { message, closed }) => {
      const socket = new WebSocket(socketUrl(address));
      const listening = new AbortController();
      const { signal } = listening;
      socket.addEventListener('message', ({ data }) => message(data), { signal });
      socket.addEventListener('close', ({ code }) => closed(code), { signal });
      return {
        send: text => {
          if (socket.readyState === WebSocket.OPEN) socket.send(text);
        },
        close: () => {
          listening.abort();
          socket.close();
        },
      };
    },
    events: (address, { message, closed }) => {
      const source = new EventSource(address);
      source.onmessage = ({ data }) => message(data);
      // It would come back by itself, at intervals of its own and without saying why it was refused.
      source.onerror = () => {
        source.close();
        closed(ABNORMAL_CLOSURE);
      };
      return { send: () => undefined, close: () => source.close() };
    },
  },
  ...transportMemory(() => sessionStorage, systemTime.now),
  ask: async address => {
    try {
      const response = await fetch(address, { headers: { accept: 'application/json' } });
      const body = (await response.json()) as { readonly message?: unknown };
      return { status: response.status, message: String(body.message) };
    } catch {
      return undefined;
    }
  },
  wake$: merge(
    fromEvent(window, 'online'),
    fromEvent(document, 'visibilitychange').pipe(filter(() => !document.hidden)),
  ),
  time: pageTime,
};
