import { expect } from 'chai';
import { ClientMessagePolicy } from '../../src/gateway/clientMessagePolicy.js';

describe('ClientMessagePolicy', () => {
  it('accepts a ping, and refuses any other message', () => {
    const policy = new ClientMessagePolicy(() => 0);
    expect(policy.classify('{"type":"ping","more":1}', false)).equal('ping');
    expect(policy.classify('{"type":"ping"}', true)).equal('binary');
    for (const text of ['', '{', 'null', '[]', '{"type":"pong"}', '"ping"', '{"type":"__proto__"}'])
      expect(policy.classify(text, false), text).equal('unknown');
  });

  it('allows twenty messages in a second, and twenty more in the next', () => {
    let now = 0;
    const policy = new ClientMessagePolicy(() => now);
    const say = (): string => policy.classify('{"type":"ping"}', false);
    expect(Array.from({ length: 21 }, say).map(verdict => verdict === 'ping')).deep.equal([
      ...Array.from({ length: 20 }, () => true),
      false,
    ]);
    now = 999;
    expect(say()).equal('tooMany');
    now = 1_000;
    expect(say()).equal('ping');
  });
});
