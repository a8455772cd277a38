import { expect } from 'chai';
import { decisionText } from '../../../src/cli/decision/decisionText.js';
import { plainPaint, type Terminal } from '../../../src/cli/process/terminal.js';
import type { Load } from '../../../src/core/load.js';
import type { Bounds } from '../../../src/operators/ranking/bounds.js';
import type { By } from '../../../src/cli/flags/settings.js';
import { priced, step } from '../../support/steps.js';
import { decide } from './decisions.js';

const wide = (columns: number): Terminal => ({ isTerminal: true, columns, paint: plainPaint });
const serverless = {
  EndpointConfiguration: {
    EndpointName: 's',
    VariantName: 'main',
    ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 10 },
  },
};
const on = (InstanceType: string): object => ({
  EndpointConfiguration: { EndpointName: InstanceType, VariantName: 'main', InstanceType },
});
const a = priced(
  'a',
  { CostPerInference: 2.5e-7, CostPerHour: 0.3, MaxInvocations: 1_000, ModelLatency: 40 },
  on('ml.c5.large'),
);
const b = priced(
  'b',
  { CostPerInference: 5e-7, CostPerHour: 0.2, MaxInvocations: 400, ModelLatency: 30 },
  on('ml.m5.large'),
);
const c = priced('c', { CostPerInference: 4e-6, MaxInvocations: 2_000, ModelLatency: 100 }, serverless);

