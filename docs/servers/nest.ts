// Jobs over server-sent events, with Nest and its @Sse(): node nest.js
import 'reflect-metadata';
import {
  Controller,
  Inject,
  Module,
  Param,
  Sse,
  type INestApplication,
  type MessageEvent,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { catchError, map, of, type Observable } from 'rxjs';
import { connect, decodeSteps, type Recommender } from 'stepstream';
import { Step } from 'stepstream/codecs';
import { errorMessage } from 'stepstream/gateway';

type Steps = Pick<Recommender, 'steps$'>;
const RECOMMENDER = 'recommender';

/**
 * Nest subscribes for each client, and unsubscribes when it goes. It holds nothing back for a slow client:
 * where that matters, use `toSse` on the response.
 */
@Controller('jobs')
export class JobsController {
  constructor(@Inject(RECOMMENDER) private readonly recommender: Steps) {}

  @Sse(':name')
  steps(@Param('name') name: string): Observable<MessageEvent> {
    return this.recommender.steps$(name).pipe(
      decodeSteps(),
      map(step => ({ data: Step.encode(step) })),
      catchError((error: unknown) => of({ data: errorMessage(error) })),
    );
  }
}

/** An app with the steps of a job at /jobs/{name}. */
export function makeApp(recommender: Steps): Promise<INestApplication> {
  @Module({ controllers: [JobsController], providers: [{ provide: RECOMMENDER, useValue: recommender }] })
  class AppModule {}
  return NestFactory.create(AppModule);
}

if (process.argv[1] === import.meta.filename) {
  const app = await makeApp(connect());
  await app.listen(8080, '127.0.0.1');
}
