import { expect } from 'chai';
import { CHILD_LIMIT_MS } from '../support/child.js';
import type { BrowserContext, Page } from 'playwright-core';
import { pageFiles } from '../../src/gateway/index.js';
import { demoJob, startSimulator, type Simulator } from '../../src/testing/index.js';
import { skip } from '../support/skip.js';
import { hasBrowser, sharedBrowser } from './support/browser.js';
import { mortalGateway, type MortalGateway } from './support/mortalGateway.js';
import { complaintsOf } from './support/complaints.js';
import { pageProbe, type PageProbe } from './support/pageProbe.js';

const JOB = 'classifier';
const OTHER = 'classifier-before';
const MINUTE = 60_000;
const VIEWPORT = { width: 1280, height: 800 };
/** The longest wait for the page, in milliseconds. It only finds hangs. */
const PATIENCE_MS = 60_000;
/** What a browser says by itself while no server listens, and of the request by which the page asks why an upgrade failed. */
const OUTAGE = /ERR_CONNECTION_(REFUSED|RESET)|WebSocket connection to|406 \(Not Acceptable\)/;

describe('the page in a browser', function () {
  this.timeout(CHILD_LIMIT_MS);
  let simulator: Simulator | undefined;
  let gateway: MortalGateway | undefined;
  let next: MortalGateway | undefined;
  let base: string;
  let context: BrowserContext | undefined;
  let page: Page;
  let errors: readonly string[];
  const requests: string[] = [];

  before(async function () {
    if (!hasBrowser()) skip(this, 'Chromium is not installed: apt-get install chromium');
    simulator = await startSimulator({
      speed: 0,
      jobs: [demoJob({ name: OTHER, seed: 90 }), demoJob({ name: JOB, live: true })],
    });
    const files = await pageFiles();
    gateway = mortalGateway(simulator, files);
    const [url, browser] = await Promise.all([gateway.listen(0), sharedBrowser()]);
    base = url;
    next = mortalGateway(simulator, files);
    context = await browser.newContext({
      viewport: VIEWPORT,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    probe = pageProbe(page);
    errors = complaintsOf(page);
    page.on('request', request => requests.push(request.url()));
    page.on('websocket', socket => requests.push(socket.url()));
  });
  after(async () => {
    await Promise.all([context?.close(), gateway?.kill(), next?.kill()]);
    await simulator?.close();
  });

  let probe: PageProbe;
  const text: PageProbe['text'] = id => probe.text(id);
  const rows: PageProbe['rows'] = standing => probe.rows(standing);
  const holds: PageProbe['holds'] = expression => probe.holds(expression);
  const shown: PageProbe['shown'] = (id, what) => probe.shown(id, what);

  it('begins with the newest job that runs', async () => {
    await page.goto(base);
    await shown('title', JOB);
    await shown('link', 'live');
    expect(page.url()).equal(`${base}/?job=${JOB}`);
    await shown('pick-name', 'None yet');
    expect(await text('chart-empty')).match(/Points appear/);
  });

  it('opens one connection to the job, and asks once for the list', () => {
    const asked = (end: RegExp): readonly string[] => requests.filter(url => end.test(url));
    expect(asked(/\/jobs\/\w+$/)).have.length(1);
    expect(asked(/\/jobs$/)).have.length(1);
  });

  it('fills as the tests run and end', async () => {
    const seen: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      simulator!.advance(8 * MINUTE);
      const listed = await listedNow();
      await holds(`document.querySelectorAll('#rows tr').length === ${String(listed.steps)}`);
      await holds(`document.getElementById('tests').innerText.startsWith('${String(listed.done)} of ')`);
      seen.push(await rows());
    }
    expect(seen).deep.equal([...seen].sort((a, b) => a - b));
    expect(await rows('open')).above(0);
    expect(await rows('failed')).above(0);
    expect(await rows('pick')).equal(1);
    expect(await text('spent')).match(/^\$\d+\.\d\d$/);
    expect(await text('left')).match(/^about /);
    expect(await text('tests')).match(/^\d+ of 40, \d failed$/);
    expect(await text('elapsed-name')).equal('Running for');
    expect(await page.locator('#failures li').count()).above(0);
    expect(await page.locator('#chart-empty').isVisible()).false;
    await shown('announcer', 'Best so far: ');
  });

  it('offers no configuration to copy while the best can change', async () => {
    expect(await text('pick-title')).equal('Best so far');
    expect(await page.locator('#copy').isVisible()).false;
    expect(await text('pick-open')).match(/can change/);
    expect(await page.locator('#rows tr[data-standing=pick] .standing').innerText()).equal('best so far');
  });

  it('has the whole chart in view with its axis, and the pick and why it won; failures above the tests', async () => {
    await page.locator('#maxLatencyMs').press('Home');
    await page.locator('#maxLatencyMs').press('ArrowRight');
    await shown('pick-rivals', 'but over');
    expect(await probe.isPainted()).true;
    for (const id of ['chart', 'chart-x', 'pick-name', 'pick-figures', 'pick-rivals', 'traffics', 'criteria'])
      expect(await endOf(id), id).within(1, VIEWPORT.height);
    // However long an environment is.
    await page.evaluate(`document.getElementById('pick-env').textContent = 'SETTING=1 '.repeat(100)`);
    expect(await endOf('pick-open')).below(VIEWPORT.height);
    expect(await endOf('failures-card')).below(await endOf('tests-card'));
    await page.locator('#reset').click();
    await shown('maxLatencyMs-value', 'any');
  });

  /** Where the bottom of an element is, in pixels from the top of the page. */
  const endOf = (id: string): Promise<number> =>
    page.evaluate<number>(`document.getElementById('${id}').getBoundingClientRect().bottom + scrollY`);

  it('says what wins at a few traffics where none is given, and takes one of them', async () => {
    const lines = await page.locator('#traffic-lines button').allInnerTexts();
    expect(lines).have.length(3);
    expect(lines[1]).match(/^1,000 a minute\s+ml\.\S+.*\s+\$[\d,.]+$/s);
    await page.locator('#traffic-lines button').nth(1).press('Enter');
    await shown('pick-by', 'Cheapest month at 1,000 requests a minute');
    expect(lines[1]).include(await text('pick-name'));
    expect(await page.locator('#traffics').isVisible()).false;
    expect(await page.evaluate<string>('document.activeElement.id')).equal('requestsPerMinute');
    await page.goBack();
    await shown('pick-by', 'Cheapest per inference');
    await page.goForward();
    await shown('pick-by', 'Cheapest month at 1,000 requests a minute');
    await page.goBack();
    await shown('requestsPerMinute-value', 'not given');
  });

  /** What the service lists at this moment. */
  async function listedNow(): Promise<{ readonly steps: number; readonly done: number }> {
    const response = await fetch(simulator!.endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'SageMaker.ListInferenceRecommendationsJobSteps',
      },
      body: JSON.stringify({ JobName: JOB, MaxResults: 100 }),
    });
    const { Steps } = (await response.json()) as { readonly Steps: readonly { readonly Status: string }[] };
    const done = Steps.filter(({ Status }) => ['COMPLETED', 'FAILED'].includes(Status)).length;
    return { steps: Steps.length, done };
  }

  it('changes the pick with the sliders, by keyboard, and keeps them in the address', async () => {
    const pick = async (): Promise<string> => `${await text('pick-name')} ${await text('pick-env')}`;
    const before = await pick();
    const fitting = (await rows('fits')) + (await rows('front')) + 1;
    await page.locator('#maxLatencyMs').press('Home');
    await page.locator('#maxLatencyMs').press('ArrowRight');
    await holds(`new URLSearchParams(location.search).has('latency')`);
    await holds(`document.querySelectorAll('#rows tr[data-standing=out]').length > 0`);
    expect(await pick()).not.equal(before);
    expect((await rows('fits')) + (await rows('front')) + (await rows('pick'))).below(fitting);
    expect(await page.locator('#maxLatencyMs').getAttribute('aria-valuetext')).match(/^\d+ ms$/);

    await page.locator('#reset').click();
    await holds(`document.querySelectorAll('#rows tr[data-standing=out]').length === 0`);
    expect(await pick()).equal(before);
    await page.locator('#requestsPerMinute').press('End');
    await shown('pick-by', 'Cheapest month');
    await shown('heads', 'Per month');
    expect(await text('chart-y')).equal('US dollars per month');
    await page.locator('#reset').click();
    await shown('pick-by', 'Cheapest per inference');
  });

  it('sorts by the heads, and reads points out by the arrow keys', async () => {
    await page.getByRole('button', { name: 'Latency' }).press('Enter');
    await holds(`document.querySelector('[aria-sort]').innerText.trim() === 'Latency'`);
    const cells = await page.locator('#rows tr').first().locator('td').allInnerTexts();
    const quickest = cells.find(cell => cell.endsWith(' ms')) ?? 'no latency';
    await page.getByRole('button', { name: 'Rank' }).press('Enter');

    await page.mouse.move(0, 0);
    await page.locator('#chart').press('ArrowRight');
    await shown('tooltip', quickest);
    await page.locator('#chart').press('Home');
    expect(await page.locator('#chart-reading').textContent()).include(await text('pick-name'));
    expect(await page.locator('#rows tr.highlighted').getAttribute('data-standing')).equal('pick');
    await page.locator('#chart').press('Escape');
    expect(await page.locator('#tooltip').isVisible()).false;
  });

  it('compares with another job', async () => {
    await page.locator('#against').selectOption(OTHER);
    await holds(`document.querySelectorAll('#compared-rows tr').length > 3`);
    expect(await text('compared')).match(/configurations in both jobs\. Latency: \d+ quicker, \d+ slower\./);
    expect(await page.locator('#legend-other').isVisible()).true;
  });

  for (const colorScheme of ['light', 'dark'] as const)
    it(`has no fault that axe finds, ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme });
      expect(await probe.violations(colorScheme === 'light' ? 'all' : 'colours')).deep.equal([]);
    });

  it('fits a phone: only its tables scroll sideways', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await holds('document.documentElement.scrollWidth === 360');
    const topOf = (selector: string): Promise<number> =>
      page.locator(selector).evaluate(element => (element as unknown as { offsetTop: number }).offsetTop);
    expect(await topOf('#link')).below(await topOf('#job'));
    const right = await page.evaluate<number>(`document.getElementById('job').getBoundingClientRect().right`);
    expect(right, 'the list of jobs ends with the page').equal(360 - 16);
    await page.setViewportSize(VIEWPORT);
  });

  it('says when it is stale', async () => {
    const shownBefore = await rows();
    expect(errors).deep.equal([]);
    await gateway!.kill();
    await shown('link', 'stale since');
    expect(await rows()).equal(shownBefore);
  });

  describe('when a gateway that was killed comes back', () => {
    before(async () => {
      simulator!.advance(3 * 60 * MINUTE);
      await next!.listen(Number(new URL(base).port));
    });

    it('catches up', async () => {
      await shown('status', 'completed');
      await shown('link', 'complete');
      expect(await rows()).equal(40);
      expect(await text('tests')).equal('40 of 40, 6 failed');
      expect(await text('facts')).match(/Took\s+1 h \d+ min/);
      expect(await page.locator('#left').isVisible()).false;
      expect(await text('pick-title')).equal('Pick');
      expect(await rows('open')).equal(0);
      await shown('announcer', 'The job has ended: completed.');
    });

    it('copies the configuration of the pick', async () => {
      await page.locator('#copy').click();
      await shown('copied', 'Copied');
      const copied = JSON.parse(await page.evaluate<string>('navigator.clipboard.readText()')) as {
        readonly ProductionVariants: readonly { readonly InstanceType: string }[];
      };
      expect(copied.ProductionVariants[0]?.InstanceType).equal(await text('pick-name'));
    });

    it('keeps the sliders of a link exactly, with another job, and on the way back', async () => {
      const sliders = async (): Promise<readonly string[]> => [
        await text('maxLatencyMs-value'),
        await text('minInvocationsPerMinute-value'),
        await text('requestsPerMinute-value'),
      ];
      const said = ['12,345.5 s', '0.5 a minute', '777 a minute'];
      await page.goto(`${base}/?job=${JOB}&latency=12345500&throughput=0.5&traffic=777`);
      await shown('maxLatencyMs-value', '12,345.5 s');
      expect(await sliders()).deep.equal(said);
      await shown('link', 'complete');
      expect(await sliders()).deep.equal(said);
      const at = `(({ value, max }) => Number(max) - Number(value))(document.getElementById('maxLatencyMs'))`;
      expect(await page.evaluate<number>(at), 'the last value below any').equal(1);
      await page.locator('#job').selectOption(OTHER);
      await shown('title', OTHER);
      await shown('link', 'complete');
      expect(await sliders()).deep.equal(said);
      await page.locator('#reset').click();
      await shown('maxLatencyMs-value', 'any');
      await page.goBack();
      await shown('maxLatencyMs-value', '12,345.5 s');
      await page.goBack();
      await holds(`document.getElementById('title').innerText === '${JOB}'`);
      expect(await sliders()).deep.equal(said);
    });

    it('says so where there is no such job', async () => {
      await page.goto(`${base}/?job=nobody`);
      await shown('notice', 'There is no such job.');
      expect(await text('link')).equal('not connected');
    });

    it('has written nothing on the console, and made no request elsewhere', () => {
      expect(errors.filter(error => !OUTAGE.test(error))).deep.equal([]);
      const own = new RegExp(`^((http|ws)://${new URL(base).host.replaceAll('.', '\\.')}/|data:)`);
      expect(requests.filter(url => !own.test(url))).deep.equal([]);
      expect(requests.length).above(5);
    });
  });
});
