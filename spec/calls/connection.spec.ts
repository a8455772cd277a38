import { execFile } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { forkJoin, lastValueFrom, toArray } from 'rxjs';
import type { StepstreamError } from '../../src/core/errors.js';
import { decodeSteps } from '../../src/operators/decodeSteps.js';
import { connect } from '../../src/recommender.js';
import { fakeRecommender, startSimulator } from '../../src/testing/index.js';
import { environment } from '../support/environment.js';
import { clientOf, simulated, until } from '../support/simulated.js';

const run = promisify(execFile);
const codeOf = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => (error as StepstreamError).code,
  );
