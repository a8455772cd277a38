import { expect } from 'chai';
import { afterEvent, unknownJob, type JobSnapshot } from '../../../src/operators/summary/jobSnapshot.js';
import { Step } from '../../../src/decode/step.js';
import { WatchEvent } from '../../../src/decode/event.js';
import { demoJob } from '../../../src/testing/index.js';
import { leave } from '../support/fakeOutput.js';
import { runCommand, startCommand, virtualAccount } from '../support/runCommand.js';
import type { Ended, VirtualAccount } from '../support/runCommand.js';
import { openScreen } from '../support/screen.js';

const SPEED = 200;
const QUICK = ['--min-interval', '0.05', '--max-interval', '0.1'];
const COLUMNS = 90;

/** Forty steps in two and a half seconds. */
const LIVE = {
  ...demoJob({ name: 'live', live: true }),
  pendingMs: 20_000,
  provisioningMs: 20_000,
  runMs: 50_000,
};

/** What a command in a terminal has shown by and by, and what was left. */
interface Shown {
  readonly code: Ended['code'];
  readonly frames: readonly (readonly string[])[];
  readonly lines: readonly string[];
  readonly cursorIsHidden: boolean;
}

describe('stepstream watch', () => {
  let account: VirtualAccount;
  before(async () => {
    account = await virtualAccount({
      speed: SPEED,
      jobs: [
        { name: 'whole', steps: 4 },
        { name: 'failed', status: 'FAILED', steps: 3, failureReason: 'All failed.' },
        { name: 'waiting', live: true, steps: 2, pendingMs: 1e9 },
      ],
    });
  });

  /** Runs the command in a terminal, looks at each of its frames, and presses Ctrl-C once one shows that. */
  async function show(
    args: readonly string[],
    until: RegExp | undefined,
    ready: () => void = () => undefined,
  ): Promise<Shown> {
    const screen = openScreen(COLUMNS, 40);
    const frames: string[][] = [];
    let taken = Promise.resolve();
    let pressed = false;
    const take = (text: string): void => {
      taken = taken.then(async () => {
        await screen.write(text);
        const lines = screen.lines();
        frames.push(lines);
        if (lines.length > 0) ready();
        if (pressed || until?.test(lines.join('\n')) !== true) return;
        pressed = true;
        expect(screen.cursorIsHidden()).true;
        signal('SIGINT');
      });
    };
    const { ended, signal } = await startCommand(args, {
      ...account.host,
      terminal: { columns: COLUMNS },
      take,
    });
    const { code } = await account.passUntil(ended);
    await taken;
    return { code, frames, lines: screen.lines(), cursorIsHidden: screen.cursorIsHidden() };
  }

  describe('of a job of forty steps', () => {
    let shown: Shown;
    let events: readonly unknown[];
    let lines: readonly string[];
    before(async () => {
      const { fake, host, passUntil } = account;
      const args = ['watch', 'live', ...QUICK];
      // The job waits until all of them watch it.
      const startedAt = fake.now();
      fake.addJob({ ...LIVE, startedAt, pendingMs: 1e9 });
      const [pipe, linesPipe] = await Promise.all([
        startCommand([...args, '--output', 'ndjson'], host),
        startCommand(args, host),
      ]);
      let showing: Promise<Shown> | undefined;
      const onScreen = new Promise<void>(resolve => {
        showing = show(args, undefined, resolve);
      });
      await Promise.all([onScreen, pipe.said(/"synced"/), linesPipe.said(/no tests so far/)]);
      fake.removeJob('live');
      fake.addJob({ ...LIVE, startedAt, pendingMs: fake.now() - startedAt + LIVE.pendingMs });
      const [ndjson, plain] = await passUntil(Promise.all([pipe.ended, linesPipe.ended]));
      shown = (await showing)!;
      expect(ndjson).include({ code: 0, stderr: '' });
      expect(plain).include({ code: 0, stderr: '' });
      events = ndjson.stdout
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line) as unknown);
      lines = plain.stdout.trimEnd().split('\n');
    });

    it('is a frame in place that tells what runs, what ends, and what it costs, as it happens', () => {
      const { frames } = shown;
      const texts = frames.map(frame => frame.join('\n'));
      expect(texts.find(text => /^live {2}PENDING\n░{40} {2}0 of 40 steps\n/.test(text))).ok;
      const middle = texts.filter(text => text.startsWith('live  IN_PROGRESS\n'));
      expect(middle.length).at.least(3);
      for (const part of [
        /^█+░+ {2}\d+ of 40 steps, \d failed$/m,
        /^\d+ min so far, about \d+ (s|min) to go; \$0\.\d\d spent/m,
        /^best so far: ml\.\S+/m,
        /^running\n {2}ml\.\S+ [AB] +(starts|under load for \d+ (s|min))$/m,
        /^failed \(\d\)\n {2}\S+/m,
        /^ended last\n {2}ml\.\S+ [AB] +\$\d+\.\d\d a million, \d+ ms, \d+ a minute$/m,
        /^A: OMP_NUM_THREADS=1 SAGEMAKER_MODEL_SERVER_WORKERS=4$/m,
      ])
        expect(
          middle.find(text => part.test(text)),
          String(part),
        ).ok;
      const done = middle.map(text => Number(/(\d+) of 40/.exec(text)?.[1]));
      expect(done).deep.equal(done.toSorted((a, b) => a - b));
      expect(new Set(done).size).at.least(3);
      for (const frame of frames) {
        expect(frame.filter(line => line.startsWith('live  '))).length.at.most(1);
        for (const line of frame) expect(line.length).lessThan(COLUMNS);
      }
    });

    it('leaves how it ended, what failed, and the pick, and the terminal as it was', () => {
      const { code, lines: left, cursorIsHidden } = shown;
      expect([code, cursorIsHidden]).deep.equal([0, false]);
      expect(left[0]).equal('live  COMPLETED');
      expect(left[1]).equal(`${'█'.repeat(40)}  40 of 40 steps, 6 failed`);
      expect(left[2]).match(/^took \d+ min; \$0\.\d\d spent/);
      const isMonth = (line: string): boolean => /^ {2}\d+ requests a minute: /.test(line);
      expect(left.filter(line => /^ {2}\S/.test(line) && !isMonth(line))).length(6);
      expect(left.filter(isMonth)).length(3);
      const pick = left.slice(left.findIndex(line => line.startsWith('Pick: '))).map(line => line.trim());
      expect(pick.join(' ')).match(
        /^Pick: ml\.inf1\.xlarge with \S+ \S+: \$0\.28 for a million .* at 11 ms$/,
      );
    });

    it('is a line for each thing that happens in a pipe', () => {
      for (const line of lines) expect(line).match(/^live: \S/);
      const count = (pattern: RegExp): number => lines.filter(line => pattern.test(line)).length;
      expect(count(/^live: (COMPLETED|FAILED) \S.*: \S/)).equal(40);
      expect(count(/^live: FAILED \S.*: \S/)).equal(6);
      expect(count(/^live: COMPLETED .* \(\d+ of 40 steps[,;] .* spent/)).equal(34);
      expect(count(/^live: started /)).at.least(5);
      expect(count(/^live: best so far: /)).at.least(2);
      expect(count(/^live: (PENDING|IN_PROGRESS)$/)).within(1, 2);
      expect(lines.at(-3)).match(/^live: COMPLETED; took \d+ min; 40 steps: 34 COMPLETED, 6 FAILED; \$/);
      expect(lines.at(-2)).match(/^live: Pick: ml\.inf1\.xlarge with /);
      expect(lines.at(-1)).match(
        /^live: no traffic given; least a month: serverless .* at 100 requests a minute \(\$\d.*; to give yours: stepstream best live --traffic 3000$/,
      );
      expect(lines.findIndex(line => line.startsWith('live: env B: '))).within(
        0,
        lines.findIndex(line => / ml\.\S+ B: /.test(line)),
      );
    });

    it('is events as ndjson, which replay to what the service has in the end', async () => {
      let state: JobSnapshot = unknownJob('live');
      for (const event of events) {
        const decoded = WatchEvent.decode(event);
        if (decoded._tag === 'Left') throw new Error('an event that can not be decoded');
        state = afterEvent(state, decoded.right);
      }
      expect([state.done, state.synced, state.job?.Status]).deep.equal([true, true, 'COMPLETED']);
      const { stdout } = await runCommand(['steps', 'live'], account.host);
      const listed = stdout.trimEnd().split('\n');
      expect(listed).length(40);
      const known = [...state.steps.values()].map(step => JSON.stringify(Step.encode(step)));
      expect(known.toSorted()).deep.equal(listed.toSorted());
    });
  });

  it('ends with the exit code of the worst status, or of an error', async () => {
    const watch = (...args: readonly string[]): Promise<Ended> =>
      runCommand(['watch', ...QUICK, ...args], account.host);
    const [failed, nobody, several] = await account.passUntil(
      Promise.all([watch('whole', 'failed'), watch('nobody'), watch('whole', 'nobody')]),
    );
    expect([failed, nobody, several].map(({ code }) => code)).deep.equal([9, 5, 5]);
    expect(failed.stdout)
      .match(/^failed: FAILED: All failed; took /m)
      .match(/^whole: COMPLETED; took /m);
    // A job that was just created may not be found yet: it is waited for.
    expect(nobody.stdout).match(/^nobody: no news for \d+ s: There is no job 'nobody'/);
    expect(nobody.stderr).match(/^stepstream: There is no job 'nobody'[^\n]*\n$/);
    expect(several.stdout)
      .match(/^nobody: There is no job/m)
      .match(/^whole: COMPLETED; took /m);
    expect(several.stderr).match(
      /^stepstream: nobody: There is no job 'nobody' in this account and region \(eu-west-1; [^\n]*\n$/,
    );
  });

  it('by Ctrl-C gives the terminal back, and says that the job goes on', async () => {
    const [one, all] = await Promise.all([
      show(['watch', 'waiting'], /^waiting {2}PENDING/),
      show(['watch', '--all', '--name-contains', 'wait'], /^1 job running, 0 ended/),
    ]);
    expect([one.code, one.cursorIsHidden]).deep.equal([130, false]);
    expect(one.lines.slice(-2)).deep.equal([
      'Best so far: none of the completed steps.',
      'stepstream: interrupted; the job goes on',
    ]);
    expect([all.code, all.cursorIsHidden]).deep.equal([130, false]);
    expect(all.lines.at(-2)).match(/^waiting {2}░{12} {6}0\/[2?] {2}PENDING$/);
    expect(all.lines.at(-1)).equal('stepstream: interrupted; jobs go on');
  });

  it('ends by SIGTERM with 143, and quietly when the reader leaves', async () => {
    const { host, passUntil } = account;
    const [told, left] = await Promise.all([
      startCommand(['watch', 'waiting'], host),
      startCommand(['watch', 'whole', ...QUICK], { ...host, take: leave }),
    ]);
    await told.said(/waiting: PENDING/);
    told.signal('SIGTERM');
    expect(await told.ended).include({ code: 143, stderr: 'stepstream: terminated; the job goes on\n' });
    expect(await passUntil(left.ended)).include({ code: 0, stderr: '' });
  });
});
