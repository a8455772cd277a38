import { expect } from 'chai';
import type { AIJobList } from '../../src/core/message.js';
import { AIJobList as Codec } from '../../src/decode/message.js';
import { createGateway, type GatewayOptions } from '../../src/gateway/index.js';
import { JobListCache } from '../../src/gateway/jobListCache.js';
import { jobLists } from '../../src/gateway/jobLists.js';
import { sharedLists } from '../../src/gateway/relay/sharedLists.js';
import { thrown } from '../support/failure.js';
import { FakeWatch } from '../support/fakeWatch.js';
import { served } from '../support/gatewayOf.js';

const running = (name: string): object => ({
  JobName: `ai-recommendation-job/${name}`,
  Status: 'IN_PROGRESS',
  AIRecommendationJob: { AIRecommendationJobName: name, AIRecommendationJobStatus: 'InProgress' },
});
const failed = {
  JobName: 'ai-benchmark-job/j',
  Status: 'FAILED',
  AIBenchmarkJob: { AIBenchmarkJobName: 'j', AIBenchmarkJobStatus: 'Failed' },
};

describe('the lists of AI jobs of a gateway', () => {
  it('are asked for by kind, with names and statuses of watches, without what authorize denies', async () => {
    const authorize: GatewayOptions['authorize'] = (_, name) => name !== 'ai-recommendation-job/secret';
    await served({ authorize, kinds: ['classic', 'recommendation', 'benchmark'] }, async ({ watch, url }) => {
      const list = async (query = ''): Promise<unknown> => (await fetch(`${url}/jobs${query}`)).json();
      expect(await list()).deep.equal({ jobs: [], kinds: ['classic', 'recommendation', 'benchmark'] });
      expect(watch.ai.asked).empty;
      expect(await list('?kind=recommendation&status=IN_PROGRESS&after=t')).deep.equal({
        kind: 'recommendation',
        jobs: [running('j')],
      });
      const benchmarks = { kind: 'benchmark', jobs: [failed], after: 'next' };
      expect(await list('?kind=benchmark')).deep.equal(benchmarks);
      expect(Codec.decode(benchmarks)).deep.include({ _tag: 'Right' });
      expect(watch.ai.asked).deep.equal([
        ['recommendation', { pageSize: 50, status: 'IN_PROGRESS', startingToken: 't' }],
        ['benchmark', { pageSize: 50 }],
      ]);
    });
  });

  it('are not asked for unless the gateway lists that kind', async () => {
    await served({}, async ({ watch, url }) => {
      for (const kind of ['recommendation', 'benchmark', 'other', '']) {
        const response = await fetch(`${url}/jobs?kind=${kind}`);
        expect(response.status).equal(400);
        expect(await response.json()).deep.include({ code: 'BAD_REQUEST' });
      }
      expect(await (await fetch(`${url}/jobs?kind=classic`)).json()).deep.equal({ jobs: [] });
      expect(watch.ai.asked).empty;
    });
  });

  it('leave the classic list empty, without a call, where only AI jobs are listed', async () => {
    await served({ kinds: ['recommendation'] }, async ({ watch, url }) => {
      expect(await (await fetch(`${url}/jobs`)).json()).deep.equal({ jobs: [], kinds: ['recommendation'] });
      expect((await fetch(`${url}/jobs?kind=classic`)).status).equal(400);
      expect(watch.asked).empty;
    });
  });

  it('are a page that no query chooses: it takes nothing of their rate', async () => {
    const lists = new JobListCache(jobLists(new FakeWatch()), () => 0);
    const query = (n: number): URLSearchParams => new URLSearchParams({ nameContains: String(n) });
    for (let n = 0; n < 10; n += 1) await lists.page(query(n));
    for (const kind of ['recommendation', 'benchmark'] as const)
      expect((await lists.page(new URLSearchParams(), kind)).jobs).not.empty;
  });

  it('are kept apart in the cache that gateways share, and read from it', async () => {
    const texts = new Map<string, string>();
    const watch = new FakeWatch();
    const shared = sharedLists(jobLists(watch), {
      cached: async (name, _, make) => {
        const text = texts.get(name) ?? (await make());
        texts.set(name, text);
        return text;
      },
    });
    const both = async (): Promise<readonly unknown[]> =>
      Promise.all([shared('classic'), shared('recommendation'), shared('benchmark')]);
    const first = await both();
    expect((first[2] as AIJobList).jobs).deep.equal([failed]);
    expect(await both()).deep.equal(first);
    expect(watch.ai.asked).length(2);
    expect(watch.asked).length(1);
  });

  it('need a recommender that has them', () => {
    const { shared$, jobs$ } = new FakeWatch();
    const recommender = { shared$, jobs$ };
    expect(thrown(() => createGateway({ recommender, kinds: ['benchmark'] }))).include({
      code: 'INVALID_INPUT',
    });
    for (const kinds of [[], ['other']] as never[])
      expect(thrown(() => createGateway({ recommender, kinds }))).include({ code: 'INVALID_INPUT' });
  });
});
