import { expect } from 'chai';
import { Manners } from '../../src/gateway/manners.js';

describe('Manners', () => {
  it('knows a ping, and shows out who says anything else', () => {
    const manners = new Manners(() => 0);
    expect(manners.judge('{"type":"ping","more":1}', false)).equal('ping');
    expect(manners.judge('{"type":"ping"}', true)).equal('binary');
    for (const text of ['', '{', 'null', '[]', '{"type":"pong"}', '"ping"', '{"type":"__proto__"}'])
      expect(manners.judge(text, false), text).equal('unknown');
  });

  it('allows twenty messages in a second, and then again', () => {
    let now = 0;
    const manners = new Manners(() => now);
    const say = (): string => manners.judge('{"type":"ping"}', false);
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
