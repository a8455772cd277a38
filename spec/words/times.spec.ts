import { expect } from 'chai';
import { localTime, utcMinute } from '../../src/words/times.js';

describe('times in words', () => {
  it('are to the minute and in UTC at a terminal', () => {
    expect(utcMinute(new Date('2026-01-15T09:00:59Z'))).equal('2026-01-15 09:00');
    expect(utcMinute(undefined)).equal('n/a');
  });

  it('are to the second on the page', () => {
    expect(localTime(new Date(2026, 0, 15, 9, 5, 7).getTime())).match(/0?9\D05\D07/);
  });
});
