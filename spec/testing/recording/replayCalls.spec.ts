import { expect } from 'chai';
import { lastValueFrom, toArray } from 'rxjs';
import { connect } from '../../../src/recommender.js';
import {
  FAULT_KINDS,
  fakeRecommender,
  recordCalls,
  replayCalls,
  type FaultKind,
} from '../../../src/testing/index.js';
import { failure, thrown } from '../../support/failure.js';
import { command, linesOf } from './recorded.js';

const JOB = 'DescribeInferenceRecommendationsJob';
const JOBS = 'ListInferenceRecommendationsJobs';

/** A clock that a spec sets. */
const clockAt = (): { at: number; monotonic: () => number } => {
  const clock = { at: 77, monotonic: () => clock.at };
  return clock;
};

describe('replayCalls', () => {
  const described = (Status: string, at: number): Parameters<typeof linesOf>[0][number] => ({
    operation: JOB,
    input: { JobName: 'j' },
    answer: { Status },
    at,
  });

  it('answers with the newest answer that is not later than the time of the recording, else the first', async () => {
    const other = { operation: JOB, input: { JobName: 'other' }, answer: { Status: 'FAILED' }, at: 7_000 };
    const lines = await linesOf([
      described('PENDING', 0),
      described('IN_PROGRESS', 1_000),
      described('COMPLETED', 5_000),
      other,
    ]);
    const clock = clockAt();
    const client = replayCalls(lines, { speed: 10, clock });
    const status = async (JobName = 'j'): Promise<unknown> =>
      ((await client.send(command(JOB, { JobName }))) as { Status: string }).Status;
    clock.at += 1_000; // Before the first call it is still the beginning.
    expect(await status()).equal('PENDING');
    clock.at += 99;
    expect(await status()).equal('PENDING');
    clock.at += 1;
    expect(await status()).equal('IN_PROGRESS');
    expect(await status('other')).equal('FAILED');
    client.advance(3_999);
    expect(await status()).equal('IN_PROGRESS');
    client.advance(1);
    expect(await status()).equal('COMPLETED');
    expect(client.now()).equal(1_005_000);
    const last = replayCalls(lines, { speed: Infinity });
    expect(await last.send(command(JOB, { JobName: 'j' }))).include({ Status: 'COMPLETED' });
  });

  it('compares requests whatever the order of their members, and takes other times in filters for the same', async () => {
    const page = (name: string): object => ({ InferenceRecommendationsJobs: [{ JobName: name }] });
    const lines = await linesOf([
      { operation: JOBS, input: { MaxResults: 9, CreationTimeAfter: new Date(1e12) }, answer: page('a') },
      { operation: JOBS, input: { MaxResults: 9, CreationTimeAfter: new Date(2e12) }, answer: page('b') },
    ]);
    const client = replayCalls(lines);
    const named = async (time: number): Promise<unknown> =>
      client.send(command(JOBS, { CreationTimeAfter: new Date(time), MaxResults: 9 }));
    expect(await named(1e12)).deep.include(page('a'));
    expect(await named(2e12)).deep.include(page('b'));
    expect(await named(3e12)).deep.include(page('b'));
    expect(await failure(client.send(command(JOBS, { MaxResults: 9 })))).property('code', 'NOT_RECORDED');
  });

  it('answers a token from the listing that handed it out, although the service uses the same ones again', async () => {
    const clock = clockAt();
    const fake = fakeRecommender({ jobs: [{ name: 'j', steps: 25 }], clock, speed: 0 });
    const lines: string[] = [];
    const time = { now: () => 0, monotonic: clock.monotonic };
    const recorded = connect({
      client: recordCalls(fake, { write: line => lines.push(line), time }),
      quota: { perSecond: Infinity },
    });
    const list = async (recommender: typeof recorded): Promise<unknown[]> => {
      const pages = await lastValueFrom(recommender.steps$('j', { pageSize: 10 }).pipe(toArray()));
      return pages.flatMap(page => page.steps).map(step => (step as { Status: string }).Status);
    };
    const before = await list(recorded);
    clock.at += 60_000;
    for (let i = 0; i < 25; i++) fake.editStep('j', i, { Status: 'FAILED' });
    const after = await list(recorded);
    expect(new Set(before)).not.deep.equal(new Set(['FAILED']));
    // All of the first listing's answers are older than the second's: yet a listing never mixes the two.
    const replaying = clockAt();
    const client = replayCalls(lines, { clock: replaying, speed: 1 });
    const replayed = connect({
      client: {
        send: async (...call: Parameters<typeof client.send>) => {
          const output = await client.send(...call);
          replaying.at += 60_000;
          return output;
        },
      },
      quota: { perSecond: Infinity },
    });
    expect(await list(replayed)).deep.equal(before);
    expect(await list(replayed)).deep.equal(after);
    await recorded.close();
    await replayed.close();
  });

  it('has an answer for each of two listings at once', async () => {
    const page = { InferenceRecommendationsJobs: [] };
    const first = { operation: JOBS, answer: { ...page, NextToken: 'same' } };
    const second = { operation: JOBS, input: { NextToken: 'same' }, answer: page };
    const lines = await linesOf([first, first, second, second].map((call, i) => ({ ...call, at: i })));
    const clock = clockAt();
    const client = replayCalls(lines, { clock });
    for (let i = 0; i < 2; i++) {
      const { NextToken } = (await client.send(command(JOBS, {}))) as { NextToken: string };
      expect(await client.send(command(JOBS, { NextToken }))).deep.include(page);
      clock.at += 1;
    }
  });

  it('throws the errors that the SDK throws, of each kind of fault', async () => {
    const quiet: readonly FaultKind[] = ['stalledHeaders', 'stalledBody'];
    for (const kind of FAULT_KINDS.filter(name => !quiet.includes(name))) {
      const outcomes: unknown[] = [];
      const fake = fakeRecommender({ jobs: [{ name: 'j', steps: 3 }] });
      fake.fault(kind);
      const lines: string[] = [];
      // A second passes with each call, in the recording as in the replay.
      const clock = clockAt();
      const time = { now: () => 0, monotonic: clock.monotonic };
      const recording = recordCalls(fake, { write: line => lines.push(line), redact: false, time });
      const clients = [() => recording, () => replayCalls(lines, { clock })];
      for (const clientOf of clients) {
        const answering = clientOf();
        const client = {
          send: (sent: { readonly input: object }) => {
            clock.at += 1_000;
            return answering.send(sent);
          },
        };
        const recommender = connect({ client, quota: { perSecond: Infinity }, retry: { attempts: 1 } });
        const outcome = await lastValueFrom(recommender.steps$('j').pipe(toArray())).catch(
          (error: unknown) => error as Error,
        );
        outcomes.push(
          outcome instanceof Error ? told(outcome) : outcome.map(({ steps, index }) => ({ steps, index })),
        );
        await recommender.close();
      }
      expect(outcomes[1], kind).deep.equal(outcomes[0]);
    }
  });

  it('says of a call that was never recorded what was', async () => {
    const client = replayCalls(await linesOf([described('PENDING', 0)]));
    const recommender = connect({ client });
    const error = (await failure(lastValueFrom(recommender.watch$('another')))) as Error;
    expect(error).property('code', 'NOT_RECORDED');
    expect(error.message).equal(
      'DescribeInferenceRecommendationsJob with {"JobName":"another"} was never recorded; the recording has it with {"JobName":"j"}.',
    );
    expect(await failure(client.send(command('Other', {}))))
      .property('message')
      .include('has no call of it');
    await recommender.close();
  });

  it('replays a recording that is cut up to there, and says so', async () => {
    const text = (await linesOf([described('PENDING', 0), described('IN_PROGRESS', 1_000)])).join('');
    const [, , last = ''] = text.split('\n');
    const from = text.length - last.length - 1;
    for (const end of [from + 1, from + 20, text.length - 2]) {
      const client = replayCalls(text.slice(0, end), { speed: Infinity });
      expect(client.cut).equal('The recording is cut in line 3: what follows 1 call is lost.');
      expect(await client.send(command(JOB, { JobName: 'j' }))).include({ Status: 'PENDING' });
      expect(await failure(client.send(command(JOB, { JobName: 'x' }))))
        .property('message')
        .include(client.cut!);
    }
    // A last line without its line break is whole all the same.
    expect(replayCalls(text.slice(0, -1))).property('cut', undefined);
    expect(replayCalls(text.split('\n'))).property('cut', undefined);
  });

  it('replays what is whole of a recording that is cut at any byte, and says so unless nothing is missing', async () => {
    const lines = await linesOf([described('PENDING', 0), described('é😀', 1_000)], false);
    const bytes = Buffer.from(lines.join(''));
    const ends = lines.map((_, i) => Buffer.byteLength(lines.slice(0, i + 1).join('')));
    for (let end = 1; end <= bytes.length; end++) {
      const client = replayCalls(bytes.subarray(0, end).toString(), { speed: Infinity });
      // The break at the end of a line isn't needed.
      const whole = ends.filter(at => at - 1 <= end).length;
      const isWhole = ends.some(at => end === at || end === at - 1);
      expect(client.cut, `${end}`).equal(
        isWhole
          ? undefined
          : whole === 0
            ? 'The recording is cut in line 1: it holds no call.'
            : `The recording is cut in line ${whole + 1}: what follows ${whole - 1} call${whole === 2 ? '' : 's'} is lost.`,
      );
      const answer = client.send(command(JOB, { JobName: 'j' }));
      if (whole > 1) expect(await answer).include({ Status: ['PENDING', 'é😀'][whole - 2] });
      else expect(await failure(answer)).property('code', 'NOT_RECORDED');
    }
  });

  it('never answers with what was given up', async () => {
    const lines = await linesOf([described('PENDING', 0)]);
    const given = JSON.stringify({
      operation: JOB,
      input: { JobName: 'j' },
      at: 1_000_001,
      ms: 1,
      aborted: true,
    });
    const client = replayCalls([...lines, given], { speed: Infinity });
    expect(await client.send(command(JOB, { JobName: 'j' }))).include({ Status: 'PENDING' });
  });

  it('refuses what is no recording, and one of a later version', async () => {
    const [header = '', line = ''] = await linesOf([described('PENDING', 0)]);
    const refused = (text: string): unknown => (thrown(() => replayCalls(text)) as Error).message;
    expect(refused('')).equal('recording: is empty; make one with recordCalls() or --record');
    expect(refused('{"Steps":[]}')).include('its first line names no format');
    expect(refused(header.replace('"version":1', '"version":2'))).include(
      'is of version 2 of the format, and version 1 is known',
    );
    expect(refused(`${header}{"operation":3}\n${line}`)).equal('recording: line 2 is no call');
    expect(refused(`${header}{"oper\n${line}`)).equal('recording: line 2 is no call');
    expect(thrown(() => replayCalls(header, { speed: -1 }))).property('option', 'speed');
    expect(thrown(() => replayCalls(header, { speed: '10' as never }))).property('option', 'speed');
    expect(thrown(() => replayCalls(header, { clock: Date as never }))).property('option', 'clock');
    expect(thrown(() => replayCalls(header).advance(Number.NaN))).property('option', 'ms');
  });

  it('rejects a call that was aborted before', async () => {
    const client = replayCalls(await linesOf([described('PENDING', 0)]));
    const sent = client.send(command(JOB, { JobName: 'j' }), { abortSignal: AbortSignal.abort() });
    expect(await failure(sent)).property('name', 'AbortError');
  });
});

/** What an error says, and what it was made of. */
function told(error: Error): unknown {
  const { name, message, cause, ...rest } = error as Error & { cause?: Error };
  const { resumeToken: _, ...details } = rest as { resumeToken?: string };
  return {
    name,
    message: message.replace(/stepstream1\.\S+/, ''),
    cause: cause && [cause.name, cause.message],
    ...details,
  };
}
