import { expect } from 'chai';
import { jobReport } from '../../src/cli/jobReport.js';
import { decisionText } from '../../src/cli/decision/decisionText.js';
import { jobsTable } from '../../src/cli/tables/jobsTable.js';
import { jobText } from '../../src/cli/tables/jobText.js';
import { stepsTable } from '../../src/cli/tables/stepsTable.js';
import { activityLine } from '../../src/cli/watch/activityLine.js';
import { endText } from '../../src/cli/watch/endText.js';
import { jobFrame } from '../../src/cli/watch/jobFrame.js';
import { fleetFrame } from '../../src/cli/watch/fleetFrame.js';
import { errorLine } from '../../src/cli/errorLine.js';
import type { WatchEvent } from '../../src/core/event.js';
import { ServiceError } from '../../src/core/errors.js';
import type { Step } from '../../src/core/step.js';
import { fullJob, fullSummary } from '../support/jobs.js';
import { change, priced, step } from '../support/steps.js';
import { decide } from './decision/decisions.js';
import { BEGIN, running, trackersAfter } from './watch/support.js';

/** What a text of the service could hold: a screen that is wiped, a column of its own, an override, a hidden space. */
const EVIL = '\u001b[2J\u009b2J\r\u0007\u202e\u2066\u200b\ufeff\u2028';
const OBEYED = /[\p{Cc}\p{Cf}\u2028\u2029]/u;
const ENVIRONMENT = {
  ModelConfiguration: {
    EnvironmentParameters: [{ Key: `K${EVIL}`, ValueType: 'String', Value: `v${EVIL}` }],
  },
};

const evilStep = (Status: string): Step =>
  step(`name-${Status}`, {
    Status,
    JobName: 'job',
    FailureReason: `because${EVIL}`,
    EndpointConfiguration: { EndpointName: `e${EVIL}`, VariantName: `v${EVIL}`, InstanceType: `ml${EVIL}.x` },
    ...ENVIRONMENT,
  });
const dear = priced('dear', 2e-6, { ...ENVIRONMENT });
const steps: readonly Step[] = [
  {
    ...evilStep('COMPLETED'),
    InferenceBenchmark: { ...evilStep('x').InferenceBenchmark!, Metrics: { CostPerInference: 1e-6 } },
  },
  dear,
  evilStep('FAILED'),
  evilStep(`ODD${EVIL}`),
];
const job = { ...fullJob, Status: `ODD${EVIL}`, FailureReason: `because${EVIL}`, JobDescription: `x${EVIL}` };
const events: readonly WatchEvent[] = [
  { type: 'job', jobName: 'job', job: { ...running, Status: `ODD${EVIL}`, FailureReason: EVIL } },
  ...steps.map((one, i) => change('added', one, { key: `k${i}` })),
  { type: 'stale', jobName: 'job', ageMs: 5, cause: new ServiceError(`down${EVIL}`) },
];

describe('texts of the service in what people read', () => {
  const terminal = { isTerminal: true, columns: 100, paint: (_: unknown, text: string): string => text };
  const paint = terminal.paint;
  const canvas = { columns: 100, rows: 40, now: BEGIN, paint };
  const view = trackersAfter(events).viewOf('job', BEGIN);

  const shown: Readonly<Record<string, () => Promise<string> | string>> = {
    steps: () => stepsTable(steps, terminal),
    jobs: () =>
      jobsTable(
        [{ ...fullSummary, Status: `ODD${EVIL}`, FailureReason: EVIL, JobDescription: EVIL }],
        terminal,
        0,
      ),
    describe: () => jobText(job, terminal),
    'best --explain': async () => decisionText(await decide(steps), true, terminal),
    'best --explain --traffic': async () =>
      decisionText(await decide(steps, { by: 'monthly', traffic: 60 }), true, terminal),
    'the report of npm start': () => jobReport(view),
    'the frame of a watch': () => jobFrame(view, canvas).join('\n'),
    'the frame of all jobs': () => fleetFrame([view], canvas).join('\n'),
    'the end of a watch': () => endText(view, canvas).join('\n'),
    'the lines of a watch': () =>
      trackersAfter([])
        .take({ jobName: 'job', event: events[0]! })
        .map(activity => activityLine(activity, view))
        .join('\n'),
    'an error': () => errorLine(new ServiceError(`down${EVIL}`)),
  };
  for (const [name, show] of Object.entries(shown))
    it(`are free of characters that a terminal obeys: ${name}`, async () => {
      const text = await show();
      expect(text).not.empty;
      expect(OBEYED.exec(text.replaceAll('\n', ''))?.[0].codePointAt(0)?.toString(16)).undefined;
    });
});
