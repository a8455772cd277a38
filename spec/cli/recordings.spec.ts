import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator, type Simulator } from '../../src/testing/index.js';
import { recordingFile } from '../../src/cli/files/recordingFile.js';
import { runCommand, runInEnvironment, startCommand } from './support/runCommand.js';

const ADDRESS = /at (http:\/\/127\.0\.0\.1:\d+), at 480 times real time/;

describe('recordings of the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recordings-'));
  let simulator: Simulator;
  let files = 0;
  const newFile = (): string => join(folder, `calls-${String((files += 1))}.ndjson`);
  before(async () => {
    simulator = await startSimulator({ jobs: [{ name: 'my-job', steps: 12 }] });
  });
  after(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true });
  });

  /** Runs work against a recording that the command serves. */
  async function served<T>(file: string, work: (endpoint: string) => Promise<T>): Promise<[T, string]> {
    const replay = await startCommand(['simulate', '--replay', file, '--port', '0', '--speed', '480']);
    await replay.said(ADDRESS);
    const result = await work(ADDRESS.exec(replay.out.stdout)![1]!);
    replay.signal('SIGINT');
    await replay.ended;
    return [result, replay.out.stderr];
  }

  for (const args of [
    ['steps', 'my-job', '--page-size', '5'],
    ['watch', 'my-job', '--min-interval', '0.01', '--max-interval', '0.02'],
    ['best', 'my-job'],
  ])
    it(`says the same of a recording as of the account: ${args.join(' ')}`, async () => {
      const file = newFile();
      const { endpoint } = simulator;
      const recorded = await runCommand([...args, '--record', file, '--no-redact'], { endpoint });
      expect(recorded.code, recorded.stderr).equal(0);
      const [replayed] = await served(file, replay => runCommand(args, { endpoint: replay }));
      const [warning = '', ...left] = recorded.stderr.split(/(?<=\n)/);
      expect(warning).match(
        /^stepstream: \S+ holds all that AWS answers as it is \(--no-redact\): account ids, /,
      );
      expect(replayed).deep.equal({ ...recorded, stderr: left.join('') });
    });

  it('refuses --no-redact without a recording', async () => {
    const { code, stderr } = await runCommand(['steps', 'my-job', '--no-redact'], {
      endpoint: simulator.endpoint,
    });
    expect([code, stderr]).deep.equal([
      2,
      'stepstream: --no-redact: needs --record FILE: without a recording nothing is replaced\n',
    ]);
  });

  it('records without what is private, in a file of its owner alone, by the client that the command makes', async () => {
    const file = newFile();
    const { endpoint } = simulator;
    const { code, stderr } = await runInEnvironment(['describe', 'my-job', '--record', file], { endpoint });
    expect(code, stderr).equal(0);
    const text = readFileSync(file, 'utf8');
    expect(text)
      .include('"redacted":["accounts",')
      .and.include('role/role-1')
      .and.not.include('123456789012');
    expect(statSync(file).mode & 0o777).equal(0o600);
  });

  it('never writes over a file, and makes no call then', async () => {
    const file = newFile();
    writeFileSync(file, 'precious');
    const before = simulator.stats().calls;
    const { code, stderr } = await runCommand(['steps', 'my-job', '--record', file], {
      endpoint: simulator.endpoint,
    });
    expect(stderr).equal(`stepstream: --record: ${file} is there already; name another file\n`);
    expect([code, readFileSync(file, 'utf8'), simulator.stats().calls]).deep.equal([2, 'precious', before]);
  });

  it('refuses to record what makes no call, and a place where no file can be', async () => {
    const steps = newFile();
    writeFileSync(steps, '{"Steps":[]}');
    const alone = await runCommand(['best', steps, '--record', newFile()], { endpoint: simulator.endpoint });
    expect([alone.code, alone.stderr]).deep.equal([
      2,
      'stepstream: --record: needs a job of an account: files alone make no calls\n',
    ]);
    const nowhere = await runCommand(['jobs', '--record', join(folder, 'no', 'folder')], {
      endpoint: simulator.endpoint,
    });
    expect(nowhere.stderr).include("can't be created: ENOENT");
  });

  it('says once where a file can be written no more, and lets the command go on', () => {
    let said = '';
    const written: string[] = [];
    const host = {
      stderr: { write: (text: string) => (said += text) } as never,
      isRedacted: true,
      createFile: () => ({
        write: (line: string) => {
          if (written.length > 0) throw new Error('ENOSPC');
          written.push(line);
        },
        close: () => undefined,
      }),
    };
    const file = recordingFile('calls.ndjson', host);
    for (const line of ['1\n', '2\n', '3\n']) file.write(line);
    file.close();
    expect(written).deep.equal(['1\n']);
    expect(said).equal("stepstream: the recording ends here: calls.ndjson can't be written: ENOSPC\n");
  });

  it('serves a recording that is cut up to there, and says so; what is missing is refused', async () => {
    const file = newFile();
    await runCommand(['steps', 'my-job', '--record', file], { endpoint: simulator.endpoint });
    await runCommand(['jobs', '--record', newFile()], { endpoint: simulator.endpoint });
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"operation":"List`);
    const [{ code, stderr }, said] = await served(file, endpoint => runCommand(['jobs'], { endpoint }));
    expect(said).equal(
      `stepstream: '${file}': The recording is cut in line 3: what follows 1 call is lost.\n`,
    );
    expect(code).equal(1);
    expect(stderr)
      .include('NotRecordedException')
      .and.include('was never recorded')
      .and.include('is cut in line 3');
  });

  it('refuses to replay what is no recording, and flags of an account', async () => {
    const file = newFile();
    writeFileSync(file, '{"Steps":[]}');
    const refused = await runCommand(['simulate', '--replay', file]);
    expect([refused.code, refused.stderr]).deep.equal([
      2,
      `stepstream: FILE: '${file}' is none of stepstream: its first line names no format; make one with recordCalls() or --record\n`,
    ]);
    const both = await runCommand(['simulate', '--replay', file, '--jobs', '3']);
    expect([both.code, both.stderr]).deep.equal([
      2,
      "stepstream: option '--replay <file>' cannot be used with option '--jobs <count>'; see stepstream simulate --help\n",
    ]);
  });
});
