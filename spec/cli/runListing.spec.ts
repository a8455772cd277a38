import { expect } from 'chai';
import { runCommand, virtualAccount, type VirtualAccount } from './support/runCommand.js';

const FLAGS = /Go on with: (--starting-token \S+( --max-items \d+)?)\n$/;

describe('stepstream where a listing fails', () => {
  let account: VirtualAccount;
  beforeEach(async () => {
    account = await virtualAccount({ speed: 0, jobs: [{ name: 'long', steps: 25 }] });
  });

  const steps = (...args: string[]): ReturnType<typeof runCommand> =>
    account.passUntil(runCommand(['steps', 'long', '--page-size', '10', ...args], account.host));
  const flagsIn = (text: string): string[] => FLAGS.exec(text)?.[1]?.split(' ') ?? [];

  for (const output of ['ndjson', 'json', 'csv', 'table'])
    it(`offers no token before the first page, of ${output}`, async () => {
      account.fake.fault('resetBeforeResponse');
      const { code, stdout, stderr } = await steps('--output', output, '--max-items', '12');
      expect([code, stdout]).deep.equal([1, '']);
      expect(stderr)
        .match(/^stepstream: The connection failed/)
        .not.match(/Go on with/);
    });

  it('offers no token before the first page where it began at one', async () => {
    account.fake.fault('resetBeforeResponse', { call: 2 });
    const first = await steps();
    const flags = flagsIn(first.stderr);
    account.fake.clearFaults();
    account.fake.fault('resetBeforeResponse');
    const second = await steps(...flags);
    expect([second.code, second.stdout]).deep.equal([1, '']);
    expect(second.stderr).not.match(/Go on with/);
    const third = await steps(...flags);
    expect((first.stdout + third.stdout).trimEnd().split('\n')).length(25);
  });

  it('offers the rest after a page', async () => {
    account.fake.fault('resetBeforeResponse', { call: 2 });
    const { stdout, stderr } = await steps('--max-items', '12');
    expect(flagsIn(stderr)).length(4);
    const rest = await steps(...flagsIn(stderr));
    expect((stdout + rest.stdout).trimEnd().split('\n')).length(12);
  });

  it('offers the start where a token has expired, though no page has arrived', async () => {
    account.fake.fault('resetBeforeResponse', { call: 2 });
    const first = await steps();
    account.fake.clearFaults();
    account.fake.fault('expiredToken');
    const second = await steps(...flagsIn(first.stderr));
    expect(second.stderr).match(/The token has expired/);
    const third = await steps(...flagsIn(second.stderr));
    expect((first.stdout + third.stdout).trimEnd().split('\n')).length(25);
  });

  it('offers nothing for a query, which writes nothing of a part', async () => {
    account.fake.fault('resetBeforeResponse', { call: 2 });
    const { stdout, stderr } = await steps('--query', 'Steps[].Status');
    expect(stdout).equal('');
    expect(stderr).not.match(/Go on with/);
  });
});
