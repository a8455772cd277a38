import type { OperatorFunction } from 'rxjs';
import { systemTime } from '../core/time.js';
import { sink } from './sink.js';
import { checkSinkOptions, type SinkOptions } from './sinkOptions.js';
import type { WebSocketLike } from './webSocketLike.js';
import { WebSocketLink } from './webSocketLink.js';

/**
 * Sends a stream to one client on a WebSocket: each value as one message of JSON, in the form of the wire.
 *
 * **Slow clients:** a client that keeps up receives every value. A client with more than 256 KB of unacknowledged bytes
 * is behind: it receives only the latest value of each step, and the latest of any other answer (conflation). Pages are
 * all queued. So the memory for a slow client is bounded by the number of steps, and isn't a growing queue.
 *
 * ```text
 * stream    --a1--b1--a2--a3--b2--|     a2 and a3 arrive while the client is slow
 * client    --a1--b1----------a3--b2-|
 * ```
 *
 * - **Order**: that of the stream; queued values keep their place.
 * - **Fails**: never: an error of the stream is sent as `{ type: 'error', code, message, retry }`, without the
 *   message of AWS, and the socket is closed with 4404 (no such job), 1013 (try again later), 1008 or 1011. Put
 *   `tap({ error })` before it to handle the error. Invalid options throw an `InvalidInputError` at once.
 * - **Cost**: one string for each value; the queue of a slow client; one timer, which doesn't keep the process alive.
 *
 * It emits nothing. `subscribe()` starts it. It completes when the stream has ended and the socket is closed (1000), or
 * when the client disconnects: it then unsubscribes from the stream. A client that makes no progress for 30 s is
 * terminated. `unsubscribe()` leaves the socket open.
 *
 * @example
 * ```ts
 * import { connect, decodeSteps } from 'stepstream';
 * import { toWebSocket } from 'stepstream/gateway';
 * import { WebSocketServer } from 'ws';
 *
 * const recommender = connect({ region: 'eu-west-1' });
 * new WebSocketServer({ port: 8080 }).on('connection', socket => {
 *   recommender.steps$('my-job').pipe(decodeSteps(), toWebSocket(socket)).subscribe();
 * });
 * ```
 */
export function toWebSocket<T>(socket: WebSocketLike, options?: SinkOptions<T>): OperatorFunction<T, never> {
  const checked = checkSinkOptions('toWebSocket', options);
  return sink<T>('websocket', () => new WebSocketLink(socket), checked, systemTime);
}
