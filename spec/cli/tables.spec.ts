import { expect } from 'chai';
import fc from 'fast-check';
import { lastValueFrom, toArray } from 'rxjs';
import { monthlyTable } from '../../src/cli/decision/monthlyTable.js';
import { benchmarkTable } from '../../src/cli/tables/benchmarkTable.js';
import { comparisonTable } from '../../src/cli/tables/comparisonTable.js';
import { fitTable } from '../../src/cli/tables/fitTable.js';
import { jobsTable } from '../../src/cli/tables/jobsTable.js';
import { csvLine } from '../../src/cli/output/csv.js';
import { resultText } from '../../src/cli/tables/resultText.js';
import { stepsTable } from '../../src/cli/tables/stepsTable.js';
import { plainPaint, terminalOf, type Terminal } from '../../src/cli/process/terminal.js';
import type { JobSummary } from '../../src/core/job.js';
import type { Step } from '../../src/core/step.js';
import { deltasOf } from '../../src/operators/comparing/deltas.js';
import { decodeSteps } from '../../src/operators/decodeSteps.js';
import { demoJob } from '../../src/testing/index.js';
import { runs } from '../support/runs.js';
import { simulated } from '../support/simulated.js';
import { priced, step } from '../support/steps.js';

const wide = (columns: number): Terminal => ({ isTerminal: true, columns, paint: plainPaint });
const widest = (text: string): number => Math.max(...text.split('\n').map(line => line.length));

describe('tables for people', () => {
  let steps: Step[];
  before(async () => {
    steps = await simulated({ speed: 0, jobs: [demoJob({ name: 'demo' })] }, ({ recommender }) =>
      lastValueFrom(recommender.steps$('demo').pipe(decodeSteps(), toArray())),
    );
  });

  for (const columns of [60, 80, 100, 120, 160, 200])
    it(`of steps fit ${columns} columns and leave nothing out`, () => {
      const text = stepsTable(steps, wide(columns));
      expect(widest(text)).within(columns * 0.7, columns);
      expect(text.match(/^(ml\.\w+\.\w+|serverless|no endpoint)/gm)).length(40);
      expect(text.match(/\b(COMPLETED|FAILED)\b/g)).length(40 + 2);
      expect(text).match(/environment|env A: OMP_NUM_THREADS=1 SAGEMAKER_MODEL_SERVER_WORKERS=4/);
      expect(text.match(/OutOfMemoryError/g)).length(1);
      expect(text.match(/^.*n\/a +n\/a +n\/a +n\/a +n\/a +n\/a/gm)).length(8);
    });

  for (const columns of [20, 40])
    it(`of ${String(columns)} columns have each figure behind its heading, and leave none out`, () => {
      const text = stepsTable(steps, wide(columns)).split('env A:')[0]!;
      // A word that is longer stands alone.
      expect(widest(text.replace(/^ *\S+$/gm, ''))).most(columns);
      const words = text.replace(/\s+/g, ' ');
      expect(words).contain(
        'ml.c5.xlarge env A COMPLETED $ per hour 0.204, $ per million 1.15, inv per minute 2947',
      );
      expect(words.match(/latency ms \S+, CPU % \S+, mem % \S+/g)).length(40);
      expect(words).contain('OutOfMemoryError: The container was killed for its use');
    });

  it('are drawn as wide as they are where no figure gives way', () => {
    const figures = { MaxInvocations: 1e20, CostPerHour: 1e20, CostPerInference: 1e14, ModelLatency: 1e20 };
    const enormous = priced('a', { ...figures, CpuUtilization: 1e20, MemoryUtilization: 1e20 });
    const digits = /1(0{20})/g;
    expect(benchmarkTable([enormous], wide(80)).match(digits)).length(6);
    const row = { key: 'a', step: enormous, baseline: enormous, deltas: deltasOf(figures, figures) };
    expect(comparisonTable([row], wide(80)).match(digits)).length(6);
    const monthly = { of: () => ({ instances: 1e20, costPerMonth: 1e20, spareInvocationsPerMinute: 1e20 }) };
    expect(monthlyTable([enormous], monthly as never, wide(80)).match(digits)).length(5);
  });

  it('keep what a terminal would obey out of it', () => {
    const evil = step('e', { Status: 'FAILED', FailureReason: 'a\u001b[2Jb\r\nc\u0007' });
    const text = stepsTable([evil], wide(200));
    expect(text).contain('a [2Jb; c');
    expect(text.replaceAll('\n', '')).not.match(/\p{Cc}/u);
  });

  it('have no line that is too long, whatever the texts', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'bb', ' ', '日本', '-', 'é') });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text)), fc.integer({ min: 30, max: 90 }), (rows, width) => {
        const columns = [
          { head: 'one', least: 10 },
          { head: 'two', least: 10, align: 'right' as const },
        ];
        const table = fitTable(
          columns,
          rows.map(cells => ({ cells })),
          width,
        )!;
        const widths = table.split('\n').map(line => line.replace(/[日本]/g, 'xx').length);
        expect(Math.max(...widths)).most(width);
      }),
      { numRuns: runs(60) },
    );
  });

  it('are refused where their columns may not give way', () => {
    expect(fitTable([{ head: 'a column' }], [{ cells: ['x'] }], 5)).undefined;
  });

  it('of jobs fit, and never cut a name before they leave columns out', () => {
    const job: JobSummary = {
      JobName: 'a-job-with-a-rather-long-name',
      JobType: 'Advanced',
      JobArn: 'arn',
      RoleArn: 'role',
      Status: 'FAILED',
      FailureReason: 'The role may not read the model package that it is given.',
      CreationTime: new Date('2026-01-15T09:00:00Z'),
      LastModifiedTime: new Date('2026-01-15T10:00:00Z'),
      CompletionTime: new Date('2026-01-15T12:05:00Z'),
    };
    const { CompletionTime: _, FailureReason: __, ...running } = job;
    const NOW = Date.UTC(2026, 0, 15, 9, 31);
    for (const columns of [60, 80, 120]) {
      const text = jobsTable([job, { ...running, Status: 'IN_PROGRESS' }], wide(columns), NOW);
      expect(widest(text)).most(columns);
      expect(text.match(/a-job-with-a-rather-long-name {2}/g)).length(2);
      expect(text).match(/2026-01-15 09:00/);
      expect(text.split('\n').at(-1)).equal('2 jobs: 1 FAILED, 1 IN_PROGRESS');
    }
    expect(jobsTable([job], wide(120), NOW)).contain('3 h 5 min');
    expect(widest(jobsTable([job], wide(30), NOW))).most(30);
    const stacked = jobsTable([job], wide(40), NOW).replace(/\s+/g, ' ');
    for (const text of [
      'type Advanced',
      'created (UTC) 2026-01-15 09:00',
      'took 3 h 5 min',
      'model package that it is given.',
    ])
      expect(stacked).contain(text);
    expect(jobsTable([job], wide(60), NOW).split('\n').at(-2)).equal(
      'too narrow for: type, took, description',
    );
    expect(jobsTable([], wide(80), NOW)).equal('No jobs.');
  });

  it('of jobs show the time so far of those that run, by the clock that is ahead', () => {
    const job: JobSummary = {
      JobName: 'live',
      JobArn: 'arn',
      RoleArn: 'role',
      JobType: 'Default',
      Status: 'IN_PROGRESS',
      CreationTime: new Date('2026-01-15T09:00:00Z'),
      LastModifiedTime: new Date('2026-01-15T09:20:00Z'),
    };
    const at = (minutes: number, other: Partial<JobSummary> = {}): string =>
      jobsTable([{ ...job, ...other }], wide(80), job.CreationTime.getTime() + minutes * 60_000);
    expect(at(31)).match(/ 31 min so far$/m);
    expect(at(2)).match(/ 20 min so far$/m);
    expect(at(31, { Status: 'STOPPED' })).match(/ n\/a$/m);
  });

  it('of steps say that there are none', () => {
    expect(stepsTable([], wide(80))).equal('No steps.');
  });
});

