import { expect } from 'chai';
import { activityLine } from '../../../src/cli/watch/activityLine.js';
import { endText } from '../../../src/cli/watch/endText.js';
import { widthOf } from '../../../src/cli/watch/fitLine.js';
import { fleetFrame } from '../../../src/cli/watch/fleetFrame.js';
import { jobFrame, type Canvas } from '../../../src/cli/watch/jobFrame.js';
import { plainPaint } from '../../../src/cli/process/terminal.js';
import type { WatchedJob, WatchEvent } from '../../../src/core/event.js';
import { stepKey } from '../../../src/core/keys.js';
import type { Step } from '../../../src/core/step.js';
import { recommendation, row, stepsWith } from '../../support/recommendations.js';
import { startCommand, virtualAccount, type Ended, type VirtualAccount } from '../support/runCommand.js';
import { half, minute, trackersAfter } from './support.js';

const JOB = 'ai-recommendation-job/nightly';
const canvas: Canvas = { columns: 79, rows: 30, paint: plainPaint, now: minute(34).getTime() };

const figures = (type: string, ttft: number, tokens: number): object =>
  recommendation(
    [
      row('TimeToFirstToken', 'p50', String(ttft), 'Milliseconds'),
      row('OutputTokenThroughput', 'avg', String(tokens), 'Tokens/Second'),
    ],
    { type },
  );
const steps = stepsWith([figures('ml.g6e.12xlarge', 301, 2401.7), figures('ml.g6.24xlarge', 269, 1893)]);
const running = (target?: string): WatchedJob => ({
  JobName: JOB,
  Status: 'IN_PROGRESS',
  CreationTime: minute(0),
  AIRecommendationJob: {
    AIRecommendationJobName: 'nightly',
    AIRecommendationJobStatus: 'InProgress',
    ...(target !== undefined && { PerformanceTarget: { Constraints: [{ Metric: target }] } }),
  },
});
const begun = (target?: string): WatchEvent => ({ type: 'job', jobName: JOB, job: running(target) });
const ended = (Status: string, more: Partial<WatchedJob> = {}, target?: string): readonly WatchEvent[] => [
  ...(Status === 'COMPLETED' ? steps : []).map((step: Step): WatchEvent => ({
    ...{ type: 'step', jobName: JOB, change: 'added', key: stepKey(step), step, changed: [] },
  })),
  { type: 'synced', jobName: JOB },
  {
    type: 'done',
    jobName: JOB,
    job: { ...running(target), Status, CompletionTime: minute(72), ...more },
  },
];
const linesOf = (events: readonly WatchEvent[]): readonly string[] => {
  const trackers = trackersAfter(events, [JOB]);
  const view = trackers.viewOf(JOB, canvas.now);
  return trackers.news.flatMap(news => news.map(one => activityLine(one, view)));
};

describe('what is shown of an AI job', () => {
  it('that runs is how long it has run, without a bar and without a time to go', () => {
    const frame = jobFrame(trackersAfter([begun()], [JOB]).viewOf(JOB, canvas.now), canvas);
    expect(frame).deep.equal([
      `${JOB}  IN_PROGRESS`,
      '34 min so far; AWS shows no progress; recommendations come at its end',
    ]);
    expect(linesOf([begun()])).deep.equal([`${JOB}: IN_PROGRESS`]);
  });

  it('that has completed is what it recommends, and the pick by its target', () => {
    for (const [target, pick] of [
      ['ttft-ms', 'Pick by first token: ml.g6.24xlarge (high-otps-on-g6-24xlarge): 269 ms to the'],
      ['throughput', 'Pick by tokens a second: ml.g6e.12xlarge (high-otps-on-g6e-12xlarge): 301 ms to'],
      ['cost', "Pick by AWS's order for the target cost: ml.g6e.12xlarge"],
      [undefined, "Pick by AWS's order: ml.g6e.12xlarge (high-otps-on-g6e-12xlarge): 301 ms to the"],
    ] as const) {
      const view = trackersAfter([begun(target), ...ended('COMPLETED', {}, target)], [JOB]).viewOf(
        JOB,
        canvas.now,
      );
      const text = endText(view, canvas);
      expect(text.slice(0, 2)).deep.equal([`${JOB}  COMPLETED`, 'took 1 h 12 min; 2 recommendations']);
      expect(
        text.find(line => line.startsWith('Pick')),
        target,
      ).equal(pick);
      expect(text.join('\n')).not.match(/\$|steps|best so far/);
      for (const line of text) expect(widthOf(line), line).most(79);
    }
    const lines = linesOf([begun(), ...ended('COMPLETED')]);
    expect(lines).deep.equal([
      `${JOB}: IN_PROGRESS`,
      `${JOB}: recommends ml.g6e.12xlarge (high-otps-on-g6e-12xlarge): 301 ms to the first token, 2402 tokens a second`,
      `${JOB}: recommends ml.g6.24xlarge (high-otps-on-g6-24xlarge): 269 ms to the first token, 1893 tokens a second`,
      `${JOB}: COMPLETED; took 1 h 12 min; 2 recommendations`,
    ]);
  });

  it('that has failed is the reason, and what to do', () => {
    const FailureReason = 'The role lacks servicequotas:GetServiceQuota.';
    const events = [begun(), ...ended('FAILED', { FailureReason })];
    expect(endText(trackersAfter(events, [JOB]).viewOf(JOB, canvas.now), canvas)).deep.equal([
      `${JOB}  FAILED`,
      'took 1 h 12 min; no recommendations',
      `reason: ${FailureReason}`,
      'Allow servicequotas:GetServiceQuota in the execution role of the job:',
      '    AmazonSageMakerFullAccess does not have it.',
      '',
      "Pick by AWS's order: none. A job has recommendations once it has completed.",
    ]);
    expect(linesOf(events).at(-1)).match(
      /: FAILED: The role lacks .*; took 1 h 12 min; no recommendations; Allow /,
    );
  });

  it('beside classic ones is a line without a bar, and not in their sums', () => {
    const trackers = trackersAfter([...half, begun()], ['job', JOB]);
    const [sums, , ...lines] = fleetFrame(trackers.viewsAt(canvas.now), { ...canvas, columns: 99 });
    expect(sums).match(/^2 jobs running, 0 ended: 3 of 20 steps, 1 failed; /);
    expect(lines.find(line => line.startsWith(JOB))).equal(`${JOB}  IN_PROGRESS  34 min so far`);
    const alone = fleetFrame(trackersAfter([begun()], [JOB]).viewsAt(canvas.now), canvas);
    expect(alone[0]).equal('1 job running, 0 ended');
  });
});

