import type { ServerResponse } from 'node:http';
import type { OperatorFunction } from 'rxjs';
import { systemTime } from '../core/time.js';
import { sink } from './sink.js';
import { checkSinkOptions, type SinkOptions } from './sinkOptions.js';
import { SSE_HEADERS, SseLink } from './sseLink.js';

/**
 * Sends a stream to one client as server-sent events, on a response of Node, Express or Fastify: each value becomes the
 * data of one event, in the form of the wire.
 *
 * **Slow clients:** a client that keeps up receives every value. A client with more than 256 KB of unacknowledged bytes
 * is behind: it receives only the latest value of each step, and the latest of any other answer (conflation). Pages are
 * all queued. So the memory for a slow client is bounded by the number of steps, and isn't a growing queue.
 *
 * - **Order**: that of the stream; queued values keep their place.
 * - **Fails**: never: an error of the stream is sent as `{ type: 'error', code, message, retry }`, without the
 *   message of AWS, and the response ends. Put `tap({ error })` before it to handle the error. Invalid options throw an
 *   `InvalidInputError` at once.
 * - **Cost**: as `toWebSocket`.
 *
 * It emits nothing. `subscribe()` starts it: status 200 and headers are written, unless they were written before. It
 * completes when the stream and the response have ended, or when the client disconnects: it then unsubscribes from the
 * stream. A client that accepts no bytes for 30 s while some are pending is cut off. `unsubscribe()` leaves the response
 * open. A browser's `EventSource` reconnects by itself after the end, unless the page closes it.
 *
 * @example
 * ```ts
 * import { createServer } from 'node:http';
 * import { connect, decodeSteps } from 'stepstream';
 * import { toSse } from 'stepstream/gateway';
 *
 * const recommender = connect({ region: 'eu-west-1' });
 * createServer((request, response) => {
 *   recommender.steps$('my-job').pipe(decodeSteps(), toSse(response)).subscribe();
 * }).listen(8080, '127.0.0.1');
 * ```
 */
export function toSse<T>(response: ServerResponse, options?: SinkOptions<T>): OperatorFunction<T, never> {
  const checked = checkSinkOptions('toSse', options);
  const open = (): SseLink => {
    if (!response.headersSent) response.writeHead(200, SSE_HEADERS);
    response.flushHeaders();
    return new SseLink(response);
  };
  return sink<T>('sse', open, checked, systemTime);
}
