import { expect } from 'chai';
import { runCommand, virtualAccount, type Ended, type VirtualAccount } from './support/runCommand.js';

describe('stepstream describe of a job that runs', () => {
  let account: VirtualAccount;
  beforeEach(async () => {
    account = await virtualAccount({ speed: 1, jobs: [{ name: 'live', steps: 9, live: true }] });
    await account.time.pass(20 * 60_000);
  });
  const describeLive = (output: string): Promise<Ended> =>
    account.passUntil(runCommand(['describe', 'live', '--output', output], account.host));
  const calls = (): readonly string[] => Object.keys(account.fake.stats().callsByOperation);

  it('shows how far it is, the time to go and the money', async () => {
    const { code, stdout } = await describeLive('table');
    expect(code).equal(0);
    expect(stdout)
      .match(/^progress {5}\d of \d+ steps/m)
      .match(/^time {9}20 min so far, about .* to go$/m)
      .match(/^spent {8}\$\d/m);
  });

  it('is shown without the right to list its steps, and says that it is', async () => {
    account.fake.fault('accessDenied', { operation: 'ListInferenceRecommendationsJobSteps' });
    const { code, stdout } = await describeLive('table');
    expect(code).equal(0);
    expect(stdout)
      .match(/^status {7}IN_PROGRESS$/m)
      .match(/^progress {5}not known: .*not authorized/m);
  });

  it('asks for the description alone where JSON is wanted', async () => {
    await describeLive('json');
    expect(calls()).deep.equal(['DescribeInferenceRecommendationsJob']);
  });
});
