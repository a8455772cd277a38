import { expect } from 'chai';
import { lastValueFrom, toArray } from 'rxjs';
import { DecodeError } from '../../src/core/decodeError.js';
import { InvalidInputError, NotFoundError } from '../../src/core/errors.js';
import { jobDescription } from '../../src/paging/jobDescription.js';
import { fakeApi, inputsOf, never } from '../support/fakeApi.js';
import { failure } from '../support/failure.js';
import { fullJob, fullWireJob } from '../support/jobs.js';

describe('jobDescription', () => {
  it('gives one job, decoded, from the wire and from the SDK', async () => {
    for (const answer of [fullWireJob, fullJob]) {
      const jobs = jobDescription(
        fakeApi(() => answer),
        'job',
      );
      expect(await lastValueFrom(jobs.pipe(toArray()))).deep.equal([fullJob]);
    }
  });

  it('makes one call for each subscriber, and none before', async () => {
    const api = fakeApi(() => fullWireJob);
    const job$ = jobDescription(api, 'job', 'background');
    expect(api.calls).empty;
    await Promise.all([lastValueFrom(job$), lastValueFrom(job$)]);
    expect(inputsOf(api)).deep.equal([{ JobName: 'job' }, { JobName: 'job' }]);
    expect(api.calls.map(({ options }) => options.priority)).deep.equal(['background', 'background']);
  });

  it('aborts the call when unsubscribed, and emits nothing more', async () => {
    let answer: (job: unknown) => void = () => undefined;
    const api = fakeApi(() => new Promise(resolve => (answer = resolve)));
    const received: unknown[] = [];
    const subscription = jobDescription(api, 'job').subscribe({
      next: job => received.push(job),
      error: (error: unknown) => received.push(error),
      complete: () => received.push('end'),
    });
    const { signal } = api.calls[0]!.options;
    expect(signal.aborted).false;
    subscription.unsubscribe();
    expect(signal.aborted).true;
    answer(fullWireJob);
    await new Promise(setImmediate);
    expect(received).empty;
  });

  it('does not end a call that has ended by itself, well or not', async () => {
    const answers = [() => fullWireJob, () => 5, () => Promise.reject(new NotFoundError('no such job'))];
    for (const answer of answers) {
      const api = fakeApi(answer);
      await Promise.allSettled([lastValueFrom(jobDescription(api, 'job'))]);
      expect(api.calls[0]?.options.signal.aborted).false;
    }
  });

  it('aborts no other call', () => {
    const api = fakeApi(never);
    const job$ = jobDescription(api, 'job');
    const [one, other] = [job$.subscribe(), job$.subscribe()];
    one.unsubscribe();
    expect(api.calls.map(({ options }) => options.signal.aborted)).deep.equal([true, false]);
    other.unsubscribe();
  });

  it('fails with the error of the call', async () => {
    const unknown = new NotFoundError('no such job');
    const job$ = jobDescription(
      fakeApi(() => Promise.reject(unknown)),
      'job',
    );
    expect(await failure(lastValueFrom(job$))).equal(unknown);
  });

  it('fails with the faults of the answer', async () => {
    const job$ = jobDescription(
      fakeApi(() => ({ ...fullWireJob, Status: 7, InputConfig: { ResourceLimit: [] } })),
      'job',
    );
    expect(await failure(lastValueFrom(job$)))
      .instanceOf(DecodeError)
      .property(
        'message',
        'job.Status: expected a string, got 7\n' +
          'job.InputConfig.ResourceLimit: expected a resource limit, got a list of 0',
      );
  });

  it('refuses a name on the stream, before any call', async () => {
    const api = fakeApi(never);
    const job$ = jobDescription(api, '-job');
    expect(await failure(lastValueFrom(job$))).instanceOf(InvalidInputError);
    expect(api.calls).empty;
  });
});
