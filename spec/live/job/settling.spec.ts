import { expect } from 'chai';
import { settling, type Pass } from '../../../src/live/job/settling.js';

const MINUTE = 60_000;
const equal: Omit<Pass, 'now'> = { changed: false, certain: true, contradicts: false };

/** The pause after each pass, `done` where none follows, and the code of an error. */
function pausesOf(passes: readonly Partial<Pass>[], minIntervalMs = 5_000): readonly unknown[] {
  const settle = settling('job', minIntervalMs);
  let now = 0;
  return passes.map(pass => {
    try {
      const pauseMs = settle.pass({ ...equal, now, ...pass });
      now += pauseMs ?? 0;
      return pauseMs ?? 'done';
    } catch (error) {
      return (error as { code?: string }).code;
    }
  });
}

const times = <T>(count: number, item: T): readonly T[] => Array.from({ length: count }, () => item);

describe('settling', () => {
  it('is done after two equal passes, a second apart', () => {
    expect(pausesOf([{}, {}])).deep.equal([1_000, 'done']);
    expect(pausesOf([{ changed: true }, { changed: true }, {}])).deep.equal([1_000, 1_000, 'done']);
  });

  it('is no slower than the polls are', () => {
    expect(pausesOf([{}, {}], 20)).deep.equal([20, 'done']);
  });

  it('waits 90 s in growing pauses for what contradicts the end, and lets it be then', () => {
    const pauses = pausesOf(times(8, { contradicts: true }));
    expect(pauses).deep.equal([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 'done']);
    expect(pausesOf([...times(4, { contradicts: true }), {}]).at(-1)).equal('done');
  });

  it('starts again with a pass that changes something', () => {
    const waiting = times(5, { contradicts: true });
    expect(pausesOf([...waiting, { changed: true }, ...waiting]).slice(5)).deep.equal([
      1_000, 2_000, 4_000, 8_000, 16_000, 30_000,
    ]);
  });

  it('fails where nothing is certain in 90 s, and where each pass changes something for five minutes', () => {
    expect(pausesOf(times(8, { certain: false })).at(-1)).equal('UNSETTLED');
    const changes = pausesOf(times(80, { changed: true }));
    expect(changes.slice(0, 4)).deep.equal([1_000, 1_000, 5_000, 5_000]);
    expect(changes.indexOf('UNSETTLED')).within(60, 64);
  });

  it('is done also long after the end, once two passes are equal', () => {
    const settle = settling('job', 5_000);
    settle.pass({ ...equal, changed: true, now: 0 });
    expect(settle.pass({ ...equal, now: 60 * MINUTE })).equal(undefined);
  });
});
