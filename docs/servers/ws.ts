// Jobs over plain WebSockets, with `ws`: node ws.js, then connect to ws://127.0.0.1:8080/my-job
import { WebSocketServer } from 'ws';
import { connect, decodeSteps, type Recommender } from 'stepstream';
import { toWebSocket } from 'stepstream/gateway';

/** Sends the steps of the job that the path names to whoever connects. */
export function serve(recommender: Pick<Recommender, 'steps$'>, port: number): WebSocketServer {
  const server = new WebSocketServer({ port, host: '127.0.0.1' });
  server.on('connection', (socket, request) => {
    const jobName = request.url?.slice(1) ?? '';
    recommender.steps$(jobName).pipe(decodeSteps(), toWebSocket(socket)).subscribe();
  });
  return server;
}

if (process.argv[1] === import.meta.filename) serve(connect(), 8080);
