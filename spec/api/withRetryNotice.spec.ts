import { expect } from 'chai';
import type { RecommenderClient } from '../../src/api/sageMakerApi.js';
import { withRetryNotice } from '../../src/api/withRetryNotice.js';
import { callOptions, fakeApi } from '../support/fakeApi.js';
import { useLocalService } from '../support/localService.js';
import { started, useTrace } from '../support/traceEvents.js';

const clientWith = (config?: unknown): RecommenderClient => ({
  send: () => Promise.resolve({}),
  ...(config !== undefined && { config }),
});
const attempts = (maxAttempts: unknown): RecommenderClient => clientWith({ maxAttempts });

describe('withRetryNotice', () => {
  const events = useTrace();
  const service = useLocalService();

  async function notices(client: RecommenderClient): Promise<unknown[]> {
    const api = withRetryNotice(client)(fakeApi(() => 'described'));
    expect(await api.describeJob({ JobName: 'job' }, callOptions())).equal('described');
    await api.listJobs({}, callOptions());
    await new Promise(setImmediate);
    return started(events);
  }

  const retrying: readonly (readonly [what: string, client: RecommenderClient])[] = [
    ['a number', attempts(3)],
    ['a function', attempts(() => 3)],
    ['a function of a promise', attempts(() => Promise.resolve(3))],
    [
      'a function that reads its own configuration',
      clientWith({
        most: 3,
        maxAttempts(this: { most: number }) {
          return this.most;
        },
      }),
    ],
  ];
  for (const [what, client] of retrying)
    it(`publishes once that the client retries by itself: maxAttempts is ${what}`, async () => {
      expect(await notices(client)).deep.equal([
        {
          kind: 'notice',
          code: 'CLIENT_RETRIES',
          message:
            'The client given to connect() makes up to 3 attempts of each call by itself, so that one permit ' +
            'can become several requests. Make it with maxAttempts: 1.',
        },
      ]);
    });

  const silent: readonly (readonly [what: string, client: RecommenderClient])[] = [
    ['a client that makes one attempt', attempts(1)],
    ['a mock', clientWith()],
    ['a mock with an empty configuration', clientWith({})],
    ['a client whose configuration says it with a text', attempts('3')],
    ['a client whose configuration fails', attempts(() => Promise.reject(new Error('no')))],
    [
      'a client whose configuration throws',
      attempts(() => {
        throw new Error('no');
      }),
    ],
  ];
  for (const [what, client] of silent)
    it(`publishes nothing about ${what}, and doesn't disturb its calls`, async () => {
      expect(await notices(client)).empty;
    });

  it('reads the real client, and reads nothing before the first call', async () => {
    const client = service.client();
    expect(await notices(client)).empty;
    client.config.maxAttempts = () => Promise.resolve(5);
    expect(await notices(client)).length(1);
  });

  it('reads it once, with the first call', async () => {
    let asked = 0;
    const client = attempts(() => (asked += 1));
    const api = withRetryNotice(client)(fakeApi(() => 'described'));
    expect(asked).equal(0);
    await api.describeJob({ JobName: 'job' }, callOptions());
    await api.listJobs({}, callOptions());
    expect(asked).equal(1);
  });
});
