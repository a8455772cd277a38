import { expect } from 'chai';
import type { IncomingMessage } from 'node:http';
import type { Authorize } from '../../src/gateway/gatewayOptions.js';
import { mayRead } from '../../src/gateway/mayRead.js';

describe('mayRead', () => {
  const request = {} as unknown as IncomingMessage;

  it('is yes without authorize, and for true alone', async () => {
    expect(await mayRead(undefined, request, 'j')).true;
    expect(await mayRead(() => true, request, 'j')).true;
    expect(await mayRead(() => Promise.resolve(true), request, 'j')).true;
    for (const answer of [false, undefined, null, 1, 'yes', {}, Promise.resolve('yes')])
      expect(await mayRead((() => answer) as Authorize, request, 'j')).false;
  });

  it('is no for what throws, and for what takes too long', async () => {
    const throws = (): never => {
      throw new Error('no');
    };
    expect(await mayRead(throws, request, 'j')).false;
    expect(await mayRead(() => Promise.reject(new Error('no')), request, 'j')).false;
    expect(await mayRead(() => new Promise(() => undefined), request, 'j', 10)).false;
  });
});
