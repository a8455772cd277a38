import { filter, fromEvent, merge } from 'rxjs';
import { systemTime } from '../../core/time.js';
import type { FeedPorts } from './feedPorts.js';

/** An address below the page's own, with the scheme of WebSockets. */
function socketUrl(address: string): string {
  const url = new URL(address, document.baseURI);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

/** The browser, as a feed needs it. */
export const browserPorts: FeedPorts = {
  open: (address, { message, closed }) => {
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
  time: systemTime,
};
