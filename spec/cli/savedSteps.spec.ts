import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Step } from '../../src/core/step.js';
import { startSimulator, type JobScript, type Simulator } from '../../src/testing/index.js';
import { decodeStep } from '../../src/decode/decodeStep.js';
import { SAVINGS } from './files/savings.js';
import { runCommand, type Ended } from './support/runCommand.js';

const measured = (ModelLatency: number, MaxInvocations = 1000): object => ({
  metrics: { ModelLatency, CostPerInference: 1e-6, CostPerHour: 0.2, MaxInvocations },
});
const TYPES = ['ml.c5.xlarge', 'ml.m5.large'];
const job = (name: string, latency: number, more: Partial<JobScript> = {}): JobScript => ({
  name,
  steps: TYPES.map((instanceType, i) => ({ instanceType, ...measured(latency + i) })),
  ...more,
});
/** The load of a job that stops at 1000 invocations a minute. */
const LIMITED = { stoppingConditions: { MaxInvocations: 1000, FlatInvocations: 'Stop' } };

describe('stepstream on saved steps', () => {
  let simulator: Simulator;
  let folder: string;
  let saved: readonly Step[];
  before(async () => {
    simulator = await startSimulator({
      speed: 0,
      jobs: [
        job('old', 50),
        job('new', 50),
        job('slower', 60),
        job('limited', 50, LIMITED),
        job('default', 50, { type: 'Default' }),
      ],
    });
    const { stdout } = await run('steps', 'old');
    saved = stdout
      .trim()
      .split('\n')
      .flatMap(line => {
        const step = decodeStep(JSON.parse(line));
        return step._tag === 'Right' ? [step.right] : [];
      });
    folder = mkdtempSync(join(tmpdir(), 'stepstream-saved-'));
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await simulator.close();
  });
  const path = (name: string): string => join(folder, name);
  const write = (name: string, content: string | Buffer): string => {
    writeFileSync(path(name), content);
    return path(name);
  };
  const old = (name = 'old.json', steps = saved): string => write(name, SAVINGS['aws-cli 2']!(steps));
  const run = (...args: string[]): Promise<Ended> => runCommand(args, { endpoint: simulator.endpoint });
  /** Runs the command where there is no account. */
  const offline = (args: readonly string[], stdin?: string): Promise<Ended> =>
    runCommand(args, { connect: () => Promise.reject(new Error('no account')), stdin });
  const redescribed = async (name: string): Promise<string> => {
    const [description, steps] = [await run('describe', name), await run('steps', name)];
    return write(`${name}.ndjson`, description.stdout + steps.stdout);
  };

  for (const [tool, save] of Object.entries(SAVINGS))
    it(`compare takes what ${tool} saved for a baseline`, async () => {
      const file = write('baseline.json', save(saved));
      const [same, slower] = [await run('compare', 'new', file), await run('compare', 'slower', file)];
      const nulls = tool === 'a list with null items';
      const said = nulls ? `stepstream: '${file}' has 2 items that were null; left out\n` : '';
      expect([same.code, same.stderr, slower.code]).deep.equal([0, said, 4]);
      expect(slower.stderr.slice(said.length)).match(
        /^stepstream: Failed: 2 by latency .* latency 50 -> 60 ms, 20% worse/,
      );
    });

  it('compare and best need no account for files alone', async () => {
    const file = old();
    expect(await offline(['compare', file, file, '--output', 'table'])).include({ code: 0, stderr: '' });
    const best = await offline(['best', file, '--by', 'latency', '--output', 'table']);
    expect(best).include({ code: 0, stderr: '' });
    expect(best.stdout)
      .match(/^Quickest: ml\.c5\.xlarge at 50 ms/)
      .match(/^Load: unknown, as the file has no description of the job$/m);
  });

  it('read the standard input for -', async () => {
    const text = SAVINGS['boto3 with default=str']!(saved);
    const best = await offline(['best', '-', '--output', 'json'], text);
    expect(JSON.parse(best.stdout)).deep.include({ job: { name: 'old' }, load: null, ranked: 2 });
    expect(await offline(['compare', '-', old()], text)).include({ code: 0 });
    const twice = await offline(['compare', '-', '-'], text);
    expect([twice.code, twice.stderr]).deep.equal([
      2,
      'stepstream: BASELINE: and JOB can not both be the standard input: it is read once\n',
    ]);
  });

  it('read a file in UTF-16, as PowerShell writes it, and one with a byte order mark', async () => {
    const text = `\ufeff${SAVINGS['aws-cli 1']!(saved)}`;
    for (const encoding of ['utf16le', 'utf8'] as const)
      expect(await offline(['best', write('mark.json', Buffer.from(text, encoding))])).include({ code: 0 });
  });

  it('say in one line what is wrong with a file', async () => {
    const wrong = async (argument: string, stdin?: string): Promise<string> => {
      const { code, stdout, stderr } = await offline(['best', argument], stdin);
      expect([code, stdout, stderr.split('\n').length]).deep.equal([2, '', 2]);
      return stderr;
    };
    expect(await wrong(path('none.json'))).equal(`stepstream: FILE: '${path('none.json')}' is not there\n`);
    expect(await wrong(folder)).equal(`stepstream: FILE: '${folder}' is a folder\n`);
    expect(await wrong('-', '<html>')).match(
      /^stepstream: FILE: the standard input is not JSON\. Save the steps with /,
    );
    expect(await wrong(write('empty.json', '{"Steps":[]}'))).match(/ has no steps\. Save the steps with /);
    const [one] = saved;
    const late = {
      ...one,
      InferenceBenchmark: { ...one?.InferenceBenchmark, InvocationEndTime: '2026-02-30' },
    };
    expect(await wrong(write('late.json', JSON.stringify([late])))).match(
      /steps\[0\]\.InferenceBenchmark\.InvocationEndTime: expected epoch seconds, ISO 8601 or a Date, got "2026-02-30"/,
    );
  });

  it('refuse what is not whole, and take it with --partial', async () => {
    const running = old('running.json', [saved[0]!, { ...saved[1]!, Status: 'IN_PROGRESS' }]);
    const cut = write('cut.json', JSON.stringify({ Steps: saved, NextToken: 'more' }));
    for (const [file, lack] of [
      [running, 'was saved before 1 step of 2 had ended'],
      [cut, 'is a part of a listing: it ends with a token'],
    ] as const) {
      const advice = 'save it again, whole, or take the steps that it has with --partial';
      expect(await offline(['best', file])).include({
        code: 2,
        stderr: `stepstream: '${file}' ${lack}; ${advice}\n`,
      });
      expect(await offline(['best', file, '--partial'])).include({
        code: 0,
        stderr: `stepstream: '${file}' ${lack}: only the steps that it has count\n`,
      });
      const best = await offline(['best', file, '--partial', '--output', 'table']);
      expect(best.stdout).match(/^Best so far, cheapest per inference: /);
      const { stdout } = await offline(['best', file, '--partial', '--output', 'json']);
      expect(JSON.parse(stdout)).deep.include({ job: { name: 'old', partial: true } });
    }
  });

  it('take the status of a job from its description in the file', async () => {
    const file = await redescribed('old');
    expect(JSON.parse((await offline(['best', file, '--output', 'json'])).stdout)).deep.include({
      job: { name: 'old', status: 'COMPLETED' },
      load: { JobType: 'Advanced' },
    });
    const { stdout } = await run('describe', 'old');
    const failed = write(
      'failed.ndjson',
      stdout.replace('COMPLETED', 'FAILED') + SAVINGS['aws-cli 1']!(saved).replaceAll('\n', ' '),
    );
    const { code, stderr } = await offline(['best', failed]);
    expect([code, stderr]).deep.equal([
      2,
      "stepstream: job 'old' is FAILED; --partial takes the steps that it has\n",
    ]);
  });

  describe('say under which load each job was measured', () => {
    it('in one line where it is the same', async () => {
      const { stdout, stderr } = await run('compare', 'new', 'old', '--output', 'table');
      expect(stdout.split('\n')[1]).equal('Load: Advanced: traffic chosen by AWS; ends at flat invocations');
      expect(stderr).equal('');
    });

    it('in a line for each where they differ, with a warning', async () => {
      const { code, stdout, stderr } = await run('compare', 'limited', 'default', '--output', 'table');
      expect(code).equal(0);
      expect(stdout.split('\n').slice(1, 3)).deep.equal([
        'Load of limited: Advanced: traffic chosen by AWS; ends at 1000 invocations a minute or flat invocations',
        'Load of default: Default: traffic chosen by AWS',
      ]);
      expect(stderr).equal(
        "stepstream: 'limited' and 'default' were measured under different loads (JobType, " +
          'StoppingConditions.MaxInvocations), so their figures may not compare; --same-load refuses that\n',
      );
    });

    it('in a document, with what differs', async () => {
      const { stdout, stderr } = await run('compare', 'limited', 'old', '--output', 'json');
      expect(JSON.parse(stdout)).deep.include({
        loads: {
          job: { JobType: 'Advanced', StoppingConditions: LIMITED.stoppingConditions },
          baseline: { JobType: 'Advanced' },
          differences: ['StoppingConditions.MaxInvocations'],
        },
      });
      expect(stderr).match(/under different loads/);
    });

    it('with a note of best where MaxInvocations is what was asked for', async () => {
      const { stdout } = await run('best', 'limited', '--output', 'table');
      expect(stdout.split('\n')[2]).match(
        /^Load: Advanced: .* An instance may take more than the 1000 that were asked/,
      );
    });

    it('as unknown of a file that has only steps', async () => {
      const file = old();
      const { stdout, stderr } = await run('compare', 'new', file, '--output', 'table');
      expect(stdout.split('\n').slice(1, 3)).deep.equal([
        'Load of new: Advanced: traffic chosen by AWS; ends at flat invocations',
        `Load of ${file}: unknown, as the file has no description of the job`,
      ]);
      expect(stderr).equal('');
    });
  });

  describe('with --same-load', () => {
    it('compare what has the same load, a described file included', async () => {
      const file = await redescribed('old');
      for (const baseline of ['old', file])
        expect(await run('compare', 'new', baseline, '--same-load')).include({ code: 0, stderr: '' });
    });

    it('refuse another load with 3, also where figures got worse', async () => {
      for (const args of [
        ['limited', 'default'],
        ['slower', await redescribed('default')],
      ]) {
        const { code, stdout, stderr } = await run('compare', ...args, '--same-load', '--output', 'json');
        expect(code).equal(3);
        expect(JSON.parse(stdout)).include({ verdict: 'nothing-compared' });
        expect(stderr).match(/^stepstream: Failed: Nothing to compare: the loads differ in JobType/);
      }
    });

    it('refuse a file that does not say its load', async () => {
      const file = old();
      const { code, stderr } = await run('compare', 'new', file, '--same-load');
      expect(code).equal(3);
      expect(stderr).contain(
        `Nothing to compare: the load of '${file}' is unknown, as the file has no description`,
      );
    });
  });
});