describe('stepstream watch of AI jobs', () => {
  let account: VirtualAccount;
  before(async () => {
    account = await virtualAccount({
      speed: 200,
      jobs: [{ name: 'classic', steps: 2 }],
      aiJobs: [
        { name: 'whole', instanceTypes: ['ml.g6.24xlarge'] },
        { name: 'empty', recommendations: 'null' },
        { name: 'denied', roleLacks: 'servicequotas:GetServiceQuota' },
      ],
      aiBenchmarks: [{ name: 'gate', instanceType: 'ml.g6.24xlarge', invalidAnswers: 10 }],
    });
  });
  const watch = async (...args: readonly string[]): Promise<Ended> => {
    const { ended: end } = await startCommand(['watch', ...args], account.host);
    return account.passUntil(end);
  };

  it('ends with the codes of their statuses, and with 3 where nothing is recommended', async () => {
    const [whole, empty, denied, gate, all] = await Promise.all([
      watch('ai-recommendation-job/whole', 'classic'),
      watch('ai-recommendation-job/empty'),
      watch('ai-recommendation-job/denied'),
      watch('ai-benchmark-job/gate'),
      watch('ai-recommendation-job/empty', 'classic'),
    ]);
    expect([whole, empty, denied, gate, all].map(({ code }) => code)).deep.equal([0, 3, 9, 9, 3]);
    expect(whole.stdout)
      .match(/^ai-recommendation-job\/whole: Pick by tokens a second: ml\.g6\.24xlarge /m)
      .match(/^classic: Pick: /m);
    expect(empty.stderr).equal(
      'stepstream: ai-recommendation-job/empty: AWS gives no recommendations, although the job is COMPLETED.\n',
    );
    expect(gate.stdout).match(
      /^ai-benchmark-job\/gate: No pick: the figures .* profile_export_aiperf\.json /m,
    );
  });

  it('follows a job to its end, and with --all --kind those that run of each kind', async () => {
    account.fake.addAiJob({ name: 'live', live: true, runMs: 120_000, instanceTypes: ['ml.g6.24xlarge'] });
    const all = await startCommand(['watch', '--all', '--kind', 'all', '--output', 'ndjson'], account.host);
    const classic = await startCommand(['watch', '--all'], account.host);
    const one = await watch('ai-recommendation-job/live', '--min-interval', '0.1', '--max-interval', '0.2');
    expect(one.code).equal(0);
    expect(one.stdout)
      .match(/^ai-recommendation-job\/live: IN_PROGRESS\n/)
      .match(/: recommends ml\.g6\.24xlarge/)
      .match(/: COMPLETED; took 2 min; 2 recommendations\n/);
    await account.passUntil(all.said(/"type":"done","jobName":"ai-recommendation-job\/live"/));
    for (const { signal, ended: end } of [all, classic]) {
      signal('SIGINT');
      await end;
    }
    expect(classic.out.stdout).equal('');
  });
});