describe('decisionText', () => {
  const lines = async (by: By, traffic?: number): Promise<string[]> =>
    decisionText(await decide([a, b, c], { by, ...(traffic && { traffic }) }), false, wide(80))
      .split('\n')
      .slice(0, 2);

  it('names the pick and the runner-up, and by how much', async () => {
    expect(await lines('cost')).deep.equal([
      'Cheapest per inference: ml.c5.large at $0.25 for a million inferences, $0.300 an hour, 1000 invocations a minute, 40 ms',
      'Runner-up: ml.m5.large, 100.0% dearer: $0.50 for a million inferences, $0.200 an hour, 400 invocations a minute, 30 ms',
    ]);
    expect(await lines('cost-per-hour')).deep.equal([
      'Cheapest per hour: ml.m5.large at $0.200 an hour, $0.50 for a million inferences, 400 invocations a minute, 30 ms',
      'Runner-up: ml.c5.large, 50.0% dearer: $0.300 an hour, $0.25 for a million inferences, 1000 invocations a minute, 40 ms',
    ]);
    expect(await lines('latency')).deep.equal([
      'Quickest: ml.m5.large at 30 ms, 400 invocations a minute, $0.50 for a million inferences, $0.200 an hour',
      'Runner-up: ml.c5.large, 33.3% slower: 40 ms, 1000 invocations a minute, $0.25 for a million inferences, $0.300 an hour',
    ]);
    expect(await lines('throughput')).deep.equal([
      'Takes the most: serverless 2048 MB x 10 at 2000 invocations a minute, 100 ms, $4.00 for a million inferences',
      'Runner-up: ml.c5.large, 50.0% less: 1000 invocations a minute, 40 ms, $0.25 for a million inferences, $0.300 an hour',
    ]);
  });

  it('names what a month costs', async () => {
    expect(await lines('monthly', 600)).deep.equal([
      'Cheapest per month at 600 requests a minute: serverless 2048 MB x 10 at $105.12 a month, concurrency 10 with 1400 invocations a minute to spare, 100 ms, $4.00 for a million inferences',
      'Runner-up: ml.c5.large, 108.3% dearer: $219.00 a month, 1 instance with 400 invocations a minute to spare, 40 ms, $0.25 for a million inferences',
    ]);
  });

  it('says of what looks the same why it is not the pick', async () => {
    const latencies = async (ModelLatency: number): Promise<string> =>
      decisionText(
        await decide([priced('x', { ModelLatency: 10 }), priced('y', { ModelLatency })], { by: 'latency' }),
        false,
        wide(80),
      );
    expect(await latencies(10)).match(/^Runner-up: ml\.c5\.large, as quick, but listed later: 10 ms;/m);
    expect(await latencies(10.001)).match(/, as quick, but <0\.1% slower before rounding: 10 ms;/);
    const costs = async (CostPerInference: number, ModelLatency: number): Promise<string> => {
      const first = priced('x', { CostPerInference: 8.26e-7, ModelLatency: 50 });
      const other = priced('y', { CostPerInference, ModelLatency }, on('ml.m5.large'));
      return decisionText(await decide([first, other]), false, wide(80));
    };
    expect(await costs(8.285e-7, 10)).match(
      /^Runner-up: ml\.m5\.large, as cheap, but 0\.3% dearer before r/m,
    );
    expect(await costs(8.26e-7, 60)).match(/^Runner-up: ml\.m5\.large, as cheap, but slower: \$0\.83 /m);
    expect(await costs(8.26e-7, 10)).match(/^Runner-up: ml\.c5\.large, as cheap, but slower: \$0\.83 /m);
  });

  it('says that there is no other, and that more is to come', async () => {
    const text = decisionText(await decide([a], {}, {}, 'IN_PROGRESS'), false, wide(80));
    expect(text).match(
      /^Best so far, cheapest per inference: ml\.c5\.large at .*\nRunner-up: none, nothing else/,
    );
    const ended = decisionText(await decide([a], {}, {}, 'FAILED'), false, wide(80));
    expect(ended).match(/^Cheapest per inference: /);
    const waiting = step('w', { Status: 'PENDING' });
    const { job, ...rest } = await decide([a, waiting]);
    const ofFile = decisionText({ ...rest, job: { ...job, Status: undefined } }, false, wide(80));
    expect(ofFile).match(/^Best so far, cheapest per inference: /);
  });

  it('says that no traffic was given, what costs least a month at some, and how to give one', async () => {
    const traffic = async (...args: Parameters<typeof decide>): Promise<string[]> =>
      decisionText(await decide(...args), false, wide(80))
        .split('\n')
        .slice(3);
    const expected = [
      'No traffic given. Below are the cheapest months at some; for yours: --traffic 3000',
      '  100 requests a minute: serverless 2048 MB x 10, $17.52 a month (the pick: $219.00)',
      '  1000 requests a minute: serverless 2048 MB x 10, $175.20 a month (the pick: $219.00)',
      '  10000 requests a minute: serverless 2048 MB x 10, $1752.00 a month (the pick: $2190.00)',
    ];
    expect(await traffic([a, b, c])).deep.equal(expected);
    expect((await traffic([a, b, c], {}, {}, 'IN_PROGRESS'))[1]).contain('(the best so far: $219.00)');
    expect((await traffic([a, b, c], {}, { endpoint: 'realtime' })).slice(2)).deep.equal([
      '  100 requests a minute: ml.m5.large, $146.00 a month (the pick: $219.00)',
      '  1000 requests a minute: the pick, $219.00 a month',
      '  10000 requests a minute: the pick, $2190.00 a month',
    ]);
    for (const settings of [{ traffic: 9 }, { by: 'latency' }, { by: 'throughput' }] as const)
      expect(await traffic([a, b, c], settings)).empty;
  });

  it('says that a month looks the same as that of the pick', async () => {
    const slow = priced('slow', {
      CostPerInference: 2.4e-7,
      CostPerHour: 0.6,
      MaxInvocations: 2_000,
      ModelLatency: 99,
    });
    const text = decisionText(await decide([a, slow]), false, wide(80));
    expect(text).match(
      /^ {2}10000 requests a minute: ml\.c5\.large, \$2190\.00 a month; the pick is as cheap$/m,
    );
  });

  it('repeats the bounds, and how many steps each of them leaves out', async () => {
    const bounded = async (bounds: Bounds): Promise<string | undefined> =>
      decisionText(await decide([a, b, c], {}, bounds), false, wide(80))
        .split('\n')
        .find(line => line.startsWith('Bounds'));
    expect(await bounded({ maxLatencyMs: 35, families: ['c5', 'm5'], includeUnmeasured: true })).equal(
      'Bounds: --max-latency-ms 35 leaves out 2 (the nearest: 40), --families c5,m5 leaves out 1; 1 of 3 steps fit',
    );
    expect(await bounded({ maxCostPerInference: 1e-5 })).equal(
      'Bounds: --max-cost-per-million-inferences 10 leaves out none; 3 of 3 steps fit',
    );
    expect(await bounded({})).undefined;
  });

  it('shows a cost that two decimals would make nothing', async () => {
    const text = decisionText(await decide([priced('x', 1.234e-9)]), false, wide(80));
    expect(text).contains('at $0.0012 for a million inferences; AWS gave no CostPerHour, no MaxI');
  });

  it('says under which load it was measured, and where MaxInvocations is what was asked for', async () => {
    const decision = await decide([a]);
    const loadLine = (load: Load | undefined): string | undefined =>
      decisionText({ ...decision, job: { ...decision.job, load } }, false, wide(80)).split('\n')[2];
    expect(loadLine({ JobType: 'Default' })).equal('Load: Default: traffic chosen by AWS');
    expect(loadLine({ JobType: 'Advanced', StoppingConditions: { MaxInvocations: 1000 } })).equal(
      'Load: Advanced: traffic chosen by AWS; ends at 1000 invocations a minute or flat invocations. ' +
        'An instance may take more than the 1000 that were asked for',
    );
    expect(loadLine(undefined)).equal('Load: unknown, as the file has no description of the job');
  });

  it('keeps what a terminal would obey out of it', async () => {
    const evil = priced('x', 1e-6, on('ml.\u001b[2Jc5.large\n'));
    expect(decisionText(await decide([evil]), false, wide(80)).split('\n')).length(3);
    expect(decisionText(await decide([evil]), true, wide(80)).replaceAll('\n', '')).not.match(/\p{Cc}/u);
  });
});

