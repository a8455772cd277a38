import { expect } from 'chai';
import fc from 'fast-check';
import { AccessDeniedError, NetworkError } from '../../../src/core/errors.js';
import type { WatchEvent } from '../../../src/core/event.js';
import { widthOf } from '../../../src/cli/watch/fitLine.js';
import { fleetFrame } from '../../../src/cli/watch/fleetFrame.js';
import type { Canvas } from '../../../src/cli/watch/jobFrame.js';
import { plainPaint } from '../../../src/cli/process/terminal.js';
import { runs } from '../../support/runs.js';
import { done, half, trackersAfter, minute, running } from './support.js';

const canvas = (more: Partial<Canvas> = {}): Canvas => ({
  columns: 99,
  rows: 30,
  paint: plainPaint,
  now: minute(20).getTime(),
  ...more,
});

/** The same events of a job of another name. */
const of = (jobName: string, events: readonly WatchEvent[]): readonly WatchEvent[] =>
  events.map(event =>
    'job' in event ? { ...event, jobName, job: { ...event.job, JobName: jobName } } : { ...event, jobName },
  );

const EVENTS = [
  ...of('a', [...half, done('COMPLETED')]),
  ...of('longer-name', [{ type: 'job', jobName: '', job: { ...running, Status: 'PENDING' } }]),
  ...of('b', half),
];

describe('the frame of several jobs', () => {
  it('sums up, and has a line for each, the one that changed last first', () => {
    const views = trackersAfter(EVENTS, []).viewsAt(minute(20).getTime());
    expect(fleetFrame(views, canvas({ columns: 120 }))).deep.equal([
      '2 jobs running, 1 ended: 6 of 45 steps, 2 failed; $2.30 spent',
      '',
      `b            █${'░'.repeat(11)}     3/20  about 1 h 19 min to go, 1 failed, best so far ml.c5.large at $1.00 a million`,
      `longer-name  ${'░'.repeat(12)}     0/20  PENDING`,
      `a            ${'█'.repeat(7)}${'░'.repeat(5)}      3/5  COMPLETED  took 1 h 5 min, 1 failed, pick ml.c5.large at $1.00 a million`,
      'no traffic given, so the best are the cheapest per inference: --traffic 3000 goes by the month',
    ]);
  });

  it('takes several lines for a job where it is narrow, and says how many jobs there is no room for', () => {
    const views = trackersAfter(EVENTS, []).viewsAt(minute(20).getTime());
    expect(fleetFrame(views, canvas({ columns: 40, rows: 8 }))).deep.equal([
      '2 jobs running, 1 ended: 6 of 45 steps,',
      '  2 failed; $2.30 spent',
      '',
      'b          ',
      '    3/20 about 1 h 19 min to go, 1',
      '    failed, best so far ml.c5.large at',
      '    $1.00 a million',
      '… and 2 more jobs that changed before',
    ]);
    expect(fleetFrame(views, canvas({ columns: 110, rows: 4 })).slice(2)).deep.equal([
      `b  █${'░'.repeat(11)}     3/20  about 1 h 19 min to go, 1 failed, best so far ml.c5.large at $1.00 a million`,
      '… and 2 more jobs that changed before',
    ]);
  });

  it('shows a job whose watch failed, one that is waited for, and news that are old', () => {
    const trackers = trackersAfter(of('c', half), ['gone', 'soon']);
    trackers.take({ jobName: 'gone', error: new AccessDeniedError('Not allowed') });
    const stale = { type: 'stale', jobName: 'c', ageMs: 45_000, cause: new NetworkError('x') } as const;
    trackers.take({ jobName: 'c', event: stale });
    const lines = fleetFrame(trackers.viewsAt(minute(20).getTime()), canvas({ columns: 120 }));
    expect(lines[0]).match(/^2 jobs running, 1 ended: 3 steps done, 1 failed/);
    expect(lines[2]).match(/^c .* a million {2}45 s old$/);
    expect(lines[3]).match(/^gone .*░ {2}Not allowed$/);
    expect(lines[4]).match(/^soon .*░ {2}waiting for the service$/);
  });

  it('says that there is none', () => {
    expect(fleetFrame([], canvas())).deep.equal([
      'No running job seen so far. Those that run or start are shown here.',
    ]);
  });

  it('is never larger than its canvas, whatever that is', () => {
    const views = trackersAfter(EVENTS, []).viewsAt(minute(20).getTime());
    const sizes = fc.record({
      columns: fc.integer({ min: 1, max: 200 }),
      rows: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(sizes, size => {
        const lines = fleetFrame(views, canvas(size));
        expect(lines.length).within(1, size.rows);
        for (const line of lines) expect(widthOf(line)).at.most(size.columns);
      }),
      { numRuns: runs(100) },
    );
  });
});
