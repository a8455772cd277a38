import { expect } from 'chai';
import type { IncomingMessage } from 'node:http';
import type { Authorize } from '../../src/gateway/gatewayOptions.js';
import { isAuthorized } from '../../src/gateway/isAuthorized.js';
import { virtualTime } from '../support/virtualTime.js';

describe('isAuthorized', () => {
  const request = {} as unknown as IncomingMessage;
  const time = virtualTime();
  const read = (authorize: Authorize | undefined): Promise<boolean> =>
    isAuthorized(authorize, request, 'j', time);
  afterEach(() => {
    expect(time.timers()).equal(0);
  });

  it('grants access without authorize, and for true alone', async () => {
    expect(await read(undefined)).true;
    expect(await read(() => true)).true;
    expect(await read(() => Promise.resolve(true))).true;
    for (const answer of [false, undefined, null, 1, 'yes', {}, Promise.resolve('yes')])
      expect(await read((() => answer) as Authorize)).false;
  });

  it('denies access where authorize throws', async () => {
    const throws = (): never => {
      throw new Error('no');
    };
    expect(await read(throws)).false;
    expect(await read(() => Promise.reject(new Error('no')))).false;
  });

  it('denies access after ten seconds, and not before', async () => {
    const answers: ((yes: boolean) => void)[] = [];
    const seen: boolean[] = [];
    for (let n = 0; n < 2; n++)
      void read(() => new Promise(resolve => answers.push(resolve))).then(yes => seen.push(yes));
    await time.pass(9_999);
    expect(seen).deep.equal([]);
    answers[0]!(true);
    await time.pass(1);
    expect(seen).deep.equal([true, false]);
  });
});
