import type { ServerResponse } from 'node:http';
import type { OperatorFunction } from 'rxjs';
import { systemTime } from '../core/time.js';
import { sink } from './sink.js';
import { checkSinkOptions, type SinkOptions } from './sinkOptions.js';
import { SSE_HEADERS, SseLink } from './sseLink.js';

/**
 * Sends a stream to one client as server-sent events, on a response of Node, Express or Fastify: each value
 * as the data of one event, in the form of the wire.
 *
 * **What gets lost:** nothing, as long as the client keeps up. When more than 256 KB wait for it, it gets
 * only the latest of each step, and of any other answer the latest one; pages all wait. So what is held
 * for a slow client is bounded by the steps, and never a growing queue.
 *
 * - **Order**: that of the stream; what waits for a slow client keeps its place.
 * - **Fails**: never: an error of the stream is sent as `{ type: 'error', code, message, retry }`, without
 *   what AWS said, and the response ends. Put `tap({ error })` in front to hear of it. Bad options throw an
 *   `InvalidInputError` at once.
 * - **Cost**: as `toWebSocket`.
 *
 * It emits nothing and begins with `subscribe()`: status 200 and headers are written, unless they were.
 * It completes when the stream has ended and the response with it, or when the client has gone: the stream
 * is left then. A client that takes nothing for 30 s while something waits for it is cut off. Whoever
 * unsubscribes keeps the response open. A browser's `EventSource` comes back by itself after the end,
 * unless the page closes it.
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
  return sink<T>(open, checked, systemTime);
}
