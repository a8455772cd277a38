import { expect } from 'chai';
import { expectTypeOf } from 'expect-type';
import { lastValueFrom, NEVER, Subject, type Observable } from 'rxjs';
import { InvalidInputError } from '../../src/core/errors.js';
import type { JobsPage, StepsPage } from '../../src/core/page.js';
import type { Step } from '../../src/core/step.js';
import { decodeSteps } from '../../src/operators/decodeSteps.js';
import { jmespath, type JmespathOptions } from '../../src/operators/jmespath.js';
import { jobPages } from '../../src/paging/jobPages.js';
import { stepPages } from '../../src/paging/stepPages.js';
import { jobApi } from '../support/fakeApi.js';
import { thrown } from '../support/failure.js';
import { accountApi, fullSummary, fullWireSummary, wireJobs } from '../support/jobs.js';
import { draw } from '../support/marbles.js';
import { play } from '../support/play.js';
import { bad, change, page, priced, synced } from '../support/steps.js';
import { fullStep, fullWire } from '../support/wire.js';

/** What an expression makes of some items: one answer a page, or one in all. */
const ask = (expression: string, items: readonly unknown[], options?: JmespathOptions): unknown => {
  const { emitted, error } = play(items, jmespath(expression, options));
  if (error !== undefined) throw error;
  return options?.over === 'page' ? emitted : (expect(emitted).length(1), emitted[0]);
};
const latency = (endpoint: string, ModelLatency: number): Step => priced(endpoint, { ModelLatency });
const NAMES = 'Steps[].InferenceBenchmark.EndpointConfiguration.EndpointName';
const SLOWEST = 'sort(Steps[].InferenceBenchmark.Metrics.ModelLatency)[-1]';

