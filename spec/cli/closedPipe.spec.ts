import { expect } from 'chai';
import { leave } from './support/fakeOutput.js';
import { startCommand, virtualAccount, type Ended, type VirtualAccount } from './support/runCommand.js';

describe('stepstream in a pipe whose reader leaves', () => {
  let account: VirtualAccount;
  beforeEach(async () => {
    account = await virtualAccount({
      speed: 0,
      jobs: [
        { name: 'long', steps: 200 },
        ...Array.from({ length: 60 }, (_, i) => ({ name: `job-${i}`, steps: 1 })),
      ],
    });
  });

  /** The command in front of `| head -1`, which leaves once it has a line. */
  async function head(...args: readonly string[]): Promise<Ended> {
    let read = '';
    const take = (text: string): void => {
      if (read !== '') leave();
      read = text;
    };
    const { ended } = await startCommand(args, { ...account.host, take });
    return account.passUntil(ended);
  }

  it('ends quietly, with 0, without a call for the next page', async () => {
    expect(await head('steps', 'long', '--page-size', '10')).include({ code: 0, stderr: '' });
    expect(account.fake.stats().calls).equal(1);
  });

  it('does the same with jobs', async () => {
    expect(await head('jobs', '--page-size', '10')).include({ code: 0, stderr: '' });
    expect(account.fake.stats().calls).equal(1);
  });

  it('asks for no page before the one before has been read', async () => {
    const { fake, host, passUntil, time } = account;
    let read: () => void;
    const taken = new Promise<void>(resolve => {
      read = resolve;
    });
    const { ended, said } = await startCommand(['steps', 'long', '--page-size', '10'], {
      ...host,
      take: () => taken,
    });
    await said(/\n/);
    await time.pass(3_600_000);
    expect(fake.stats().calls).equal(1);
    read!();
    expect(await passUntil(ended)).include({ code: 0, stderr: '' });
    expect(fake.stats().calls).equal(20);
  });

  it('ends quietly where the reader has read nothing', async () => {
    const { ended } = await startCommand(['steps', 'long'], { ...account.host, take: leave });
    expect(await ended).include({ code: 0, stderr: '' });
  });
});
