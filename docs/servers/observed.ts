// A service that OpenTelemetry sees: requests, calls to AWS and watches as spans and metrics, with Fastify 5.
import { SpanKind, type Tracer } from '@opentelemetry/api';
import fastify, { type FastifyInstance } from 'fastify';
import { lastValueFrom } from 'rxjs';
import { bestByCost, type Recommender } from 'stepstream';
import { createGateway, type MetricsSource } from 'stepstream/gateway';

interface Job {
  readonly Params: { readonly name: string };
}

/** What the service is made of. */
export interface ServiceParts {
  readonly recommender: Recommender;
  readonly tracer: Tracer;
  readonly metrics: MetricsSource;
}

/** An app that answers on which instance a job is cheapest, and has a gateway with its metrics at /live. */
export async function makeApp({ recommender, tracer, metrics }: ServiceParts): Promise<FastifyInstance> {
  const app = fastify();
  const gateway = createGateway({ recommender, metrics, basePath: '/live' });
  await gateway.attach(app.server);
  app.addHook('preClose', () => gateway.close());

  app.get<Job>('/cheapest/:name', ({ params: { name } }) =>
    tracer.startActiveSpan('GET /cheapest/:name', { kind: SpanKind.SERVER }, async span => {
      try {
        const steps$ = recommender.steps$(name, { pageSize: 10 });
        const step = await lastValueFrom(steps$.pipe(bestByCost()), { defaultValue: undefined });
        return { instance: step?.InferenceBenchmark?.EndpointConfiguration?.InstanceType ?? null };
      } finally {
        span.end();
      }
    }),
  );
  return app;
}