describe('jmespath', () => {
  const values = {
    a: page([latency('e1', 10), latency('e2', 30)]),
    b: page([latency('e3', 20)]),
    x: ['e1', 'e2', 'e3'],
    y: ['e1', 'e2'],
    z: ['e3'],
    '#': new Error('of the source'),
  };
  const drawings: readonly (readonly [
    title: string,
    options: JmespathOptions | undefined,
    drawing: string,
  ])[] = [
    [
      'sees the whole listing unless told otherwise',
      undefined,
      'source --a--b--|    \n result --------(x|)\n subs ^-------!',
    ],
    [
      'sees the whole listing',
      { over: 'listing' },
      'source --a--b--|    \n result --------(x|)\n subs ^-------!',
    ],
    [
      'takes an absent option for the default',
      { over: undefined },
      'source --a--b--|\n result --------(x|)\n subs ^-------!',
    ],
    ['sees page after page', { over: 'page' }, 'source --a--b--|\n result --y--z--|\n subs ^-------!'],
    [
      'says nothing of a listing that never ends',
      undefined,
      'source --a--b--\n result --------\n subs ^-------',
    ],
    ['hands on an error, without an answer', undefined, 'source --a--#\n result -----#\n subs ^----!'],
    [
      'hands on an error, after the pages before',
      { over: 'page' },
      'source --a--#\n result --y--#\n subs ^----!',
    ],
    ['says nothing of no page', { over: 'page' }, 'source --|\n result --|\n subs ^-!'],
    [
      'leaves the source when it is left',
      undefined,
      'source --a--b--|\n result ----\n until ^--!\n subs ^--!',
    ],
    [
      'leaves the source of pages when it is left',
      { over: 'page' },
      'source --a--b--|\n result --y-\n until ^--!\n subs ^--!',
    ],
  ];
  for (const [title, options, drawing] of drawings)
    it(title, () => draw(jmespath(NAMES, options), values, drawing));

  it('answers for all pages where aws-cli answers for each: sort(…)[-1]', () => {
    const pages = [values.a, values.b];
    expect(ask(SLOWEST, pages)).equal(30);
    expect(ask(SLOWEST, pages, { over: 'page' })).deep.equal([30, 20]);
  });

  it('answers the same however a listing is cut into pages', async () => {
    const steps = Array.from({ length: 20 }, (_, n) => latency(`e${n}`, (n * 7) % 20));
    const expression =
      '{slow: sort_by(Steps, &InferenceBenchmark.Metrics.ModelLatency)[-1], count: length(Steps)}';
    const answers = [1, 3, 7, 100].map(pageSize =>
      lastValueFrom(stepPages(jobApi(steps, [1]), 'my-job', { pageSize }).pipe(jmespath(expression))),
    );
    for (const answer of await Promise.all(answers))
      expect(answer).deep.equal({ slow: latency('e17', 19), count: 20 });
  });

  it('sees the JSON of the wire, whether steps come from the wire or from the SDK, in pages or decoded', () => {
    for (const items of [[page([fullWire])], [page([fullStep])], [fullStep]])
      expect(ask('@', items)).deep.equal({ Steps: [fullWire] });
    expect(
      ask('Steps[0].InferenceBenchmark.[Metrics.MemoryUtilization, InvocationStartTime]', [fullStep]),
    ).deep.equal(['NaN', 1_700_000_000]);
  });

  it('sees all decoded steps at once, or each by itself', async () => {
    const steps = [latency('e1', 1), latency('e2', 2)];
    expect(ask(NAMES, steps)).deep.equal(['e1', 'e2']);
    expect(ask(NAMES, steps, { over: 'page' })).deep.equal([['e1'], ['e2']]);
    const decoded = stepPages(jobApi(steps), 'my-job').pipe(decodeSteps(), jmespath('length(Steps)'));
    expect(await lastValueFrom(decoded)).equal(2);
  });

  it('sees jobs', async () => {
    const jobs: JobsPage = { index: 0, jobs: [fullSummary] };
    expect(ask('@', [jobs, jobs])).deep.equal({
      InferenceRecommendationsJobs: [fullWireSummary, fullWireSummary],
    });
    const names = jobPages(accountApi(wireJobs(5)), { pageSize: 2 }).pipe(
      jmespath('InferenceRecommendationsJobs[].JobName'),
    );
    expect(await lastValueFrom(names)).deep.equal(wireJobs(5).map(job => job.JobName));
  });

  it('sees steps that can not be decoded as they came', () => {
    expect(ask('Steps', [page([bad, fullStep, null])])).deep.equal([bad, fullWire, null]);
  });

  it('sees the token of the last page: there is one where more is left', () => {
    const pages = [
      page([]),
      page([], { resumeToken: 'r1' }),
      page([], { resumeToken: 'r2', nextToken: 'raw' }),
    ];
    expect(ask('NextToken', pages)).equal('r2');
    expect(ask('NextToken', pages, { over: 'page' })).deep.equal([null, 'r1', 'r2']);
    expect(ask('keys(@)', [pages[1], page([])])).deep.equal(['Steps']);
  });

  it('sees both lists where both are there', () => {
    const jobs: JobsPage = { index: 0, jobs: [fullSummary] };
    expect(ask('@', [page([fullWire]), jobs, page([])])).deep.equal({
      Steps: [fullWire],
      InferenceRecommendationsJobs: [fullWireSummary],
    });
  });

  it('finds both lists empty where there is no page at all', () => {
    expect(ask('[length(Steps), length(InferenceRecommendationsJobs)]', [])).deep.equal([0, 0]);
  });

  it('takes words in backticks without quotes, as aws-cli does', () => {
    for (const word of ['`COMPLETED`', '`"COMPLETED"`', "'COMPLETED'"])
      expect(ask(`length(Steps[?Status==${word}])`, [values.a])).equal(2);
  });

  it('gives null for what is not there', () => {
    expect(ask('Stepz[0].a', [values.a])).equal(null);
  });

  it('starts anew with each subscription', async () => {
    const source$ = stepPages(jobApi([fullWire]), 'my-job').pipe(jmespath('length(Steps)'));
    expect([await lastValueFrom(source$), await lastValueFrom(source$)]).deep.equal([1, 1]);
  });

  for (const [expression, message] of [
    ['', "jmespath: the expression can't be read: the expression ends too early"],
    ['Steps[', "jmespath: the expression can't be read: the expression ends too early"],
    [undefined, "jmespath: the expression can't be read: it must be a text"],
    [7, "jmespath: the expression can't be read: it must be a text"],
  ] as const)
    it(`refuses ${String(expression)} at once`, () => {
      const error = thrown(() => jmespath(expression as string)) as InvalidInputError;
      expect(error).instanceOf(InvalidInputError).include({ code: 'INVALID_INPUT', option: 'jmespath' });
      expect(error.message.startsWith(message), error.message).equal(true);
      expect(error.cause).instanceOf(Error);
    });

  for (const over of ['listing', 'page'] as const)
    it(`fails on the stream where the expression doesn't fit the data, over the ${over}`, () => {
      const subject = new Subject<StepsPage>();
      const heard: unknown[] = [];
      subject
        .pipe(jmespath('sort(Steps)', { over }))
        .subscribe({ error: (error: unknown) => heard.push(error) });
      subject.next(values.a);
      subject.complete();
      expect(heard).length(1);
      expect(heard[0])
        .instanceOf(InvalidInputError)
        .property('message')
        .match(
          /^jmespath: the expression doesn't fit the data: argument 1 of sort\(\) must be .* at character 6 of sort/,
        );
      expect((heard[0] as Error).cause).instanceOf(Error);
    });

  it('refuses what is neither a page nor a step', () => {
    for (const item of [null, undefined, 5, 'text'] as never[])
      for (const over of ['listing', 'page'] as const)
        expect(thrown(() => ask('@', [item], { over })))
          .instanceOf(InvalidInputError)
          .include({ option: 'jmespath' });
  });

  it('refuses the events and the snapshots of a watch, and says what to ask instead', () => {
    const snapshot = { jobName: 'job', steps: new Map() };
    for (const item of [synced, change('added', latency('e1', 1)), snapshot])
      for (const over of ['listing', 'page'] as const)
        expect(thrown(() => ask('@', [item], { over })))
          .instanceOf(InvalidInputError)
          .include({
            option: 'jmespath',
            message:
              'jmespath: reads a listing, not a watch: ask steps$() or jobs$(), or read the steps of snapshots() with map()',
          });
  });

  it('refuses options that are none', () => {
    expect(() => jmespath('@', { over: 'job' as never }))
      .throw(InvalidInputError)
      .property('message', `jmespath.over: must be one of 'listing', 'page'; got "job"`);
    expect(() => jmespath('@', { each: 'page' } as never)).throw(
      InvalidInputError,
      'jmespath.each: is not known',
    );
  });

  it('fits behind pages of steps, pages of jobs, and steps', () => {
    expectTypeOf((NEVER as Observable<StepsPage>).pipe(jmespath('@'))).toEqualTypeOf<Observable<unknown>>();
    expectTypeOf((NEVER as Observable<JobsPage>).pipe(jmespath('@'))).toEqualTypeOf<Observable<unknown>>();
    const steps$ = (NEVER as Observable<StepsPage>).pipe(decodeSteps(), jmespath('@', { over: 'page' }));
    expectTypeOf(steps$).toEqualTypeOf<Observable<unknown>>();
    const words$: Observable<string> = NEVER;
    // @ts-expect-error a stream of something else
    void words$.pipe(jmespath('@'));
  });
});
