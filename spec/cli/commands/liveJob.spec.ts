import { expect } from 'chai';
import { firstValueFrom } from 'rxjs';
import { LIVE_JOB, LIVE_JOB_MS } from '../../../src/cli/commands/liveJob.js';
import { connect } from '../../../src/index.js';
import { fakeRecommender } from '../../../src/testing/index.js';

describe('the running job of the simulator', () => {
  it('ends in the minute that simulate and the docs name', async () => {
    const fake = fakeRecommender({ speed: 0, jobs: [LIVE_JOB] });
    const recommender = connect({ client: fake, quota: { perSecond: Infinity } });
    const status = async (): Promise<unknown> =>
      (await firstValueFrom(recommender.job$(LIVE_JOB.name))).Status;

    fake.advance(LIVE_JOB_MS - 60_000);
    expect(await status()).equal('IN_PROGRESS');
    fake.advance(60_000);
    expect(await status()).equal('COMPLETED');
    await recommender.close();
  });
});
