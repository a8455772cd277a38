import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { JOB_KINDS } from '../../src/core/jobKind.js';
import { pageFiles } from '../../src/gateway/index.js';
import { publishedAiJob } from '../../src/testing/ai/publishedAiJob.js';
import { startSimulator, type Simulator } from '../../src/testing/index.js';
import { CHILD_LIMIT_MS } from '../support/child.js';
import { skip } from '../support/skip.js';
import { hasBrowser, sharedBrowser } from './support/browser.js';
import { mortalGateway, type MortalGateway } from './support/mortalGateway.js';
import { complaintsOf } from './support/complaints.js';
import { pageProbe, type PageProbe } from './support/pageProbe.js';

const MINUTE = 60_000;
const KIND = 'ai-recommendation-job/';
const RUN_MS = 60 * MINUTE;
const instanceTypes = ['ml.g6.24xlarge', 'ml.g6e.12xlarge', 'ml.g5.12xlarge'];

describe('the page of AI jobs in a browser', function () {
  this.timeout(CHILD_LIMIT_MS);
  let simulator: Simulator | undefined;
  let gateway: MortalGateway | undefined;
  let context: BrowserContext | undefined;
  let page: Page;
  let base: string;
  let probe: PageProbe;
  let errors: readonly string[];

  before(async function () {
    if (!hasBrowser()) skip(this, 'Chromium is not installed: apt-get install chromium');
    simulator = await startSimulator({
      speed: 0,
      jobs: [{ name: 'chat', steps: 2 }],
      aiJobs: [
        { name: 'chat-before', instanceTypes, seed: 7 },
        { name: 'chat-failed', roleLacks: 'servicequotas:GetServiceQuota' },
        { name: 'chat-none', recommendations: 'absent' },
        publishedAiJob({ name: 'chat-published' }),
        { name: 'chat', instanceTypes, live: true, runMs: RUN_MS },
      ],
      aiBenchmarks: [{ name: 'chat' }],
    });
    gateway = mortalGateway(simulator, await pageFiles(), JOB_KINDS);
    const [url, browser] = await Promise.all([gateway.listen(0), sharedBrowser()]);
    base = url;
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    probe = pageProbe(page);
    errors = complaintsOf(page);
  });
  after(async () => {
    await Promise.all([context?.close(), gateway?.kill()]);
    await simulator?.close();
  });

  const isVisible = (id: string): Promise<boolean> => page.locator(`#${id}`).isVisible();
  const open = async (query: string): Promise<void> => {
    await page.goto(`${base}/?${query}`);
    await probe.holds(`!document.getElementById('status').hidden`);
  };

  it('begins with the AI job that runs, and offers the jobs of each kind under their names', async () => {
    await page.goto(base);
    await probe.shown('title', 'chat');
    await probe.shown('kind', 'AI recommendation job');
    await probe.shown('status', 'running');
    expect(page.url()).equal(`${base}/?job=${encodeURIComponent(`${KIND}chat`)}`);
    const groups = await page.evaluate<readonly string[]>(
      `[...document.querySelectorAll('#job optgroup')].map(({ label }) => label)`,
    );
    expect(groups).deep.equal(['Inference Recommender jobs', 'AI recommendation jobs', 'AI benchmark jobs']);
    const options = await page.evaluate<readonly string[]>(
      `[...document.querySelectorAll('#job option')].filter(({ text }) => text.startsWith('chat (')).map(({ value }) => value)`,
    );
    expect(options).deep.equal(['chat', `${KIND}chat`, 'ai-benchmark-job/chat']);
  });

  it('shows the time of a job that runs, without a bar and a time to go, and says why', async () => {
    simulator!.advance(RUN_MS / 2);
    // The page's clock is that of this machine: what it shows is at least what the service has told.
    await probe.shown('ai-facts', 'Running for');
    await probe.shown('outlook-text', 'AWS tells nothing of an AI recommendation job before its end');
    for (const id of ['bar', 'facts', 'left', 'columns', 'tests-card', 'compare-card'])
      expect(await isVisible(id), id).false;
    expect(await probe.text('ai-facts'))
      .include('throughput')
      .and.include('VLLM');
    expect(await probe.violations()).deep.equal([]);
  });

  it('shows the recommendations at the end: points, front, pick and figures', async () => {
    simulator!.advance(RUN_MS);
    await probe.shown('status', 'completed');
    await probe.shown('link', 'complete');
    await probe.shown('ai-facts', 'Took');
    expect(await probe.text('ai-facts')).include('1 h');
    expect(await isVisible('outlook-card')).false;
    expect(await probe.rows()).equal(6);
    expect(await probe.rows('pick')).equal(1);
    expect(await probe.rows('front')).above(0);
    expect(await probe.text('pick-by')).equal('Most tokens a second');
    expect(await probe.text('chart-y')).equal('output tokens a second');
    expect(await probe.text('chart-x')).equal('time to first token, p50');
    expect(await isVisible('chart-empty')).false;
    await probe.shown('announcer', 'The job has ended: completed.');
    const heads = await page.locator('#heads th:visible').allInnerTexts();
    expect(heads.map(head => head.trim())).deep.equal([
      'Configuration',
      ...['Env', 'Rank', 'Standing', 'First token', 'Tokens/s', 'Between tokens', 'Request', 'Requests/s'],
      ...['In flight', 'Framework'],
    ]);
  });

  it('changes the pick with sliders and choices, by keyboard, and keeps them in the address', async () => {
    const pick = async (): Promise<string> => page.locator('#rows tr[data-standing=pick]').innerText();
    const most = await pick();
    await page.locator('#by').selectOption('ttft');
    await probe.shown('pick-by', 'Quickest first token, p50');
    await page.locator('#stat').selectOption('p90');
    await probe.shown('pick-by', 'Quickest first token, p90');
    await probe.shown('tests-note', 'Latencies by p90.');
    await page.locator('#minTokensPerSecond').press('End');
    await probe.holds(`document.querySelectorAll('#rows tr[data-standing=out]').length > 0`);
    expect(await page.locator('#minTokensPerSecond').getAttribute('aria-valuetext')).match(/^[\d,]+$/);
    expect(await isVisible('maxLatencyMs')).false;
    const query = new URL(page.url()).searchParams;
    expect([query.get('by'), query.get('stat'), Number(query.get('tokens')) > 0]).deep.equal([
      'ttft',
      'p90',
      true,
    ]);

    await page.reload();
    await probe.holds(`document.getElementById('stat').value === 'p90'`);
    await probe.holds(`document.querySelectorAll('#rows tr[data-standing=out]').length > 0`);
    await page.locator('#reset').click();
    await probe.shown('pick-by', 'Most tokens a second');
    expect(await pick()).equal(most);
    expect(new URL(page.url()).search).equal(`?job=${encodeURIComponent(`${KIND}chat`)}`);
  });

  it('has the label of a slider and its figure on one line, in windows of any width', async () => {
    const query = `job=${encodeURIComponent(`${KIND}chat`)}&ttft=106&request=12500&tokens=2000`;
    const broken = `[...document.querySelectorAll('.criterion:not([hidden])')].filter(one => {
      const [label, figure] = ['label', 'output'].map(name => one.querySelector(name).getBoundingClientRect());
      const { right } = one.getBoundingClientRect();
      return label.height > 26 || figure.height > 26 || figure.top !== label.top || figure.right > right + 1;
    }).map(one => one.innerText)`;
    for (const width of [360, 768, 1024, 1140, 1280, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      for (const job of [query, 'job=chat&traffic=3000&throughput=10000']) {
        await open(job);
        await probe.holds(`document.querySelectorAll('.criterion:not([hidden])').length === 3`);
        expect(await page.evaluate<readonly string[]>(broken), `${job} at ${String(width)}`).deep.equal([]);
      }
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    await open(`job=${encodeURIComponent(`${KIND}chat`)}`);
    await probe.holds(`document.querySelectorAll('#rows tr[data-standing=pick]').length === 1`);
  });

  it('reads points out by the arrow keys, and sorts by the heads', async () => {
    await page.mouse.move(0, 0);
    await page.locator('#chart').press('Home');
    const said = await page.locator('#chart-reading').textContent();
    expect(said)
      .include(await probe.text('pick-name'))
      .and.match(/to the first token, [\d,]+ tokens a second/);
    await page.locator('#chart').press('Escape');
    await page.getByRole('button', { name: 'Tokens/s' }).press('Enter');
    await probe.holds(`document.querySelector('[aria-sort]').innerText.trim() === 'Tokens/s'`);
    expect(await page.locator('#rows tr').first().getAttribute('data-standing')).equal('pick');
  });

  it('compares with another AI recommendation job, and offers no others', async () => {
    const values = await page.evaluate<readonly string[]>(
      `[...document.getElementById('against').options].map(({ value }) => value)`,
    );
    expect(values.filter(value => value !== '' && !value.startsWith(KIND))).deep.equal([]);
    await page.locator('#against').selectOption(`${KIND}chat-before`);
    await probe.holds(`document.querySelectorAll('#compared-rows tr').length > 2`);
    expect(await probe.text('compared')).match(/^\d configurations in both jobs\. First token: \d quicker/);
    expect(await isVisible('legend-other')).true;
  });

  for (const colorScheme of ['light', 'dark'] as const)
    it(`has no fault that axe finds, ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme });
      expect(await probe.violations(colorScheme === 'light' ? 'all' : 'colours')).deep.equal([]);
    });

  it('fits a phone: only its tables scroll sideways', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await probe.holds('document.documentElement.scrollWidth === 360');
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it('says honestly that a job has failed, and why', async () => {
    await open(`job=${KIND}chat-failed`);
    await probe.shown('outlook-title', 'The job has failed');
    expect(await probe.text('outlook-text')).include('servicequotas:GetServiceQuota');
    expect(await probe.text('outlook-hint')).match(/^Allow servicequotas:GetServiceQuota/);
    expect(await isVisible('columns')).false;
    expect(await probe.violations()).deep.equal([]);
  });

  it('says honestly that a benchmark job tells no figures', async () => {
    await open('job=ai-benchmark-job/chat');
    await probe.shown('kind', 'AI benchmark job');
    await probe.shown('outlook-text', 'profile_export_aiperf.json');
    expect(await isVisible('columns')).false;
  });

  it('leaves out what lacks the statistic of the address, and says so', async () => {
    await open(`job=${KIND}chat-published&stat=p99`);
    await probe.shown('pick-next', 'Nothing fits: first token p99 not measured (1).');
    expect(await probe.rows('out')).equal(1);
    expect(await page.locator('#rows .standing').innerText()).equal('first token p99 not measured');
    expect(await isVisible('chart-empty')).true;
  });

  it('shows a classic job of the same name as ever', async () => {
    await page.locator('#job').selectOption('chat');
    await probe.shown('heads', 'Per million');
    for (const id of ['bar', 'facts', 'columns', 'tests-card', 'compare-card', 'maxLatencyMs'])
      expect(await isVisible(id), id).true;
    for (const id of ['kind', 'ai-facts', 'outlook-card', 'judging', 'maxTtftMs'])
      expect(await isVisible(id), id).false;
    expect(await probe.text('chart-title')).equal('Cost against latency');
    expect(await page.locator('#heads th').last().innerText()).include('Standing');
  });

  it('says that a completed job has no recommendations', async () => {
    await page.locator('#job').selectOption(`${KIND}chat-none`);
    const said = /Its recommendations aren’t there yet|without recommendations/.toString();
    await probe.holds(`${said}.test(document.getElementById('outlook-text').innerText)`);
    expect(await isVisible('columns')).false;
  });

  it('has written nothing on the console', () => {
    expect(errors).deep.equal([]);
  });
});