describe('the explanation of a decision', () => {
  const failed = step('f', { Status: 'FAILED' });
  const explain = async (columns: number, ...args: Parameters<typeof decide>): Promise<string[]> =>
    decisionText(await decide(...args), true, wide(columns)).split('\n');

  it('shows the first of the ranking, and what is left out and why', async () => {
    const lines = await explain(80, [a, b, c, failed], {}, { maxLatencyMs: 35 });
    expect(lines.slice(8)).deep.equal([
      '',
      'The best 1 of 1 that fit:',
      'instance     environment  $ per    $ per  inv per  latency  CPU  mem',
      '                           hour  million   minute       ms    %    %',
      '────────────────────────────────────────────────────────────────────',
      'ml.m5.large               0.200     0.50      400       30  n/a  n/a',
      '',
      'Left out are 3 of 4 steps:',
      '    1  FAILED, not COMPLETED',
      '    2  not within --max-latency-ms 35 (the nearest: 40)',
    ]);
  });

  it('shows where the money goes, also of the cheapest per inference', async () => {
    const lines = await explain(80, [a, b, c], { traffic: 300, headroom: 0.1 });
    expect(lines.slice(3)).deep.equal([
      '',
      'Where the money goes:',
      '  300 requests x 60 minutes x 730 hours at $4.00 a million = $52.56',
      '  1700 of 2000 invocations a minute are spare: 85.0%, 30 of them for the headroom',
      '  The cheapest per inference costs $219.00 a month: ml.c5.large',
      '',
      'The best 3 of 3 that fit:',
      'instance                 env  inst-  concur-   $ per   spare inv  $ per  latency',
      '                              ances    rency   month  per minute   hour       ms',
      '────────────────────────────────────────────────────────────────────────────────',
      'serverless 2048 MB x 10                   10   52.56        1700    n/a      100',
      'ml.m5.large                       1           146.00         100  0.200       30',
      'ml.c5.large                       1           219.00         700  0.300       40',
      '',
      'No step is left out.',
    ]);
    const many = await explain(80, [a], { traffic: 2_500, minInstances: 2 });
    expect(many).include('  3 x $0.300 an hour x 730 hours = $657.00');
    expect(many).include('  500 of 3000 invocations a minute are spare: 16.7%');
    expect(many).include('  It is the cheapest per inference, too');
  });

  it('says on how many instances a step was measured, and what one of them takes and costs', async () => {
    const three = priced(
      't',
      { CostPerInference: 1.03e-5, CostPerHour: 0.69, MaxInvocations: 1_113, ModelLatency: 100 },
      {
        EndpointConfiguration: {
          ...{ EndpointName: 't', VariantName: 'main', InstanceType: 'ml.c5d.xlarge' },
          InitialInstanceCount: 3,
        },
      },
    );
    const lines = await explain(100, [three], { traffic: 1_200 });
    expect(lines[0]).match(
      /: 3 x ml\.c5d\.xlarge at \$671\.60 a month, 4 instances \(measured on 3\) with 284 invocations/,
    );
    expect(lines.slice(4, 8)).deep.equal([
      'Where the money goes:',
      '  4 x $0.230 an hour x 730 hours = $671.60',
      '  An instance takes 371 invocations a minute: measured on 3, assumed to scale linearly',
      '  284 of 1484 invocations a minute are spare: 19.1%',
    ]);
    expect(await explain(100, [a], { traffic: 100 })).not.match(/measured on/);
  });

  it('says the concurrency of serverless endpoints, and how many share it', async () => {
    const some = await explain(100, [c], { traffic: 6_000 });
    expect(some[0]).match(/ a month, concurrency 30 with 0 invocations a minute to spare/);
    expect(some).include('  MaxConcurrency 30: measured at 10, assumed to scale linearly');
    const many = await explain(100, [c], { traffic: 128_000 });
    expect(many[0]).match(/ a month, concurrency 640 \(4 endpoints of 160\) with /);
    expect(many).include(
      '  One endpoint takes 200 at most: 4 endpoints with 160 each, and the requests spread over them',
    );
  });

  it('says that steps are left out for several reasons, and how many were not measured', async () => {
    const slow = priced('x', { ModelLatency: 50 });
    const unmeasured = priced('y', 1e-7);
    const lines = await explain(80, [slow, unmeasured], {}, { maxLatencyMs: 35, maxMemoryPercent: 9 });
    expect(lines).deep.equal([
      'Left out are 2 of 2 steps, some for several reasons:',
      '    1  without CostPerInference',
      '    2  not within --max-latency-ms 35 (1 not measured; the nearest: 50)',
      '    2  not within --max-memory 9 (not measured)',
    ]);
  });

  it('has tables that fit, or that show every number where nothing fits', async () => {
    const steps = Array.from({ length: 9 }, (_, i) =>
      priced(
        `s${i}`,
        {
          CostPerInference: 1e-7 * (i + 1),
          CostPerHour: 12.345,
          MaxInvocations: 123_456,
          ModelLatency: 1_234,
        },
        on(`ml.p4de${'n'.repeat(20)}.24xlarge`),
      ),
    );
    for (const settings of [{}, { traffic: 100_000 }])
      for (const columns of [80, 100]) {
        const lines = await explain(columns, steps, settings);
        const head = lines.findIndex(line => line.startsWith('instance'));
        const table = lines.slice(head, lines.indexOf('', head));
        expect(table.filter(line => line.includes('1234'))).length(5);
        expect(Math.max(...table.map(line => line.length))).most(columns);
      }
    const narrow = (await explain(20, steps, { traffic: 100_000 })).join(' ').replace(/\s+/g, ' ');
    expect(narrow.match(/ 9011\.85, .*? latency ms 1234/g)).length(5);
  });
});
