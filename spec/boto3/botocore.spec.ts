import { expect } from 'chai';
import { CHILD_LIMIT_MS } from '../support/child.js';
import { lastValueFrom, Subject } from 'rxjs';
import {
  DecodeError,
  decodeSteps,
  EmptyPagesError,
  InvalidInputError,
  InvalidTokenError,
  jmespath,
  toBotoToken,
  toFullResult,
  TokenLoopError,
  type FullSteps,
  type Recommender,
  type StepFilters,
} from '../../src/index.js';
import { startSimulator, type SimulatedCall, type Simulator } from '../../src/testing/index.js';
import { connect } from '../../src/recommender.js';
import { clientOf, until } from '../support/simulated.js';
import { skip } from '../support/skip.js';
import { LIST_STEPS, rejection } from '../testing/support.js';
import { startBoto, type BotoAnswer, type BotoProcess, type BotoRequest } from './botoProcess.js';
import { numbered, numbers, SIZE } from './numbered.js';

const JOB = 'known-behaviours';
const OTHER = 'another-job';
const tokenOf = (content: unknown): string => Buffer.from(JSON.stringify(content)).toString('base64');
const contentOf = (token: string | null | undefined): unknown =>
  JSON.parse(Buffer.from(token ?? '', 'base64').toString());

