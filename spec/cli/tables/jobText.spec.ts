import { expect } from 'chai';
import { plainPaint } from '../../../src/cli/process/terminal.js';
import { jobText } from '../../../src/cli/tables/jobText.js';
import type { Job } from '../../../src/core/job.js';
import { fullJob } from '../../support/jobs.js';

const terminal = { isTerminal: false, columns: 120, paint: plainPaint };
const lines = (job: Job): string[] => jobText(job, terminal).split('\n');

describe('a job as text', () => {
  it('has a line for its traffic, and one for the conditions at which its tests stop', () => {
    expect(lines(fullJob)).include.members([
      'traffic      1 user, 1 more a minute, for 120 s; then 3 stairs of 2 users for 120 s',
      'stops at     100 invocations a minute, P95 above 100 ms or flat invocations',
    ]);
  });

  it('has neither where the job names none', () => {
    const { StoppingConditions: _, ...job } = { ...fullJob, InputConfig: {} };
    expect(lines(job).join('\n')).not.match(/^(traffic|stops)/m);
  });
});
