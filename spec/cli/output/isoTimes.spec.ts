import { expect } from 'chai';
import fc from 'fast-check';
import { isoTimes } from '../../../src/cli/output/isoTimes.js';
import { freeze } from '../../support/freeze.js';
import { fullWireSummary } from '../../support/jobs.js';
import { runs } from '../../support/runs.js';
import { fullWire } from '../../support/wire.js';

describe('isoTimes', () => {
  it('writes the moments of steps and jobs as aws-cli does, and leaves all else', () => {
    const { InferenceBenchmark, ...step } = fullWire;
    expect(isoTimes(freeze({ Steps: [fullWire, null], NextToken: 'x' }))).deep.equal({
      Steps: [
        {
          ...step,
          InferenceBenchmark: {
            ...InferenceBenchmark,
            InvocationStartTime: '2023-11-14T22:13:20+00:00',
            InvocationEndTime: '2023-11-14T22:14:20.125000+00:00',
          },
        },
        null,
      ],
      NextToken: 'x',
    });
    for (const [name, value] of Object.entries(isoTimes(fullWireSummary) as object))
      expect(typeof value, name).equal(
        /(Creation|Modified|Completion)Time$/.test(name) ? 'string' : typeof fullWireSummary[name as never],
      );
  });

  it('leaves what is no moment: setup times, times that are text already', () => {
    const document = {
      Metrics: { ModelSetupTime: 12 },
      CreationTime: 'yesterday',
      Others: [1, 'a', true, null],
    };
    expect(isoTimes(document)).deep.equal(document);
  });

  it('writes texts in the order of their moments, which Date reads back', () => {
    const ms = fc.integer({ min: 0, max: 4_000_000_000_000 });
    const textOf = (time: number): string =>
      (isoTimes({ CreationTime: time / 1000 }) as { CreationTime: string }).CreationTime;
    fc.assert(
      fc.property(ms, fc.oneof(ms, fc.integer({ min: -2000, max: 2000 })), (a, second) => {
        const b = second < 2001 ? Math.max(0, a + second) : second;
        expect(Date.parse(textOf(a))).equal(a);
        expect(textOf(a) < textOf(b)).equal(a < b);
      }),
      { numRuns: runs(100) },
    );
  });
});
