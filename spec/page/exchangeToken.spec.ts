import { expect } from 'chai';
import { exchangeToken } from '../../src/page/exchangeToken.js';

describe('exchangeToken', () => {
  const exchange = async (hash: string, answer: Promise<unknown> = Promise.resolve()): Promise<string[]> => {
    const done: string[] = [];
    await exchangeToken({
      hash,
      forget: () => done.push('forget'),
      send: token => {
        done.push(`send ${token}`);
        return answer;
      },
    });
    return done;
  };

  it('takes the token out of the address, and sends it', async () => {
    expect(await exchange('#token=abc_-.~9')).deep.equal(['forget', 'send abc_-.~9']);
  });

  it('goes on where the token can not be sent', async () => {
    expect(await exchange('#token=abc', Promise.reject(new Error('no')))).length(2);
  });

  it('leaves an address without a token alone', async () => {
    for (const hash of ['', '#', '#main', '#token=']) expect(await exchange(hash)).empty;
  });
});