describe('the answer to a query', () => {
  const at = (result: unknown, format: 'table' | 'csv' | 'json' | 'ndjson', columns = 80): string =>
    resultText(result, { format, terminal: wide(columns), csvLine });

  it('of objects has a column for each key', () => {
    const result = [{ a: 1, b: 'x, y' }, { a: 2.5, c: { d: [1] } }, { b: null }];
    expect(at(result, 'csv')).equal('a,b,c\n1,"x, y",\n2.5,,"{""d"":[1]}"\n,,\n');
    expect(at(result, 'table')).equal(
      '  a  b     c\n────────────────────\n  1  x, y\n2.5        {"d":[1]}\n\n',
    );
    expect(at(result, 'ndjson').split('\n')).length(4);
    expect(JSON.parse(at(result, 'json'))).deep.equal(result);
  });

  it('of lists has a column for each place, of values one', () => {
    expect(at([['a', 1], ['b']], 'csv')).equal('a,1\nb\n');
    expect(
      at(
        [
          ['a', 1],
          ['bb', 22],
        ],
        'table',
      ),
    ).equal('a    1\nbb  22\n');
    expect(at(['x', 'y'], 'table')).equal('x\ny\n');
    expect(at(7, 'ndjson')).equal('7\n');
    expect(at(undefined, 'json')).equal('null\n');
    expect(at([], 'table')).equal('No results.\n');
  });

  it('that no table can hold is JSON', () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`name-${i}`, 'some text']));
    expect(JSON.parse(at(many, 'table'))).deep.equal(many);
  });
});

describe('terminalOf', () => {
  const stream = (more: object): NodeJS.WriteStream =>
    ({ isTTY: true, columns: 90, hasColors: () => true, ...more }) as never;
  it('knows how wide it is, or guesses', () => {
    expect(terminalOf(stream({}), {}).columns).equal(90);
    expect(terminalOf(stream({ columns: 0 }), {}).columns).equal(80);
    expect(terminalOf(stream({ columns: 0 }), { COLUMNS: '70' }).columns).equal(70);
    expect(terminalOf(stream({ isTTY: undefined }), {}).columns).equal(120);
    expect(terminalOf(stream({ isTTY: undefined }), { COLUMNS: '70' }).columns).equal(70);
  });
  it('has colours only where there are some', () => {
    expect(terminalOf(stream({}), {}).paint('red', 'x')).equal('\u001b[31mx\u001b[39m');
    expect(terminalOf(stream({ hasColors: () => false }), {}).paint('red', 'x')).equal('x');
    expect(terminalOf(stream({ isTTY: false }), {}).paint('red', 'x')).equal('x');
  });
});
