import { expect } from 'chai';
import fc from 'fast-check';
import { NetworkError } from '../../../src/core/errors.js';
import type { WatchEvent } from '../../../src/core/event.js';
import type { Step } from '../../../src/core/step.js';
import { endText } from '../../../src/cli/watch/endText.js';
import { widthOf } from '../../../src/cli/watch/fitLine.js';
import { jobFrame, type Canvas } from '../../../src/cli/watch/jobFrame.js';
import { jobTrackers } from '../../../src/cli/watch/jobTrackers.js';
import { loadTestCriterion } from '../../../src/cli/watch/watchCriterion.js';
import { plainPaint } from '../../../src/cli/process/terminal.js';
import { change, step, synced } from '../../support/steps.js';
import { runs } from '../../support/runs.js';
import { cheap, done, half, trackersAfter, minute, running, starting } from './support.js';

const canvas = (more: Partial<Canvas> = {}): Canvas => ({
  columns: 79,
  rows: 30,
  paint: plainPaint,
  now: minute(20).getTime(),
  ...more,
});
const SHOWN = trackersAfter(half).viewOf('job', minute(20).getTime());

describe('the frame of a job', () => {
  it('shows how far it is, the best so far, what runs, what failed and what ended last', () => {
    expect(jobFrame(SHOWN, canvas())).deep.equal([
      'job  IN_PROGRESS',
      `${'█'.repeat(6)}${'░'.repeat(34)}  3 of 20 steps, 1 failed`,
      '20 min so far, about 1 h 19 min to go; $1.15 spent',
      'best so far: ml.c5.large',
      '             $1.00 for a million inferences, $0.600 an hour, 900 invocations a…',
      'running',
      '  ml.c5.large    under load for 5 min',
      '  ml.c5.large    starts',
      'failed (1)',
      '  ml.c5.large    no; memory',
      'ended last',
      '  ml.c5.large    $1.00 a million, 20 ms, 900 a minute',
      '  ml.g5.large A  $20.00 a million, 9 ms, 4000 a minute',
      'no traffic given: with --traffic 3000 the cheapest month wins',
      '  100 requests a minute: best so far, $438.00 a month',
      '  1000 requests a minute: best so far, $876.00 a month',
      '  10000 requests a minute: best so far, $5256.00 a month',
      'A: THREADS=4',
    ]);
  });

  it('takes a job whose steps run for one that is in progress', () => {
    const pending = { type: 'job', jobName: 'job', job: { ...running, Status: 'PENDING' } } as const;
    const title = (...events: readonly WatchEvent[]): string | undefined =>
      jobFrame(trackersAfter([pending, ...events]).viewOf('job', 0), canvas())[0];
    expect(title()).equal('job  PENDING');
    expect(title(change('added', starting))).equal('job  IN_PROGRESS');
  });

  it('counts no tests before they are listed', () => {
    const known = { type: 'job', jobName: 'job', job: running } as const;
    const bar = (...events: readonly WatchEvent[]): string | undefined =>
      jobFrame(trackersAfter([known, ...events]).viewOf('job', 0), canvas())[1];
    expect(bar()).match(/ {2}waiting for the service$/);
    expect(bar(synced)).match(/ {2}0 of 20 steps$/);
    expect(bar(change('added', cheap))).match(/ {2}1 of 20 steps$/);
  });

  it('gives each part its share where there are few rows', () => {
    const short = jobFrame(SHOWN, canvas({ rows: 12 }));
    expect(short.slice(5)).deep.equal([
      'running',
      '  ml.c5.large    under load for 5 min',
      'failed (1)',
      '  ml.c5.large    no; memory',
      'ended last',
      '  ml.c5.large    $1.00 a million, 20 ms, 900 a minute',
      'A: THREADS=4',
    ]);
  });

  it('is never larger than its canvas, whatever that is', () => {
    const sizes = fc.record({
      columns: fc.integer({ min: 1, max: 200 }),
      rows: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(sizes, size => {
        const lines = jobFrame(SHOWN, canvas(size));
        expect(lines.length).within(1, size.rows);
        for (const line of lines) expect(widthOf(line)).at.most(size.columns);
      }),
      { numRuns: runs(100) },
    );
  });

  it('paints', () => {
    const lines = jobFrame(SHOWN, canvas({ paint: (style, text) => `<${style}>${text}</>` }));
    expect(lines[0]).equal('<bold>job</>  IN_PROGRESS');
    expect(lines[1]).match(/^<green>█{4}<\/><red>█{2}<\/><dim>░{34}<\/> {2}3 of 20/);
  });

  it('waits for the first answer, and says why it does not come', () => {
    const trackers = trackersAfter([]);
    expect(jobFrame(trackers.viewOf('job', 0), canvas()).slice(0, 2)).deep.equal([
      'job  ',
      `${'░'.repeat(40)}  waiting for the service`,
    ]);
    let now = 0;
    const stale = {
      type: 'stale',
      jobName: 'job',
      ageMs: 3_000,
      cause: new NetworkError('Refused'),
    } as const;
    const lost = trackersAfter([stale], ['job'], () => now);
    now = 60_000;
    expect(jobFrame(lost.viewOf('job', 0), canvas())).include('no news for 1 min: Refused');
  });

  it('is broken between words on a narrow terminal, not cut', () => {
    const lines = jobFrame(SHOWN, canvas({ columns: 39, rows: 60 }));
    for (const line of lines) expect(widthOf(line)).at.most(39);
    const words = (text: readonly string[]): string[] =>
      text
        .join(' ')
        .split(/\s+/)
        .filter(word => !/[█░]/.test(word));
    expect(words(lines)).deep.equal(words(jobFrame(SHOWN, canvas({ columns: 300, rows: 60 }))));
    expect(lines.join('\n')).not.contain('…');
  });

  it('writes environments out where there are too many for letters', () => {
    const many = Array.from({ length: 5 }, (_, i) => {
      const EnvironmentParameters = [{ Key: 'N', ValueType: 'String', Value: String(i) }];
      return change('added', step(`e${i}`, { ModelConfiguration: { EnvironmentParameters } }));
    });
    const lines = jobFrame(trackersAfter([...half, ...many]).viewOf('job', 0), canvas());
    expect(lines).include('  ml.c5.large with N=4        nothing measured');
    expect(lines.filter(line => /^[A-Z]: /.test(line))).empty;
  });
});

describe('what stays of a job', () => {
  it('is how it ended, all that failed, and the pick', () => {
    const view = trackersAfter([...half, done('FAILED', { FailureReason: 'Too many failed.' })]).viewOf(
      'job',
      minute(20).getTime(),
    );
    expect(endText(view, canvas({ columns: 70 }))).deep.equal([
      'job  FAILED',
      `${'█'.repeat(24)}${'░'.repeat(16)}  3 of 5 steps, 1 failed`,
      'took 1 h 5 min; $1.15 spent',
      'reason: Too many failed.',
      '',
      'Failed:',
      '  ml.c5.large: no; memory',
      '',
      'No traffic given. Below are the cheapest months at some; for yours:',
      '    stepstream best job --partial --traffic 3000',
      '  100 requests a minute: the pick, $438.00 a month',
      '  1000 requests a minute: the pick, $876.00 a month',
      '  10000 requests a minute: the pick, $5256.00 a month',
      '',
      'Pick: ml.c5.large: $1.00 for a million inferences, $0.600 an hour, 900',
      '    invocations a minute at 20 ms',
    ]);
  });

  it('is the cheapest month at the traffic that was given, with no other traffic beside it', () => {
    const options = { monotonic: () => 0, criterion: loadTestCriterion({ traffic: 9_000 }) };
    const trackers = jobTrackers(['job'], options);
    for (const event of half) trackers.take({ jobName: 'job', event });
    const frame = jobFrame(trackers.viewOf('job', 0), canvas());
    expect(frame[3]).equal('best so far at 9000 requests a minute: ml.c5.large');
    expect(frame[4]).match(/^ {13}\$4380\.00 a month, 10 instances with 0 invocations a minute/);
    trackers.take({ jobName: 'job', event: done('COMPLETED') });
    const left = endText(trackers.viewOf('job', 0), canvas({ columns: 200 }));
    expect(left.at(-1)).match(/^Pick at 9000 requests a minute: ml\.c5\.large: \$4380\.00 a month, /);
    expect([...frame, ...left].join('\n')).not.match(/no traffic/i);
  });

  it('picks what fits alone', () => {
    const events = [...half, done('COMPLETED')];
    const pick = (fits: (step: Step) => boolean): string | undefined =>
      endText(trackersAfter(events, ['job'], () => 0, fits).viewOf('job', 0), canvas({ columns: 200 })).at(
        -1,
      );
    expect(pick(step => step !== cheap)).match(/^Pick: ml\.g5\.large with THREADS=4: \$20\.00 /);
    expect(pick(() => false)).equal('Pick: none of the completed steps.');
  });

  it('is the best so far of a job that goes on, and nothing of one that was never seen', () => {
    expect(endText(SHOWN, canvas()).at(-2)).match(/^Best so far: ml\.c5\.large: /);
    const none = trackersAfter([half[0]!, change('added', starting)]).viewOf('job', 0);
    expect(endText(none, canvas()).at(-1)).equal('Best so far: none of the completed steps.');
    expect(endText(trackersAfter([]).viewOf('job', 0), canvas())).empty;
  });
});