describe('paging: what botocore is known to do, and what is done here', function () {
  this.timeout(CHILD_LIMIT_MS);
  let simulator: Simulator;
  let recommender: Recommender;
  let client: ReturnType<typeof clientOf>;
  let boto: BotoProcess | undefined;
  let calls: SimulatedCall[] = [];

  before(async function () {
    simulator = await startSimulator({
      speed: 0,
      jobs: [
        { name: JOB, steps: numbered(SIZE) },
        { name: OTHER, steps: numbered(SIZE) },
      ],
      onCall: call => calls.push(call),
    });
    client = clientOf(simulator);
    recommender = connect({ client, quota: { perSecond: Infinity } });
    boto = await startBoto(simulator.endpoint);
    if (boto === undefined) skip(this, 'python3 with boto3 is not installed');
  });
  after(async () => {
    await boto?.close();
    await recommender.close();
    client.destroy();
    await simulator.close();
  });
  beforeEach(() => {
    calls = [];
    simulator.clearFaults();
  });

  /** boto3's paginator over the job. */
  const theirs = (
    PaginationConfig: object = {},
    request: Partial<BotoRequest> = {},
    JobName = JOB,
  ): Promise<BotoAnswer> =>
    boto!.ask({
      do: 'full',
      ...request,
      args: { JobName, PaginationConfig: PaginationConfig as Record<string, unknown>, ...request.args },
    });
  const ours = (filters: StepFilters = {}, jobName = JOB): Promise<FullSteps> =>
    toFullResult(recommender.steps$(jobName, filters));
  const inputs = (): unknown[] => calls.map(call => call.input);

  describe('where a listing goes on', () => {
    it('botocore repeats items where the page size is smaller than the offset; here none', async () => {
      const cut = await theirs({ PageSize: 10, MaxItems: 15 });
      expect(numbers(cut.items)).to.equal('0-14');
      expect(contentOf(cut.resumeToken)).to.include({ boto_truncate_amount: 5 });

      const rest = await theirs({ PageSize: 3, StartingToken: cut.resumeToken });
      expect(numbers(rest.items), 'botocore').to.equal('13-34');
      const better = await ours({ pageSize: 3, startingToken: cut.resumeToken! });
      expect(numbers(better.steps), 'stepstream').to.equal('15-34');
    });

    it('botocore repeats items where an empty page comes first; here none', async () => {
      const cut = await theirs({ PageSize: 10, MaxItems: 15 });
      simulator.fault('emptyPage', { call: [1, 5] });
      const rest = await theirs({ PageSize: 10, StartingToken: cut.resumeToken });
      expect(numbers(rest.items), 'botocore').to.equal('10-34');
      simulator.clearFaults();
      simulator.fault('emptyPage');
      const better = await ours({ pageSize: 10, startingToken: cut.resumeToken! });
      expect(numbers(better.steps), 'stepstream').to.equal('15-34');
    });

    it('botocore takes the token of another job; here a resumeToken is refused, and says of both', async () => {
      const cut = await theirs({ MaxItems: 5 });
      const rest = await theirs({ StartingToken: cut.resumeToken }, {}, OTHER);
      expect(numbers(rest.items), 'botocore').to.equal('5-34');

      const { resumeToken } = await ours({ maxItems: 5 });
      const error = await rejection(ours({ startingToken: resumeToken }, OTHER));
      expect(error).to.be.instanceOf(InvalidTokenError);
      expect(error.message).to.contain(JOB).and.to.contain(OTHER);
    });

    it("botocore sends what is left of a damaged token as AWS's own; here a resumeToken is refused", async () => {
      const cut = await theirs({ PageSize: 10, MaxItems: 15 });
      const damaged = cut.resumeToken!.slice(0, -9);
      const { error } = await theirs({ StartingToken: damaged });
      expect(error?.name).to.equal('ClientError');
      expect(inputs().at(-1)).to.deep.include({ NextToken: damaged });

      const { resumeToken } = await ours({ pageSize: 10, maxItems: 15 });
      calls = [];
      const refused = await rejection(ours({ startingToken: resumeToken!.slice(0, -9) }));
      expect(refused).to.be.instanceOf(InvalidTokenError);
      expect(refused.message).to.contain('damaged');
      expect(calls).to.have.length(0);
    });

    it('botocore has no token after an error; here the error has one', async () => {
      simulator.fault('accessDenied', { call: 3 });
      const failed = await theirs({ PageSize: 10 }, { do: 'pages' });
      expect([numbers(failed.items), failed.error?.name, failed.resumeToken]).to.deep.equal([
        '0-19',
        'ClientError',
        null,
      ]);
      simulator.clearFaults();
      simulator.fault('accessDenied', { call: 3 });
      const { resumeToken } = (await rejection(ours({ pageSize: 10 }))) as { resumeToken?: string };
      expect(numbers((await ours({ startingToken: resumeToken })).steps)).to.equal('20-34');
      const theirRest = await theirs({ PageSize: 10, StartingToken: toBotoToken(resumeToken) });
      expect(numbers(theirRest.items)).to.equal('20-34');
    });

    it("build_full_result loses what came before an error; so does toFullResult, and a stream doesn't", async () => {
      simulator.fault('accessDenied', { call: 3 });
      const failed = await theirs({ PageSize: 10 });
      expect([failed.items, failed.error?.name]).to.deep.equal([[], 'ClientError']);
      simulator.clearFaults();
      simulator.fault('accessDenied', { call: 3 });
      const seen: unknown[] = [];
      await rejection(
        recommender.steps$(JOB, { pageSize: 10 }).forEach(page => void seen.push(...page.steps)),
      );
      expect(numbers(seen)).to.equal('0-19');
    });

    it("botocore has no token of its own after a page, only AWS's; here each page has one", async () => {
      const { nextToken, resumeToken } = await theirs({ PageSize: 10 }, { do: 'pages', count: 2 });
      expect([typeof nextToken, resumeToken]).to.deep.equal(['string', null]);
      const tokens: unknown[] = [];
      await recommender.steps$(JOB, { pageSize: 10 }).forEach(page => void tokens.push(page.resumeToken));
      expect(tokens.map(token => typeof token)).to.deep.equal(['string', 'string', 'string', 'undefined']);
    });

    it('botocore goes on in its own parameters the second time; here each subscription is a listing', async () => {
      const twice = await theirs({ PageSize: 10 }, { do: 'pages', times: 2 });
      expect(numbers(twice.items), 'botocore').to.equal('0-34 30-34');
      const steps$ = recommender.steps$(JOB, { pageSize: 10 });
      const both = [await toFullResult(steps$), await toFullResult(steps$)];
      expect(both.map(({ steps }) => numbers(steps))).to.deep.equal(['0-34', '0-34']);
    });
  });

  describe('tokens that were made up', () => {
    it('botocore sends parameters out of a token; here it is refused before any call', async () => {
      const other = await theirs({ StartingToken: tokenOf({ JobName: OTHER, boto_truncate_amount: 30 }) });
      expect(numbers(other.items), 'botocore').to.equal('30-34');
      expect(inputs()).to.deep.equal([{ JobName: OTHER }]);
      const { error } = await theirs({ StartingToken: tokenOf({ foo: 1 }) });
      expect(error?.name).to.equal('ParamValidationError');
      expect(error?.message).to.contain('Unknown parameter in input: "foo"');

      calls = [];
      for (const [content, named] of [
        [{ JobName: OTHER }, 'JobName'],
        [{ foo: 1 }, 'foo'],
      ] as const) {
        const refused = await rejection(ours({ startingToken: tokenOf(content) }));
        expect(refused).to.be.instanceOf(InvalidTokenError);
        expect(refused.message).to.contain(`it holds '${named}'`);
      }
      expect(calls).to.have.length(0);
    });

    it('botocore crashes on a number; here it is refused', async () => {
      const { error } = await theirs({ StartingToken: tokenOf(123) });
      expect(error?.name).to.equal('AttributeError');
      const refused = await rejection(ours({ startingToken: tokenOf(123) }));
      expect(refused).to.be.instanceOf(InvalidTokenError);
      expect(refused.message).to.contain('it holds no object');
      expect(calls).to.have.length(0);
    });

    it('botocore counts a negative offset from the end; here it is refused', async () => {
      const token = tokenOf({ NextToken: null, boto_truncate_amount: -3 });
      expect(numbers((await theirs({ StartingToken: token })).items), 'botocore').to.equal('32-34');
      const refused = await rejection(ours({ startingToken: token }));
      expect(refused).to.be.instanceOf(InvalidTokenError);
      expect(refused.message).to.contain('boto_truncate_amount');
    });
  });

  describe('input', () => {
    it('botocore leaves items out for a negative maximum; here it is refused', async () => {
      expect(numbers((await theirs({ MaxItems: -3 })).items), 'botocore').to.equal('0-31');
      await isRefused({ maxItems: -3 }, 'filters.maxItems: must be a whole number of at least 0; got -3');
    });

    it('botocore cuts the fraction off a maximum; here it is refused', async () => {
      expect(numbers((await theirs({ MaxItems: 2.9 })).items), 'botocore').to.equal('0-1');
      await isRefused({ maxItems: 2.9 }, 'filters.maxItems: must be a whole number of at least 0; got 2.9');
    });

    it('botocore sends a page size of 500; here it is refused', async () => {
      const { error } = await theirs({ PageSize: 500 });
      expect(inputs()).to.deep.equal([{ JobName: JOB, MaxResults: 500 }]);
      expect(error?.message).to.contain('ValidationException');
      await isRefused({ pageSize: 500 }, 'filters.pageSize: must be a whole number from 1 to 100; got 500');
    });

    it("botocore refuses a page size of 0 and an empty name by itself, and sends a name that can't be", async () => {
      expect((await theirs({ PageSize: 0 })).error?.name).to.equal('ParamValidationError');
      expect((await theirs({}, {}, '')).error?.name).to.equal('ParamValidationError');
      expect(calls).to.have.length(0);
      expect((await theirs({}, {}, 'no_such_name')).error?.message).to.contain('ValidationException');
      expect(inputs()).to.deep.equal([{ JobName: 'no_such_name' }]);
      await isRefused({ pageSize: 0 }, 'filters.pageSize: must be a whole number from 1 to 100; got 0');
      await isRefused({}, /^jobName: must be 1 to 64 letters, digits and hyphens/, '');
      await isRefused({}, /^jobName: must be 1 to 64 letters, digits and hyphens/, 'no_such_name');
    });

    it('botocore asks for a whole page for five items, and makes a call for none; here it asks for five, and not at all', async () => {
      expect((await theirs({ MaxItems: 5 })).items).to.have.length(5);
      const none = await theirs({ MaxItems: 0 });
      expect(none.items).to.have.length(0);
      expect(inputs()).to.deep.equal([{ JobName: JOB }, { JobName: JOB }]);
      calls = [];
      expect((await ours({ maxItems: 5 })).steps).to.have.length(5);
      expect(await ours({ maxItems: 0 })).to.deep.include({ steps: [] });
      expect(inputs()).to.deep.equal([{ JobName: JOB, MaxResults: 5 }]);
    });

    async function isRefused(filters: StepFilters, message: string | RegExp, jobName = JOB): Promise<void> {
      calls = [];
      const error = await rejection(ours(filters, jobName));
      expect(error).to.be.instanceOf(InvalidInputError);
      if (typeof message === 'string') expect(error.message).to.equal(message);
      else expect(error.message).to.match(message);
      expect(calls).to.have.length(0);
    }
  });

  describe('tokens of the service that go round', () => {
    it('botocore sees a token that comes twice in a row; so do we', async () => {
      simulator.fault('repeatedToken', { operation: LIST_STEPS, call: 2 });
      const { error, items } = await theirs({ PageSize: 10 }, { do: 'pages', count: 50 });
      expect(error?.name).to.equal('PaginationError');
      expect(error?.message).to.contain('The same next token was received twice');
      expect(items.length).to.be.greaterThan(10);
      simulator.clearFaults();
      simulator.fault('repeatedToken', { operation: LIST_STEPS, call: 2 });
      expect(await rejection(ours({ pageSize: 10 }))).to.be.instanceOf(TokenLoopError);
    });

    it('botocore goes round a cycle for ever; here it ends with an error', async () => {
      simulator.fault({ kind: 'tokenCycle', length: 3 }, { operation: LIST_STEPS, call: 2 });
      const { error, pages } = await theirs({ PageSize: 10 }, { do: 'pages', count: 200 });
      expect([error, pages.length]).to.deep.equal([null, 200]);
      simulator.clearFaults();
      simulator.fault({ kind: 'tokenCycle', length: 3 }, { operation: LIST_STEPS, call: 2 });
      calls = [];
      expect(await rejection(ours({ pageSize: 10 }))).to.be.instanceOf(TokenLoopError);
      expect(calls.length).to.be.below(8);
    });

    it('botocore follows empty pages without end; here there is a budget', async () => {
      simulator.fault('emptyPage', { operation: LIST_STEPS, times: 1_000 });
      const { error, pages } = await theirs({ PageSize: 10 }, { do: 'pages', count: 200 });
      expect([error, pages.length]).to.deep.equal([null, 200]);
      const refused = await rejection(ours({ pageSize: 10, maxEmptyPages: 20 }));
      expect(refused).to.be.instanceOf(EmptyPagesError);
    });
  });

  describe('queries and asking', () => {
    it("botocore's search sees one page at a time; here it is the listing, or a page where asked", async () => {
      const { found } = await theirs(
        { PageSize: 10 },
        { do: 'search', expression: 'length(Steps)', count: 99 },
      );
      expect(found, 'botocore').to.deep.equal([10, 10, 10, 5]);
      const pages$ = recommender.steps$(JOB, { pageSize: 10 });
      expect(await lastValueFrom(pages$.pipe(jmespath('length(Steps)')))).to.equal(35);
      const each: unknown[] = [];
      await pages$.pipe(jmespath('length(Steps)', { over: 'page' })).forEach(value => void each.push(value));
      expect(each).to.deep.equal([10, 10, 10, 5]);
    });

    it('botocore calls for a page when it is asked; pages() too', async () => {
      await theirs({ PageSize: 10 }, { do: 'pages', count: 2 });
      expect(calls).to.have.length(2);
      calls = [];
      for await (const page of recommender.pages(JOB, { pageSize: 10 })) if (page.index === 1) break;
      expect(calls).to.have.length(2);
    });
  });

  describe('one malformed step', () => {
    it('botocore loses its page and all after it; here the good steps come, and the rest after the error', async () => {
      for (const [fault, name] of [
        ['badTimestamp', 'ValueError'],
        ['wrongType', 'AttributeError'],
      ] as const) {
        simulator.fault(fault, { call: 2 });
        const { items, error } = await theirs({ PageSize: 10 }, { do: 'pages' });
        expect([numbers(items), error?.name], fault).to.deep.equal(['0-9', name]);

        simulator.clearFaults();
        simulator.fault(fault, { call: 2 });
        const steps: unknown[] = [];
        const pages$ = recommender.steps$(JOB, { pageSize: 10 });
        const failed = await rejection(pages$.pipe(decodeSteps()).forEach(step => void steps.push(step)));
        const { resumeToken } = failed as { readonly resumeToken?: string };
        expect(failed).to.be.instanceOf(DecodeError);
        expect(steps, fault).to.have.length(19);
        expect(numbers((await ours({ startingToken: resumeToken })).steps)).to.equal('20-34');
        simulator.clearFaults();
      }
    });
  });

  describe('a slow reader', () => {
    it('is not run ahead of where there is a gate$', async () => {
      const gate$ = new Subject<void>();
      const pages: number[] = [];
      const listing = recommender.steps$(JOB, { pageSize: 10, gate$ });
      const done = listing.forEach(page => void pages.push(page.steps.length));
      for (const turn of [1, 2, 3, 4]) {
        gate$.next();
        await until(() => pages.length === turn);
        await new Promise(resolve => setTimeout(resolve, 10));
        expect(calls).to.have.length(turn);
      }
      await done;
      expect(pages).to.deep.equal([10, 10, 10, 5]);
    });
  });

  describe('the list of jobs', () => {
    const operation = 'list_inference_recommendations_jobs';
    const names = (jobs: readonly unknown[]): string[] =>
      jobs.map(job => (job as { readonly JobName: string }).JobName);

    it('goes on from tokens of the other, in both directions', async () => {
      simulator.addJob({ name: 'third-job', steps: 1 });
      const asked = { sortBy: 'Name', sortOrder: 'Ascending' } as const;
      const sorted = { SortBy: 'Name', SortOrder: 'Ascending' };
      const whole = [OTHER, JOB, 'third-job'];

      const mine = await toFullResult(recommender.jobs$({ ...asked, maxItems: 1 }));
      const StartingToken = toBotoToken(mine.resumeToken);
      const args = { PaginationConfig: { StartingToken }, ...sorted };
      const theirRest = await boto!.ask({ do: 'full', operation, args });
      expect([...names(mine.jobs), ...names(theirRest.items)]).to.deep.equal(whole);

      const PaginationConfig = { MaxItems: 2 };
      const cut = await boto!.ask({ do: 'full', operation, args: { PaginationConfig, ...sorted } });
      const rest = await toFullResult(recommender.jobs$({ ...asked, startingToken: cut.resumeToken! }));
      expect([...names(cut.items), ...names(rest.jobs)]).to.deep.equal(whole);
      simulator.removeJob('third-job');
    });
  });
});
