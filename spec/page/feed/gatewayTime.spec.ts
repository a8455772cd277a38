import { expect } from 'chai';
import { systemTime } from '../../../src/core/time.js';
import { gatewayTime } from '../../../src/page/feed/gatewayTime.js';

const MINUTE = 60_000;
const AT = Date.UTC(2026, 0, 15, 9);

describe('the time of the gateway', () => {
  const dated = (date?: string): Response =>
    new Response('', date === undefined ? {} : { headers: { date } });

  it('is that of this machine, until a response shows that its clock is wrong, and again once it is right', () => {
    let now = AT + 10 * MINUTE;
    const { time, setBy } = gatewayTime({ ...systemTime, now: () => now });
    expect(time.now()).equal(now);
    setBy(dated(new Date(AT).toUTCString()));
    expect(time.now()).equal(AT);
    now += MINUTE;
    expect(time.now()).equal(AT + MINUTE);
    now = AT + 2_000;
    setBy(dated(new Date(AT).toUTCString()));
    expect(time.now(), 'a Date has whole seconds, and travels').equal(now);
  });

  it('isn’t changed by a response without a Date', () => {
    const { time, setBy } = gatewayTime({ ...systemTime, now: () => AT });
    setBy(dated(new Date(AT - MINUTE).toUTCString()));
    for (const date of [undefined, 'soon']) setBy(dated(date));
    expect(time.now()).equal(AT - MINUTE);
  });
});
