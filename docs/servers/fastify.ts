// Jobs over WebSockets and server-sent events, with Fastify 5: node fastify.js
import websocket from '@fastify/websocket';
import fastify, { type FastifyInstance } from 'fastify';
import { connect, decodeSteps, type Recommender } from 'stepstream';
import { toSse, toWebSocket } from 'stepstream/gateway';

interface Job {
  readonly Params: { readonly name: string };
}

/** An app with a WebSocket at /jobs/{name}, and the same as server-sent events at /events/{name}. */
export async function makeApp(recommender: Pick<Recommender, 'steps$'>): Promise<FastifyInstance> {
  const app = fastify();
  await app.register(websocket);
  app.get<Job>('/jobs/:name', { websocket: true }, (socket, request) => {
    recommender.steps$(request.params.name).pipe(decodeSteps(), toWebSocket(socket)).subscribe();
  });
  app.get<Job>('/events/:name', (request, reply) => {
    reply.hijack();
    recommender.steps$(request.params.name).pipe(decodeSteps(), toSse(reply.raw)).subscribe();
  });
  return app;
}

if (process.argv[1] === import.meta.filename) {
  const app = await makeApp(connect());
  await app.listen({ port: 8080 });
}
